"""`songngu brief`: a report in, a bilingual brief out."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.commands import options
from service.commands.models import announce
from service.commands.options import given
from service.commands.progress import progress
from service.commands.resources import brought
from service.commands.tools import Tools
from service.errors import ServerAway
from service.settings import Settings

if TYPE_CHECKING:
    from service.briefs.brief import Brief
    from service.client import Client
    from service.reading.document import Document

# Named here as well, so that `songngu --help` loads no writer.
FORMAT_NAMES = (
    "json",
    "markdown",
    "html",
    "text",
    "docx",
    "ninjs",
    "ninjs1",
    "newsml",
    "tmx",
    "xliff",
    "atom",
    "jsonfeed",
)


@click.command()
@click.argument("input")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMAT_NAMES),
    help="Default: by the name of --output; else text on a terminal and markdown elsewhere.",
)
@click.option(
    "--language",
    type=click.Choice(["both", "vi", "en"]),
    default="both",
    show_default=True,
    help="Language to write; JSON always holds both.",
)
@click.option("--title", default="", help="Title of the report, where its text has none.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of publication; settles the year of a dateline without one.",
)
@click.option(
    "--diacritics/--no-diacritics", default=None, help="Keep the diacritics of names in English."
)
@options.points
@options.words
@options.summariser
@options.translator
@options.glossary
@options.output
@options.server
@click.option("--keep", is_flag=True, help="Keep it in the archive, too.")
@click.pass_obj
def brief(
    tools: Tools,
    input: str,
    form: str | None,
    language: str,
    title: str,
    published: datetime | None,
    diacritics: bool | None,
    points: int | None,
    words: int | None,
    summariser: str | None,
    translator: str | None,
    glossary: str | None,
    output: str,
    server: str | None,
    keep: bool,
) -> None:
    """Make a brief of INPUT: a file, - for stdin, or an http(s) address."""
    from service.briefs.pipeline import BriefOptions
    from service.formats import write

    announce(summariser, translator)
    told = {"title": title, "published": published.date() if published else None}
    wanted = given(
        points=points,
        words=words,
        summariser=summariser,
        translator=translator,
        diacritics=diacritics,
    ) | brought(tools.settings(), glossary, server)
    if server:
        made = made_by(tools.client(server), input, {**told, **wanted})
    else:
        document = load(input, told, tools.settings())
        with progress("brief") as report:
            made = tools.studio().brief(document, BriefOptions(**wanted), progress=report)
    written = write(made, form or format_for(output), language)  # type: ignore[arg-type]
    with click.open_file(output, "wb") as file:
        file.write(written if isinstance(written, bytes) else written.encode())
    if keep:
        put(made, tools.settings())


def made_by(client: "Client", input: str, asked: dict[str, Any]) -> "Brief":
    """The brief that a server makes; it fetches an address itself."""
    from service.client import Progress

    if input.lower().startswith(("http://", "https://")):
        asked["url"] = input
    else:
        asked["file"] = sys.stdin.buffer.read() if input == "-" else file_bytes(input)
        asked["name"] = Path(input).name if input != "-" else "stdin"
    with progress("brief") as report, client:
        for sign in client.events(**asked):
            if not isinstance(sign, Progress):
                return sign
            report(sign.stage, sign.fraction)
    raise ServerAway("The server ended its answer before the brief was made; try again.")


def put(made: "Brief", settings: Settings) -> None:
    """Keep a brief in the archive of the settings."""
    from service.archive import keeping
    from service.archive.database import database_url, open_database

    keeping.keep(open_database(database_url(settings)), settings, made)


def load(input: str, told: dict[str, Any], settings: Settings) -> "Document":
    """Read a file, stdin or an address; `told` is what the caller knows beyond the text."""
    from service.reading import read

    limit = settings.int("max_chars")
    if input.lower().startswith(("http://", "https://")):
        from service.reading.fetch import fetch_url

        data, content_type, url = fetch_url(
            input, timeout=settings.float("fetch_timeout"), limit=settings.int("max_upload")
        )
        return read(data, **told, url=url, content_type=content_type, limit=limit)
    if input == "-":
        return read(sys.stdin.buffer.read(), **told, limit=limit)
    return read(file_bytes(input), **told, name=input, limit=limit)


def file_bytes(name: str) -> bytes:
    """The bytes of a file; a name that is none is wrong usage."""
    try:
        return Path(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise click.UsageError(f"{name}: {error.strerror}.") from error


def format_for(output: str) -> str:
    """The format that the name of the output asks for, or the one that suits stdout."""
    from service.formats import format_of

    if output == "-":
        return "text" if sys.stdout.isatty() else "markdown"
    return format_of(output) or "markdown"
