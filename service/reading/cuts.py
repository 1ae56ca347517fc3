"""Where a sentence may be cut: at marks that are not inside of brackets, quotes or numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from service.reading.lexicon import joined

_PAIRED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"")


_SIGN = re.compile("[,;:]")


def marks(text: str, signs: str, start: int = 0, end: int | None = None) -> list[int]:
    """The positions of `signs` between `start` and `end`, outside brackets, quotes and numbers."""
    end = len(text) if end is None else end
    kept = protected(text)
    return [
        index
        for index in (match.start() for match in _SIGN.finditer(text, start, end))
        if text[index] in signs
        and not any(low < index < high - 1 for low, high in kept)
        and not _inside_number(text, index)
    ]


@lru_cache(maxsize=64)
def protected(text: str) -> list[tuple[int, int]]:
    """The ranges of `text` that are never cut inside."""
    return [match.span() for pattern in (_PAIRED, _joined()) for match in pattern.finditer(text)]


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, joined())), re.I)


def split(text: str, start: int, end: int, positions: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges between the marks at `positions`, without blanks and marks around them."""
    edges = [start, *[position + 1 for position in positions], end + 1]
    ranges = [trim(text, low, high - 1) for low, high in pairwise(edges)]
    return [(low, high) for low, high in ranges if low < high]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop blanks and separators around a range."""
    while start < end and text[start] in " ,;:-–":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return start, end


def _inside_number(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()
