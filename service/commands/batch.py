"""`songngu batch`: an archive in, a brief of every article out; stop it and it goes on."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.commands import options
from service.commands.batch_report import Bar, summary
from service.commands.failures import Failure
from service.commands.models import announce
from service.commands.options import given
from service.commands.resources import resources
from service.commands.tools import Tools
from service.errors import BadRequest

if TYPE_CHECKING:
    from service.archive.batch import Engine
    from service.archive.database import Database
    from service.archive.outputs import Output
    from service.archive.work import Errand
    from service.archive.workers import Order
    from service.settings import Settings

STOPPED = 130  # the exit code after Ctrl-C


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="A file .jsonl (also .gz, .xz) or .parquet, or a folder for a file each.",
)
@click.option(
    "--task",
    type=click.Choice(["brief", "translate", "summarise"]),
    default="brief",
    show_default=True,
    help="What to do with every article.",
)
@click.option("--format", "form", metavar="FORMAT", help="Of the files in a folder [json].")
@options.points
@options.words
@options.summariser
@options.translator
@options.glossary
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N articles.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only articles of this day or later."
)
@click.option("--retry", type=click.Choice(["failed"]), help="Try failed articles again.")
@click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes; each holds its own models.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Processes here, or of a Ray cluster: that of RAY_ADDRESS, else one on this machine.",
)
@click.option(
    "--gpus",
    type=click.FloatRange(0),
    default=0,
    show_default=True,
    help="GPUs that Ray sets aside for each process; 0.5 puts two on one.",
)
@click.option(
    "--ledger",
    metavar="FILE|URL",
    help="Where to keep account: a file, a database, or `database` for that of the settings.",
)
@click.pass_obj
def batch(
    tools: Tools,
    /,
    inputs: tuple[str, ...],
    out: Path,
    task: str,
    form: str | None,
    limit: int | None,
    since: datetime | None,
    retry: str | None,
    processes: int,
    engine: str,
    gpus: float,
    ledger: str | None,
    **wanted: Any,
) -> None:
    """Brief every article of INPUT: folders, globs, JSONL, CSV, Parquet, zip, or single files.

    Stop it at any point and run it again: it goes on where it was, and the output has the order
    of the input. An article that fails is a row with its error, and the exit code is 1.
    """
    from service.archive.batch import Input, run
    from service.archive.outputs import output_for
    from service.archive.workers import Order

    announce(wanted["summariser"], wanted["translator"])
    settings, output = tools.settings(), output_for(out, task, form)
    refuse_input_in(output.path, inputs)
    source = Input(inputs, (output.path,), since.date() if since else None, limit)
    database = ledger_of(output, ledger, settings)
    wanted["resources"] = resources(settings, wanted.pop("glossary"))
    order = Order(errand(task, wanted), settings, tools.make_studio, database.url)
    with terminable(), Bar() as bar:
        report = run(
            source,
            output,
            partial(engine_of, engine, order, processes, gpus),
            database,
            retry=retry is not None,
            listener=bar,
        )
    database.close()
    click.echo(summary(report, output.path, bar.seconds), err=True)
    if report.stopped:
        raise click.exceptions.Exit(STOPPED)
    if failed := report.totals.states.get("failed", 0):
        raise Failure(f"{failed:,} articles failed; --retry failed tries them again.")


def engine_of(name: str, order: Order, processes: int, gpus: float) -> Engine:
    """What does the work. Raises `ClusterMissing` where ray is not installed."""
    if name == "ray":
        from service.archive.cluster import Cluster

        return Cluster(order, processes, gpus)
    from service.archive.batch import Local

    return Local(order, processes)


def errand(task: str, wanted: dict[str, Any]) -> Errand:
    """What is to be done with every article."""
    from service.archive.work import Errand
    from service.briefs.values import BriefOptions

    return Errand(task, BriefOptions(**given(**wanted)))  # type: ignore[arg-type]


def ledger_of(output: Output, named: str | None, settings: Settings) -> Database:
    """The database with the ledger: beside the output, or where the user says."""
    from service.archive.database import database_url, open_database

    if named == "database":
        return open_database(database_url(settings))
    if named and "://" in named:
        return open_database(named)
    return open_database(f"sqlite:///{named or output.ledger}")


def refuse_input_in(folder: Path, inputs: tuple[str, ...]) -> None:
    """Raise `BadRequest` where the output would be read again as input."""
    place = folder.resolve()
    for name in inputs:
        path = Path(name).resolve()
        if path == place or place in path.parents:
            raise BadRequest(f"{name} lies in the output {folder}; write to another place.")


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM end the batch as Ctrl-C does: with its output written."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
