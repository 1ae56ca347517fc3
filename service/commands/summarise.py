"""`songngu summarise`: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from models.errors import DamagedModel, ModelNotInstalled, SongnguError, UnknownModel
from service.commands import options
from service.commands.lines import Result, decode, write_results
from service.commands.models import announce
from service.commands.options import given
from service.commands.tools import Tools
from service.errors import BadRequest, ServerAway

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

# Without its model or its server no line can be summarised, so these end the command.
OF_THE_MODEL = (UnknownModel, ModelNotInstalled, DamagedModel, ServerAway)


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@options.points
@options.words
@options.summariser
@options.output
@options.server
@click.pass_obj
def summarise(
    tools: Tools,
    file: BinaryIO,
    points: int | None,
    words: int | None,
    summariser: str | None,
    output: str,
    server: str | None,
) -> None:
    """Summarise the reports of FILE (default: stdin), a JSON object {"id", "text"} a line.

    Writes {"id", "summary"} for each line read, in Vietnamese. A blank line stays blank; a line
    that fails becomes {"id", "error"}, and the exit code is 1.
    """
    announce(summariser)
    settings = tools.settings()
    studio = tools.studio(server)
    options = given(points=points, words=words, summariser=summariser)
    write_results(summarised(studio, file, settings.int("max_chars"), options), output)


def summarised(
    studio: Studio, lines: Iterable[bytes], limit: int, options: dict[str, Any]
) -> Iterator[Result]:
    """Summarise each record as it comes; `limit` is in characters of text."""
    for line in lines:
        text, problem = decode(line)
        yield _one(studio, text, problem, limit, options) if text.strip() else Result("")


def _one(studio: Studio, line: str, problem: str, limit: int, options: dict[str, Any]) -> Result:
    id: object = None
    try:
        record = parse(line, problem)
        id = record["id"]
        summary = _summary(studio, record, limit, options)
    except OF_THE_MODEL:
        raise
    except SongnguError as error:
        return Result(_json({"id": id, "error": error.message}), error.message.rstrip("."))
    return Result(_json({"id": id, "summary": summary}))


def parse(line: str, problem: str = "") -> dict[str, Any]:
    """The record of a line. Raises `BadRequest` with what it should have been."""
    if problem:
        raise BadRequest(f"The line cannot be read: {problem}.")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"The line is not JSON: {error}.") from error
    if not isinstance(record, dict) or not isinstance(record.get("id"), str | int):
        raise BadRequest('The line must be a JSON object with an "id", a string or a number.')
    if not isinstance(record.get("text"), str):
        raise BadRequest(f'The record {record["id"]!r} must have a "text", a string.')
    return record


def _summary(studio: Studio, record: dict[str, Any], limit: int, options: dict[str, Any]) -> str:
    from service.reading import read

    title = record.get("title")
    document = read(record["text"], title=title if isinstance(title, str) else "", limit=limit)
    return studio.summarise(document, **options).text


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
