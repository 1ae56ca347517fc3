"""Find the sentences most like another one among very many."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from service.glossary.syllables import keys

_MOST_REPEATS = 64  # of one syllable in one sentence that are told apart


class SimilarIndex:
    """Sentences by number; compared as rows of normalised syllables. Not safe to share."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._places: dict[int, int] = {}  # number → slot
        self._numbers = array("q")
        self._rows: list[tuple[int, ...]] = []
        self._lengths = array("i")
        self._alive = bytearray()
        # (syllable, how many of it stood before) → slots, so that counting hits gives the size
        # of the intersection of two multisets.
        self._postings: dict[int, array[int]] = defaultdict(lambda: array("i"))

    def __len__(self) -> int:
        return sum(self._alive)

    def add(self, number: int, text: str) -> None:
        """Take a sentence in, in place of the one that had its number."""
        if number in self._places:
            self._alive[self._places[number]] = 0
        row = self._row(text)
        slot = len(self._rows)
        self._places[number] = slot
        self._numbers.append(number)
        self._rows.append(row)
        self._lengths.append(len(row))
        self._alive.append(1)
        for key in _keys(row):
            self._postings[key].append(slot)

    def keep(self, numbers: Iterable[int]) -> None:
        """Forget every sentence whose number is not among these."""
        for number in self._places.keys() - set(numbers):
            self._alive[self._places.pop(number)] = 0

    def search(self, text: str, limit: int, least: int) -> list[tuple[int, int]]:
        """The (number, score) of at most `limit` sentences with a score of `least` or more.

        A score is 100 for equal syllables, less by the share of syllables to change.
        """
        wanted = self._row(text)
        if not wanted or not self._rows:
            return []
        bounds = self._bounds(wanted)
        slots = np.flatnonzero(bounds >= max(least, 1) / 100)
        found: list[tuple[float, int]] = []
        for slot in slots[np.argsort(-bounds[slots], kind="stable")].tolist():
            worst = found[limit - 1][0] if len(found) >= limit else least / 100
            if bounds[slot] < worst:
                break
            score = Levenshtein.normalized_similarity(wanted, self._rows[slot])
            if score >= worst:
                found.append((score, slot))
                found.sort(key=lambda one: (-one[0], -one[1]))
                del found[limit:]
        return [(self._numbers[slot], int(100 * score)) for score, slot in found]

    def _bounds(self, wanted: Sequence[int]) -> "np.ndarray":
        """For each slot the most its score can be: two rows differ at least in their bags."""
        hits = [np.array(self._postings[key]) for key in _keys(wanted) if key in self._postings]
        count = len(self._rows)
        shared = np.bincount(np.concatenate(hits), minlength=count) if hits else np.zeros(count)
        longest = np.maximum(np.array(self._lengths), len(wanted))
        return np.where(np.array(self._alive, dtype=bool), shared / longest, 0.0)

    def _row(self, text: str) -> tuple[int, ...]:
        codes = self._codes
        return tuple(codes.setdefault(key, len(codes)) for key in keys(text))


def _keys(row: Sequence[int]) -> list[int]:
    seen: dict[int, int] = {}
    found = []
    for code in row:
        before = seen.get(code, 0)
        seen[code] = before + 1
        found.append(code * _MOST_REPEATS + min(before, _MOST_REPEATS - 1))
    return found
