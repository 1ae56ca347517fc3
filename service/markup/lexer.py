"""Cut HTML and XML into tags and text without changing a character.

The pieces joined are the source again. A parser would not do: it mends, reorders and rewrites,
and who sent `<x id="3"></x>` looks for exactly that in the answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "open", "close", "empty", "cdata", "other"]

# As the HTML standard cuts tags; possessive, so that bad input costs no more than good.
_ATTRIBUTE = r"""[^\s/>]=?+[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+"""
_LEXEME = re.compile(
    rf"""
    (?P<comment> <!--.*?(?:-->|\Z) )
  | <!\[CDATA\[ (?P<cdata> .*?) \]\]>
  | (?P<other> <\?.*?\?> | <[!?][^>]*> )
  | < (?P<end>/?) (?P<name>[A-Za-z_][^\s/>]*+) (?P<rest> (?>[\s/]++|{_ATTRIBUTE})*+ ) >
    """,
    re.VERBOSE | re.DOTALL,
)
# A name is looked for where one may begin, not at each of its letters.
_VALUE = re.compile(
    r"""(?<![^\s/>="'])([^\s/>="']++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)"""
)
# What these hold is no markup, up to their end tag.
_RAW_TEXT = ("script", "style", "textarea", "iframe", "noembed", "noframes", "xmp", "plaintext")


@dataclass(frozen=True)
class Piece:
    """A tag, or what stands between tags. `text` is the inside of a CDATA section."""

    kind: PieceKind
    raw: str
    name: str = ""
    text: str = ""

    def attribute(self, name: str) -> str:
        """The value of an attribute as it is written, without quotes; "" where there is none."""
        found = (m for m in _VALUE.finditer(self.raw) if m.group(1).lower() == name)
        return next((m.group(2).strip("\"'") for m in found), "")


def lex(source: str, *, html: bool) -> Iterator[Piece]:
    """The pieces of `source` in order; HTML has names without case and elements of raw text."""
    at = 0
    while match := _LEXEME.search(source, at):
        if match.start() > at:
            yield Piece("text", source[at : match.start()])
        piece = _piece(match, html)
        yield piece
        at = match.end()
        if html and piece.kind == "open" and piece.name in _RAW_TEXT:
            end = _end_of_raw(source, at, piece.name)
            if end > at:
                yield Piece("other", source[at:end])
            at = end
    if at < len(source):
        yield Piece("text", source[at:])


def _piece(match: re.Match[str], html: bool) -> Piece:
    raw = match.group()
    if match["cdata"] is not None:
        return Piece("cdata", raw, text=match["cdata"])
    if match["name"] is None:
        return Piece("other", raw)
    name = match["name"].lower() if html else match["name"]
    if match["end"]:
        return Piece("close", raw, name)
    return Piece("empty" if match["rest"].endswith("/") else "open", raw, name)


def _end_of_raw(source: str, at: int, name: str) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return end.start() if end else len(source)
