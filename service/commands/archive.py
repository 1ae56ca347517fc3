"""`songngu archive`: search, show, correct, export, import, delete and prune kept briefs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from service.commands import options
from service.commands.brief import FORMAT_NAMES
from service.commands.failures import Failure
from service.commands.lines import NAMED
from service.commands.tools import Tools

if TYPE_CHECKING:
    from service.archive.briefs import BriefStore, Query
    from service.archive.database import Database
    from service.archive.queries import Row

_DAY = click.DateTime(["%Y-%m-%d"])
_FILTERS: tuple[Callable[..., Any], ...] = (
    click.option("--since", type=_DAY, help="First day, YYYY-MM-DD."),
    click.option("--until", type=_DAY, help="Last day."),
    click.option("--agency", default="", metavar="WORDS", help="Words of the agency's name."),
    click.option("--place", default="", metavar="WORDS", help="Words of the place's name."),
    click.option("--person", default="", metavar="WORDS", help="Words of a person's name."),
    click.option(
        "--status", type=click.Choice(["ok", "review"]), help="review: an editor must look."
    ),
)
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(["both", "vi", "en"]),
    default="both",
    show_default=True,
    help="Language to write, in the formats for people.",
)


class _Age(click.ParamType[int]):
    """A number of days, 365d or 365."""

    name = "age"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        found = re.fullmatch(r"(\d{1,6})d?", str(value))
        if not found:
            self.fail(f"{value!r} is no number of days. Write 365d.", param, ctx)
        return int(found[1])


@click.group()
def archive() -> None:
    """Search, show, correct, export, import, delete and prune the briefs that are kept."""


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@archive.command()
@click.argument("text", nargs=-1)
@_filters
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Most rows.")
@click.pass_obj
def search(tools: Tools, /, text: tuple[str, ...], limit: int, **filters: Any) -> None:
    """List the briefs that hold TEXT: words, "phrases", beginnings* and -exclusions.

    With diacritics, what is written exactly so comes first; without, all is found.
    """
    from dataclasses import replace

    store, query = _store(tools), _query(" ".join(text), filters)
    left, cursor = limit, ""
    while left > 0:
        page = store.search(replace(query, limit=min(left, 200), cursor=cursor))
        for row in page.rows:
            click.echo(_line(row))
        left -= len(page.rows)
        if page.next_cursor is None:
            return
        cursor = page.next_cursor
    click.echo(f"There are more; --limit shows them ({limit} shown).", err=True)


@archive.command()
@click.argument("id")
@click.option("--format", "form", type=click.Choice(FORMAT_NAMES), help="Default: text.")
@_LANGUAGE
@click.option("--original", is_flag=True, help="As the machine made it, without corrections.")
@options.output
@click.pass_obj
def show(
    tools: Tools, id: str, form: str | None, language: str, original: bool, output: str
) -> None:
    """Write the brief ID."""
    from service.formats import format_of, write

    store = _store(tools)
    brief = store.original(id) if original else store.get(id)
    written = write(brief, form or format_of(output) or "text", language)  # type: ignore[arg-type]
    with click.open_file(output, "wb") as file:
        file.write(_bytes(written))


@archive.command()
@click.argument("id")
@click.argument("where")
@click.option("--vi", help="The Vietnamese to put there.")
@click.option("--en", help="The English to put there.")
@click.option("--author", default="", help="Who corrects it.")
@click.pass_obj
def correct(tools: Tools, id: str, where: str, vi: str | None, en: str | None, author: str) -> None:
    """Put other words at WHERE (headline, points/0, facts/people/0, …) in the brief ID."""
    brief = _store(tools).correct(id, where, vi, en, author)
    for flag in brief.flags:
        click.echo(f"{flag.where}: {flag.message}", err=True)


@archive.command()
@click.argument("text", nargs=-1)
@_filters
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", *FORMAT_NAMES)),
    default="jsonl",
    show_default=True,
    help="jsonl: one stream, which `import` reads; else one file a brief.",
)
@_LANGUAGE
@click.option(
    "--output",
    default="-",
    metavar="FILE|FOLDER",
    help="A file for jsonl, otherwise stdout; a folder for every other format.",
)
@click.pass_obj
def export(
    tools: Tools, /, text: tuple[str, ...], form: str, language: str, output: str, **filters: Any
) -> None:
    """Write the briefs that hold TEXT, or all."""
    from service.archive.transfer import files, lines

    store, query = _store(tools), _query(" ".join(text), filters)
    if form == "jsonl":
        with click.open_file(output, "w", encoding="utf-8") as target:
            target.writelines(lines(store, query))
        return
    if output == "-":
        raise click.UsageError("--output must name a folder for one file a brief.")
    Path(output).mkdir(parents=True, exist_ok=True)
    for name, body in files(store, query, form, language):  # type: ignore[arg-type]
        Path(output, name).write_bytes(body)


@archive.command("import")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def import_(tools: Tools, file: BinaryIO) -> None:
    """Keep the briefs of FILE (- for stdin), JSON lines as `export` writes them.

    What is kept already and was corrected stays as it is. A bad line is named; the others go on.
    """
    from service.archive.transfer import read
    from service.errors import UnreadableInput

    store, kept, bad = _store(tools), 0, []
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                store.restore(read(line))
                kept += 1
            except UnreadableInput as error:
                bad.append(f"line {number}: {error.message}")
    click.echo(f"{kept} briefs imported.", err=True)
    if bad:
        more = f" And {len(bad) - NAMED} more." if len(bad) > NAMED else ""
        raise Failure(f"{len(bad)} lines failed: {' '.join(bad[:NAMED])}{more}")


@archive.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.pass_obj
def delete(tools: Tools, ids: tuple[str, ...]) -> None:
    """Delete briefs with their corrections and the reports that no other brief needs."""
    store = _store(tools)
    for id in ids:
        store.delete(id)


@archive.command()
@click.option(
    "--older-than", type=_Age(), metavar="DAYSd", help="Default: SONGNGU_KEEP_DAYS, e.g. 365d."
)
@click.pass_obj
def prune(tools: Tools, older_than: int | None) -> None:
    """Delete briefs that were kept, and batches that ended, longer ago than so many days."""
    from service.archive.briefs import BriefStore
    from service.archive.columns import now
    from service.archive.keeping import oldest
    from service.archive.pruning import prune_batches

    before = oldest(tools.settings()) if older_than is None else now() - timedelta(days=older_than)
    if before is None:
        raise click.UsageError("Say --older-than 365d, or set SONGNGU_KEEP_DAYS.")
    database = _database(tools)
    briefs, batches = BriefStore(database).prune(before), prune_batches(database, before)
    click.echo(f"{briefs} briefs and {batches} batches deleted.", err=True)


def _store(tools: Tools) -> BriefStore:
    from service.archive.briefs import BriefStore

    return BriefStore(_database(tools))


def _database(tools: Tools) -> Database:
    from service.archive.database import database_url, open_database

    return open_database(database_url(tools.settings()))


def _query(text: str, filters: dict[str, Any]) -> Query:
    from service.archive.briefs import Query

    days = {name: _day(filters.pop(name)) for name in ("since", "until")}
    return Query(text=text, **days, **filters)


def _day(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _line(row: Row) -> str:
    """One row as tab-separated cells."""
    cells = (row.id, row.day.isoformat(), row.status, row.headline.vi, row.headline.en)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _bytes(written: str | bytes) -> bytes:
    return written if isinstance(written, bytes) else written.encode()
