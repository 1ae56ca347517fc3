"""A translation that is the source again is none."""

import re
from collections.abc import Iterable
from itertools import pairwise

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding
from service.glossary.syllables import without_diacritics

NAME = "copied"
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 0.6  # share of source words that may come again in a row
_FEWEST = 4  # words; a shorter text can be all names


def check(pair: Pair) -> Iterable[Check]:
    """Find a run of source words, with or without diacritics, that makes up most of the target."""
    source = [without_diacritics(word).lower() for word in _WORD.findall(pair.source.text)]
    target = [without_diacritics(word).lower() for word in _WORD.findall(pair.target.text)]
    small = [word for word in _WORD.findall(pair.target.text) if word[0].islower()]
    if len(target) < _FEWEST or len(small) < 2:
        return
    known = set(pairwise(source))
    shared = sum(two in known for two in pairwise(target))
    if shared / (len(target) - 1) > _MOST:
        text = pair.target.text[:80]
        yield finding(NAME, "The translation is the Vietnamese text again.", text, text)
