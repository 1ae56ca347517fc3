"""What is counted as a token: a syllable or word, or a sign.

The embedded models cut text in their own ways, each another; this count is the same for all, and
in Vietnamese close to theirs.
"""

import re
from collections.abc import Iterator
from itertools import islice

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\s*\S+\s*")
_PIECE = 8  # words of one chunk of a stream


def count(text: str) -> int:
    """The tokens of a text."""
    return sum(1 for _ in _TOKEN.finditer(text))


def first(text: str, most: int | None) -> str:
    """The text up to the end of its token number `most`; all of it where None."""
    if most is None or count(text) <= most:
        return text
    last = next(islice(_TOKEN.finditer(text), most - 1, None))
    return text[: last.end()]


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of a few words, of which nothing is lost."""
    words = [found[0] for found in _WORD.finditer(text)] or [text]
    for start in range(0, len(words), _PIECE):
        yield "".join(words[start : start + _PIECE])
