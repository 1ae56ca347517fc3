"""The words of texts as they are compared: with their diacritics, without, and as stems."""

import re
import unicodedata
from functools import cache
from typing import Any

from models.convention import move_tone_marks
from models.spelling import unaccented

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64  # characters of a word: no word of either language is longer


def words(text: str) -> list[str]:
    """The words of a text in lower case, spelt one way: hòa and hoà are the same."""
    composed = move_tone_marks(unicodedata.normalize("NFC", text).lower())
    return [word[:_LONGEST] for word in _WORD.findall(composed)]


def plain(word: str) -> str:
    """A word without its diacritics."""
    return unaccented(word) or word


def stem(word: str) -> str:
    """The stem of an English word, so that conferences are found by a conference."""
    found: str = _stemmer().stemWord(word)
    return found


def folded(text: str) -> str:
    """The words of a name without diacritics, with a space around each: " hong thai "."""
    return " ".join(("", *map(plain, words(text)), ""))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
