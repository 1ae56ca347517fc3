"""One form for the same text: NFC, plain spaces and quotes, one place for tone marks."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.reading.document import Span
from service.reading.syllables import place_tone

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Letters and marks without a shape, in which whole sentences can be hidden from people.
SHAPELESS = frozenset(
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5"
    + "".join(
        chr(code)
        for first, last in (
            (0x180B, 0x180F), (0x2061, 0x2064), (0x206A, 0x206F), (0xFE00, 0xFE0F),
            (0xFFF9, 0xFFFB), (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
        )
        for code in range(first, last + 1)
    )
)  # fmt: skip
_STRAIGHT = {
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("‐‑‒−", "-"),
    "…": "...",
}
_FIRST_JOINING = "\u00ad"  # no character before it combines or is dropped
_DROPPED = frozenset(_INVISIBLE + BIDI) | SHAPELESS
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Normalised:
    """A normalised text and, for each of its characters, where it stood in the original.

    `starts[i]` and `ends[i]` bound the original characters that character i was made of.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that the normalised characters [start, end) came from."""
        if start >= end:
            where = self.starts[start] if start < len(self.starts) else (self.ends or (0,))[-1]
            return Span(where, where)
        return Span(self.starts[start], self.ends[end - 1])


def normalise(text: str) -> str:
    """NFC, single spaces, straight quotes and dots; invisible characters dropped; stripped."""
    return align(text).text


def normalise_tone(text: str) -> str:
    """`normalise`, and every tone mark in one place (hoà becomes hòa), for models and matching."""
    return _WORD.sub(lambda match: place_tone(match.group()), normalise(text))


def align(text: str, start: int = 0, end: int | None = None) -> Normalised:
    """Normalise `text[start:end]` and keep where each character came from, in `text`."""
    end = len(text) if end is None else end
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece_start, piece_end in _clusters(text, start, end):
        for char in _plain(text[piece_start:piece_end]):
            if char == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(char)
            starts.append(piece_start)
            ends.append(piece_end)
    while chars and chars[-1] == " ":
        chars.pop()
    return Normalised("".join(chars), tuple(starts[: len(chars)]), tuple(ends[: len(chars)]))


def _clusters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A character with the combining marks that follow it, as ranges."""
    ranges: list[tuple[int, int]] = []
    for index in range(start, end):
        char = text[index]
        if ranges and char >= _FIRST_JOINING and (unicodedata.combining(char) or char in _DROPPED):
            ranges[-1] = (ranges[-1][0], index + 1)
        else:
            ranges.append((index, index + 1))
    return ranges


@lru_cache(maxsize=8192)
def _plain(cluster: str) -> str:
    kept = "".join(char for char in cluster if char not in _DROPPED)
    composed = unicodedata.normalize("NFC", kept)
    return "".join(_plain_char(char) for char in composed)


def _plain_char(char: str) -> str:
    if char.isspace() or char in "\u00a0\u2028\u2029" or unicodedata.category(char) == "Cc":
        return " "
    return _STRAIGHT.get(char, char)
