"""Characters that show people another text than programs read, for editors to look at.

None of them is taken out of the source, where spans and digests hold; models do not read them.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from service.reading.normalise import BIDI, SHAPELESS

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMOJI = re.compile(r"(?<=\W)[\ufe0e\ufe0f]")  # chooses a picture, and hides nothing
_SHOWN = 3  # words that a note quotes
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH")


def deceptions(text: str) -> tuple[str, ...]:
    """A sentence for each kind of deceiving character in a text."""
    return tuple(_notes(text))


def _notes(text: str) -> Iterator[str]:
    plain = _EMOJI.sub("", text)
    turned, hidden = _count(plain, BIDI), _count(plain, SHAPELESS)
    if turned:
        yield (
            f"The text holds {turned} characters that turn the direction of writing, so that it "
            "may look unlike what was read. They were left out."
        )
    if hidden:
        yield (
            f"The text holds {hidden} characters without a shape, in which words can be hidden. "
            "They were left out."
        )
    if mixed := list(islice(_mixed(plain), _SHOWN)):
        yield (
            f"Words mix letters of several alphabets that look alike: {', '.join(mixed)}. Compare "
            "names and numbers with the source."
        )


def _count(text: str, characters: str | frozenset[str]) -> int:
    return sum(char in characters for char in text)


def _mixed(text: str) -> Iterator[str]:
    """Words with Latin letters and those of an alphabet that has the same shapes, each once."""
    seen = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word in seen or word.isascii():
            continue
        seen.add(word)
        if len(_alphabets(word)) > 1:
            yield f"“{word[:40]}”"


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").partition(" ")[0] for char in word)
    return {name for name in names if name in _ALPHABETS}
