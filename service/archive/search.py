"""What somebody types to search, as terms: words, "phrases", beginnings* and -exclusions."""

import re
from dataclasses import dataclass

from service.archive.words import plain, words

_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_MOST = 24  # terms; what comes after them is not looked at


@dataclass(frozen=True)
class Term:
    """Words that must stand beside each other."""

    words: tuple[str, ...]
    begins: bool = False  # the last is only the beginning of a word

    @property
    def plain(self) -> tuple[str, ...]:
        """The words without diacritics."""
        return tuple(map(plain, self.words))

    @property
    def marked(self) -> bool:
        """Whether it was typed with diacritics."""
        return self.plain != self.words


@dataclass(frozen=True)
class Sought:
    """Every wanted term must be found, no unwanted one may be."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


def read(text: str) -> Sought:
    """Read what was typed; no text is wrong, and one without words seeks nothing."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for minus, phrase, word in _PIECE.findall(text)[:_MOST]:
        found = tuple(words(phrase or word))
        if found:
            (unwanted if minus else wanted).append(Term(found, word.endswith("*")))
    return Sought(tuple(wanted), tuple(unwanted))
