"""`songngu watch`: feeds and folders in, a brief of each new article out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands import options
from service.commands.brief import FORMAT_NAMES
from service.commands.failures import Failure
from service.commands.models import announce
from service.commands.options import given
from service.commands.resources import resources
from service.commands.tools import Tools

if TYPE_CHECKING:
    from service.briefs.brief import Brief
    from service.reading.document import Document
    from service.settings import Settings
    from service.watching.register import Register
    from service.watching.sources import Fetch, Source
    from service.watching.watcher import Deliver, Round, Watcher

_WEB = ("http://", "https://")


@click.command()
@click.argument("sources", nargs=-1, metavar="FEED|FOLDER...")
@click.option("--once", is_flag=True, help="Look once and end, as for cron.")
@click.option(
    "--interval",
    type=click.FloatRange(min=1),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Time between two looks; doubled each time that a source does not answer.",
)
@click.option(
    "--attempts",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="How often an article is tried that fails for a reason that may pass.",
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a file must be left alone before it is read.",
)
@click.option(
    "--skip-old", is_flag=True, help="Of a new source, brief only what comes from now on."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write each brief there too, besides keeping it in the database.",
)
@click.option("--format", "form", type=click.Choice(FORMAT_NAMES), default="markdown",
              show_default=True, help="Format of the files.")  # fmt: skip
@click.option(
    "--language", type=click.Choice(["both", "vi", "en"]), default="both", show_default=True,
    help="Language of the files.",
)  # fmt: skip
@click.option("--failures", is_flag=True, help="List the articles that failed, and why; then end.")
@click.option("--retry-failed", is_flag=True, help="Try those again that failed for good.")
@options.points
@options.words
@options.summariser
@options.translator
@click.pass_obj
def watch(
    tools: Tools,
    sources: tuple[str, ...],
    once: bool,
    interval: float,
    attempts: int,
    settle: float,
    skip_old: bool,
    out: Path | None,
    form: str,
    language: str,
    failures: bool,
    retry_failed: bool,
    points: int | None,
    words: int | None,
    summariser: str | None,
    translator: str | None,
) -> None:
    """Brief what is new in each FEED (an http(s) address) and FOLDER, and never twice.

    Briefs are kept in the database; what was seen is too, so that the command may be stopped at
    any time. Nothing in a folder is moved or changed.
    """
    from service.archive.database import database_url, open_database
    from service.watching.holding import holding
    from service.watching.register import Register
    from service.watching.watcher import Rules, Watcher

    settings = tools.settings()
    database = open_database(database_url(settings))
    register = Register(database)
    if failures:
        _list(register)
        return
    if not sources:
        raise click.UsageError("Name a feed or a folder to watch.")
    if retry_failed:
        click.echo(f"{register.retry_failed()} articles are tried again.", err=True)
    announce(summariser, translator)
    fetch = _fetch(settings)
    followed = [_source(name, fetch, settle, out) for name in sources]
    wanted = given(points=points, words=words, summariser=summariser, translator=translator)
    with ExitStack() as held:
        for source in followed:
            held.enter_context(holding(database, source.name))
        watcher = Watcher(
            register,
            _maker(tools, settings, wanted),
            _deliverer(database, out, form, language),
            fetch,
            Rules(timedelta(seconds=interval), attempts, settings.int("max_chars"), skip_old),
            partial(click.echo, err=True),
        )
        _once(watcher, followed) if once else _forever(watcher, followed)


def _once(watcher: Watcher, sources: Sequence[Source]) -> None:
    rounds = [watcher.once(source) for source in sources]
    click.echo(_summary(rounds), err=True)
    if any(one.failed or one.problem for one in rounds):
        raise Failure("Not all could be briefed; `songngu watch --failures` tells why.")


def _forever(watcher: Watcher, sources: Sequence[Source]) -> None:
    due = dict.fromkeys(range(len(sources)), 0.0)
    while True:
        number = min(due, key=lambda one: due[one])
        time.sleep(max(0.0, due[number] - time.monotonic()))
        done = watcher.once(sources[number])
        if done.briefed or done.failed:
            click.echo(f"{sources[number].name}: {_summary([done])}", err=True)
        due[number] = time.monotonic() + done.wait.total_seconds()


def _summary(rounds: Sequence[Round]) -> str:
    new, briefed = sum(one.new for one in rounds), sum(one.briefed for one in rounds)
    return f"{new} new, {briefed} briefed, {sum(one.failed for one in rounds)} failed."


def _list(register: Register) -> None:
    for one in register.failures():
        again = "given up" if one.final else "will be tried again"
        title = f" “{one.title}”" if one.title else ""
        click.echo(f"{one.when:%Y-%m-%d %H:%M} {one.name}{title}: {one.error} ({again})")


def _fetch(settings: Settings) -> Fetch:
    from service.reading.fetch import Fetched, fetch

    def fetched(url: str, last: Fetched | None) -> Fetched:
        timeout, limit = settings.float("fetch_timeout"), settings.int("max_upload")
        return fetch(url, timeout=timeout, limit=limit, last=last)

    return fetched


def _source(name: str, fetch: Fetch, settle: float, out: Path | None) -> Source:
    from service.watching.sources import Feed, Folder

    if name.lower().startswith(_WEB):
        return Feed(name, fetch)
    if not Path(name).is_dir():
        raise click.UsageError(f"{name}: neither a web address nor a folder.")
    return Folder(Path(name), settle, out)


def _maker(tools: Tools, settings: Settings, wanted: dict[str, object]):  # type: ignore[no-untyped-def]
    """Makes briefs; the studio is opened by the first."""
    from functools import cache

    from service.briefs.pipeline import BriefOptions

    studio = cache(lambda: tools.make_studio(settings))

    def make(document: Document) -> Brief:
        brought = resources(settings, None)
        return studio().brief(document, BriefOptions(**wanted, resources=brought))  # type: ignore[arg-type]

    return make


def _deliverer(database: object, out: Path | None, form: str, language: str) -> Deliver:
    from service.archive.briefs import BriefStore
    from service.formats import filename, write

    store = BriefStore(database)  # type: ignore[arg-type]

    def deliver(brief: Brief, key: str) -> None:
        store.put(brief)
        if out is not None:
            written = write(brief, form, language)  # type: ignore[arg-type]
            data = written if isinstance(written, bytes) else written.encode()
            put(out / filename(brief, form), data)

    return deliver


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
