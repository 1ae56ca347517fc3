"""`songngu translate`: Vietnamese lines in, as many English lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from models.errors import EngineFailed, InputTooLong
from service.commands import options
from service.commands.lines import Result, batch_size, batches, decode, one_line, write_results
from service.commands.models import announce
from service.commands.options import given
from service.commands.resources import brought
from service.commands.tools import Tools

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

BATCH = 32  # lines
UNTRANSLATED = "[untranslated] "  # before the source, on the line of a text that failed
# What may be wrong with one text and not with the next; any other error ends the command.
OF_ONE_TEXT = (EngineFailed, InputTooLong)


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@options.translator
@options.glossary
@options.output
@options.server
@click.pass_obj
def translate(
    tools: Tools,
    file: BinaryIO,
    translator: str | None,
    glossary: str | None,
    output: str,
    server: str | None,
) -> None:
    """Translate FILE (default: stdin) line by line.

    Writes exactly one line for each line read. A blank line stays blank; a line that fails is
    written as "[untranslated]" with its source, and the exit code is 1.
    """
    announce(translator)
    studio = tools.studio(server)
    size = batch_size(file, BATCH)
    wanted = {**given(translator=translator), **brought(tools.settings(), glossary, server)}
    write_results(translated(studio, file, size, wanted), output)


def translated(
    studio: Studio, lines: Iterable[bytes], size: int, wanted: dict[str, Any] | None = None
) -> Iterator[Result]:
    """Translate `lines`, which end in \\n and nowhere else, in batches of `size`."""
    for batch in batches(lines, size):
        texts = [decode(line) for line in batch]
        good = [text for text, problem in texts if text.strip() and not problem]
        results = iter(_batch(studio, good, wanted or {}))
        for text, problem in texts:
            if problem:
                yield Result(UNTRANSLATED + one_line(text), problem)
            else:
                yield next(results) if text.strip() else Result("")


def _batch(studio: Studio, texts: list[str], wanted: dict[str, Any]) -> list[Result]:
    """Translate together; where that fails, one by one, so that one text spoils no other."""
    if not texts:
        return []
    try:
        found = studio.translate([one_line(text) for text in texts], **wanted)
    except OF_ONE_TEXT as error:
        if len(texts) == 1:
            return [Result(UNTRANSLATED + one_line(texts[0]), error.message.rstrip("."))]
        return [result for text in texts for result in _batch(studio, [text], wanted)]
    return [
        Result(one_line(translation.text), note="review" if translation.status == "review" else "")
        for translation in found
    ]
