"""Find the terms of a glossary in a text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from service.glossary.syllables import Token, tokens
from service.glossary.terms import Term, digest_of


@dataclass(frozen=True)
class Match:
    """A term at [start, end) of the text that was searched."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True)
class _Entry:
    keys: tuple[str, ...]
    capitals: tuple[int, ...]  # positions that must begin with a capital
    term: Term


class Glossary:
    """Terms, found longest first and without overlap, whole syllables only.

    Where several terms have one form, the one in use on a day is meant, and of those the first.
    """

    def __init__(self, terms: Iterable[Term], day: date | None = None) -> None:
        self.terms = tuple(terms)
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], Term] = {}
        day = day or date.max
        for term in sorted(self.terms, key=lambda term: not term.valid(day)):
            for spelling in (term.vi, *term.spellings):
                self._add(_entry(term, spelling))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.keys))

    @cached_property
    def digest(self) -> str:
        """The same for the same terms."""
        return digest_of(self.terms)

    def dated(self, day: date | None) -> "Glossary":
        """This glossary for a report of a day: the same one where the day makes no difference."""
        return Glossary(self.terms, day) if day and self._depends_on(day) else self

    def _depends_on(self, day: date) -> bool:
        """Whether a form that several terms share means another of them on that day."""
        return any(
            next((t for t in terms if t.valid(day)), terms[0]) is not terms[0]
            for terms in self._shared.values()
        )

    @cached_property
    def _shared(self) -> dict[tuple[str, ...], list[Term]]:
        """The terms that share a form, in the order in which they are found now."""
        found: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for entries in self._by_first.values():
            for entry in entries:
                found[entry.keys].append(entry.term)
        return {keys: terms for keys, terms in found.items() if len(terms) > 1}

    def match(self, text: str) -> tuple[Match, ...]:
        """The terms in `text` from left to right, at each place the longest."""
        found = []
        words = tokens(text)
        at = 0
        while at < len(words):
            term, length = self.longest(words, at)
            if term is not None:
                found.append(Match(words[at].start, words[at + length - 1].end, term))
            at += length or 1
        return tuple(found)

    def longest(
        self, words: Sequence[Token], at: int, kinds: Collection[str] = ()
    ) -> tuple[Term | None, int]:
        """The longest term that begins at `words[at]`, of one of the kinds, and its tokens."""
        key = words[at].key if at < len(words) else ""
        for entry in self._by_first.get(key, ()):
            wanted = not kinds or entry.term.kind in kinds
            if wanted and _fits(entry, words[at : at + len(entry.keys)]):
                return entry.term, len(entry.keys)
        return None, 0

    def find(self, vi: str) -> Term | None:
        """The term whose Vietnamese form is the whole of `vi`."""
        return self._exact.get(tuple(token.key for token in tokens(vi)))

    def _add(self, entry: _Entry) -> None:
        if entry.keys:
            self._by_first[entry.keys[0]].append(entry)
            self._exact.setdefault(entry.keys, entry.term)


def _entry(term: Term, spelling: str) -> _Entry:
    words = tokens(spelling)
    # Abbreviations are words of capitals: "TW" is Trung ương, "tw" nothing.
    abbreviation = any(len(word.text) > 1 and word.text.isupper() for word in words)
    cased = term.cased or abbreviation
    capitals = (
        tuple(place for place, word in enumerate(words) if word.text[0].isupper()) if cased else ()
    )
    return _Entry(tuple(word.key for word in words), capitals, term)


def _fits(entry: _Entry, words: Sequence[Token]) -> bool:
    if len(words) != len(entry.keys):
        return False
    same = all(word.key == key for word, key in zip(words, entry.keys, strict=True))
    return same and all(words[place].text[0].isupper() for place in entry.capitals)
