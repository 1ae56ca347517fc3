"""`python -m fuzzing`: every target, each in a process of its own, and a table of what was seen."""

import logging
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

import click

from fuzzing import engine
from fuzzing.catalogue import targets
from fuzzing.engine import Found, Result
from fuzzing.report import as_json, table
from fuzzing.target import Target

_START = 120  # seconds that a process may need beside those of its budget


@click.command()
@click.option("--only", multiple=True, help="Targets whose name begins so.")
@click.option("--cases", type=int, help="Cases of each target; else as many as each names.")
@click.option("--share", default=1.0, help="Of the cases that each target names.")
@click.option("--seconds", default=240.0, help="Most seconds for one target.")
@click.option("--seed", default=0, help="Another seed gives other cases.")
@click.option("--guided", is_flag=True, help="Guide cases by coverage, with atheris.")
@click.option("--memory", is_flag=True, help="Also see whether memory grows.")
@click.option("--folder", default="build/fuzz", type=click.Path(path_type=Path))
def main(only: Sequence[str], cases: int | None, share: float, guided: bool, **how: object) -> None:
    """Put cases into every parser and API; exit with 1 where anything but an answer came back."""
    logging.disable(logging.CRITICAL)
    if guided and find_spec("atheris") is None:
        raise click.ClickException("atheris is not installed: pip install 'songngu[fuzz]'")
    chosen = [one for one in targets().values() if one.name.startswith(tuple(only) or "")]
    results = []
    for target in chosen:
        count = cases or max(1, int(target.cases * share))
        found = _guided(target, count, **how) if guided else _apart(target, count, **how)
        results += list(found)
        click.echo(table(results[-1:], heading=len(results) == 1), nl=False)
    click.echo(table(results, total=True), nl=False)
    as_json(results, Path(str(how["folder"])) / "results.json")
    sys.exit(any(one.found for one in results))


def _apart(
    target: Target, count: int, seconds: float, seed: int, memory: bool, folder: Path
) -> Iterator[Result]:
    """Run a target in a copy of this process: a parser in C may take its process down."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)

    def work(answer: Connection) -> None:
        made = engine.run(target, count, seed, folder, seconds)
        if memory:
            made.grown = engine.growth(target, seed, made.cases)
        answer.send(made)

    process = fork.Process(target=work, args=(there,))
    process.start()
    there.close()
    try:
        yield here.recv()
    except EOFError:
        process.join()
        yield _died(target, target.source.name, f"process ended with {process.exitcode}")
    process.join()


def _guided(
    target: Target, count: int, seconds: float, seed: int, memory: bool, folder: Path
) -> Iterator[Result]:
    if not target.packages:
        return
    command = [sys.executable, "-m", "fuzzing.guided", target.name, str(count), str(seed)]
    try:
        done = subprocess.run(
            [*command, str(folder)], capture_output=True, text=True, timeout=seconds + _START
        )
    except subprocess.TimeoutExpired:
        yield _died(target, "coverage", f"more than {seconds + _START:.0f} seconds")
        return
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"target"')]
    if lines:
        yield engine.result_of(lines[-1])
    else:
        yield _died(target, "coverage", f"process ended with {done.returncode}", done.stderr)


def _died(target: Target, how: str, why: str, told: str = "") -> Result:
    click.echo(told[-2000:], err=True)
    return Result(target.name, how, found=[Found("died", why, "")])


if __name__ == "__main__":
    main()
