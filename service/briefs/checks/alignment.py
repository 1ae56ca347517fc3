"""Which English words a Vietnamese syllable may have become."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.briefs.checks.lexicon import gains
from service.briefs.checks.wording import stemmed, stems
from service.glossary.syllables import Token, tokens, without_diacritics

ECHO = 25  # tenths of a bit: from here on a word counts as an echo
_NEAR = 2  # syllables of one word
_TIE = 5  # tenths of a bit that make no difference
_MOST = 12  # places of a word that one syllable may belong to: the nearest by share of the text
_SAME = 120  # gain of a word that both sides spell alike


@dataclass(frozen=True)
class Word:
    """A word of the English text by its stem, at [start, end)."""

    stem: str
    start: int
    end: int


class Alignment:
    """The syllables of a sentence and the words of its translation, and how they may belong."""

    def __init__(self, vi: str, en: str) -> None:
        self.syllables: Sequence[Token] = [t for t in tokens(vi) if t.key.isalpha()]
        self.words: Sequence[Word] = [Word(*word) for word in stemmed(en)]

    @cached_property
    def links(self) -> list[Mapping[int, int]]:
        """For each syllable: the words it may have become, each with its gain."""
        return [self._linked(at) for at in range(len(self.syllables))]

    @cached_property
    def echoed(self) -> list[int]:
        """The best gain of each syllable, 0 where no word is an echo of it.

        A word is an echo of the syllable that gains most by it, and of those beside that one.
        """
        owners = self._owners
        return [
            max((g for word, g in links.items() if self._owns(at, g, owners[word])), default=0)
            for at, links in enumerate(self.links)
        ]

    @cached_property
    def _owners(self) -> dict[int, tuple[int, set[int]]]:
        """For each word with a link: the highest gain, and the syllables that have it."""
        owners: dict[int, tuple[int, set[int]]] = {}
        for at, links in enumerate(self.links):
            for word, gain in links.items():
                best, who = owners.get(word, (0, set()))
                if gain > best:
                    owners[word] = gain, {at}
                elif gain == best:
                    who.add(at)
        return owners

    @staticmethod
    def _owns(at: int, gain: int, owner: tuple[int, set[int]]) -> bool:
        best, who = owner
        return gain > best - _TIE or any(
            other in who for other in range(at - _NEAR, at + _NEAR + 1)
        )

    def places(self, start: int, end: int, least: int = ECHO) -> list[int]:
        """The words that the syllables from `start` up to `end` may have become, in order."""
        found = self.links[max(0, start) : end]
        return sorted({at for links in found for at, gain in links.items() if gain >= least})

    def sources(self, word: int, least: int = ECHO) -> list[int]:
        """The syllables that may have become a word, in order."""
        return [at for at, links in enumerate(self.links) if links.get(word, 0) >= least]

    @cached_property
    def _keys(self) -> list[str]:
        return ["", *(syllable.key for syllable in self.syllables), ""]

    @cached_property
    def _spelt(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(without_diacritics(word.stem), []).append(at)
        return found

    def _linked(self, at: int) -> Mapping[int, int]:
        _, key, _ = around = self._keys[at : at + 3]
        found: dict[int, int] = {}
        for unit in (key, f"{around[0]} {key}", f"{key} {around[2]}"):
            for stem, gain in gains().get(unit, {}).items():
                for place in self._near(at, stem):
                    found[place] = max(gain, found.get(place, 0))
        for stem in stems(without_diacritics(key)) if len(key) > 1 else ():
            found.update(dict.fromkeys(self._near(at, stem), _SAME))
        return found

    def _near(self, at: int, stem: str) -> Sequence[int]:
        """Where a word stands; of one said over and over, what keeps time and memory in bounds."""
        places = self._spelt.get(stem, [])
        expected = at * len(self.words) // max(1, len(self.syllables))
        first = bisect_left(places, expected) - _MOST // 2
        first = max(0, min(first, len(places) - _MOST))
        return places[first : first + _MOST]
