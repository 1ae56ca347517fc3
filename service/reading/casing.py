"""Whether a phrase keeps its capital when words come to stand before it."""

import re

from service.reading.syllables import LOWER, UPPER
from service.reading.words import is_verb_phrase, words_of

_MID = re.compile(rf"(?<=[^\W\d_,] )([{UPPER}][{LOWER}]+)")
_LOW = re.compile(rf"(?<![\w.])[{LOWER}]+")


class Casing:
    """The capitals of one report: names keep theirs, first words of sentences do not."""

    def __init__(self, text: str) -> None:
        self._capital = set(_MID.findall(text))
        self._lower = set(_LOW.findall(text))

    def keeps_capital(self, text: str, *, initial: bool) -> bool:
        """`initial`: the phrase stood at the start of a sentence or after a colon."""
        words = words_of(text)
        if not words or not words[0].text[0].isupper():
            return False
        first = words[0].text
        if not initial or (first.isupper() and len(first) > 1):
            return True
        if is_verb_phrase(words, initial=True):
            return False
        named = len(words) > 1 and words[1].text[0].isupper()
        return named or (first in self._capital and first.lower() not in self._lower)
