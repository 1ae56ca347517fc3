"""RTF: its text, whatever code page or Vietnamese font it was written in."""

import re
from collections.abc import Iterator

from service.errors import UnreadableInput
from service.reading.article import Article
from service.reading.encodings import repair, without_surrogates
from service.reading.file import File

_DEEPEST = 300  # groups within groups; Word writes about ten
_BRACE = re.compile(r"\\.|([{}])", re.S)
_TITLE = re.compile(r"\{\\title\s((?:[^{}\\]|\\.)*)\}", re.S)
_HEAD = "{\\rtf1\\ansi\\ansicpg1252 "


def read(file: File) -> Iterator[Article]:
    """One article; a paragraph is a line. Raises `UnreadableInput`."""
    source = file.data.lstrip().decode("latin-1")
    _check_groups(source)
    title = _TITLE.search(source)
    yield Article(
        text=_plain(source),
        title=" ".join(_plain(_HEAD + title.group(1) + "}").split()) if title else "",
    )


def _check_groups(source: str) -> None:
    depth = deepest = 0
    for match in _BRACE.finditer(source):
        if match.group(1):
            depth += 1 if match.group(1) == "{" else -1
            deepest = max(deepest, depth)
            if deepest > _DEEPEST:
                raise UnreadableInput(
                    "The RTF file nests its groups too deep to be a report.", reason="nested"
                )
    if depth > 0:
        raise UnreadableInput(
            "The RTF file is damaged or cut off: groups are left open.", reason="damaged"
        )


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, LookupError, OverflowError, TypeError) as error:
        raise UnreadableInput(
            f"The RTF file is damaged ({error}); save or send it again.", reason="damaged"
        ) from error
    text = without_surrogates(text).replace("\x00", "")
    lines = (line.strip(" \t|") for line in text.splitlines())
    return repair("\n".join(line for line in lines if line))[0]
