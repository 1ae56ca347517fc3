"""A model that loops repeats itself."""

import re
from collections import Counter
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "repetition"
_WORD = re.compile(r"\w+")
_LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,5})(?:\W+\1\b){2,}", re.IGNORECASE)
_LENGTH = 6  # words of a phrase that should not come again


def check(pair: Pair) -> Iterable[Check]:
    """Find a phrase said three times running, or a long one more often than in the source."""
    loop = _LOOP.search(pair.target.text)
    if loop and not _LOOP.search(pair.source.text):
        yield finding(NAME, "The text repeats itself.", target=loop.group()[:80])
    elif (again := _repeated(pair.target.text)) and not _repeated(pair.source.text):
        yield finding(NAME, f"“{again}” is said more than once.", target=again)


def _repeated(text: str) -> str:
    words = _WORD.findall(text.lower())
    phrases = Counter(" ".join(words[at : at + _LENGTH]) for at in range(len(words) - _LENGTH + 1))
    phrase, count = max(phrases.items(), key=lambda item: item[1], default=("", 0))
    return phrase if count > 1 else ""
