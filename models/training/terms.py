"""Mines term pairs from parallel text and puts some of them beside a sentence as hints.

A translator that has seen hints in training follows a glossary at inference (annotation by the
input, after Dinu et al. 2019).
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from models.spelling import unaccented
from models.training.corpus import Pair

TermPair = tuple[str, str]

_TOKEN = re.compile(r"\w+(?:[-']\w+)*")
# Capitals and small letters take turns in Vietnamese's block of Unicode: no range names them.
_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha())
_SYLLABLE = rf"[{_CAPITALS}][^\W\d_{_CAPITALS}]+"
_NAME = re.compile(rf"\b{_SYLLABLE}(?: {_SYLLABLE}){{1,3}}\b")  # at least two syllables
_FEWEST, _SHARE = 6, 0.02  # an n-gram that is rarer, or in more of the sentences, is no term
_DICE = 0.55
_STOP = frozenset(
    "the a an of in on at to for and or is are was were be been by with from that this it its as "
    "has have had will would not he she they his her their we you i who which but".split()
)


def mine(pairs: Sequence[Pair]) -> list[TermPair]:
    """Return n-grams that translate each other, judged by how often they meet (Dice)."""
    import scipy.sparse

    sides = [_ngrams([pair[side] for pair in pairs], longest) for side, longest in ((0, 4), (1, 3))]
    (vi_names, vi), (en_names, en) = sides
    together = (vi.T @ en).tocoo()
    total = (
        np.asarray(vi.sum(0)).ravel()[together.row] + np.asarray(en.sum(0)).ravel()[together.col]
    )
    dice = 2 * together.data / total
    best = scipy.sparse.coo_matrix((dice, (together.row, together.col)), together.shape)
    rows, columns = best.max(axis=1).toarray().ravel(), best.max(axis=0).toarray().ravel()
    strong = (dice > _DICE) & (dice >= rows[together.row]) & (dice >= columns[together.col])
    found = zip(together.row[strong], together.col[strong], strict=True)
    return [(vi_names[a], en_names[b]) for a, b in found if vi_names[a] != en_names[b]]


def _ngrams(texts: Sequence[str], longest: int) -> "tuple[list[str], scipy.sparse.csr_matrix]":  # type: ignore[name-defined]  # noqa: F821
    import scipy.sparse

    sets = [set(_grams(text, longest)) for text in texts]
    counts = Counter(gram for grams in sets for gram in grams)
    names = [gram for gram, n in counts.items() if _FEWEST <= n <= _SHARE * len(texts)]
    ids = {gram: number for number, gram in enumerate(names)}
    cells = [(row, ids[gram]) for row, grams in enumerate(sets) for gram in grams if gram in ids]
    rows, columns = np.array(cells, dtype=np.int32).T
    ones = np.ones(len(cells), dtype=np.float32)
    return names, scipy.sparse.csr_matrix((ones, (rows, columns)), (len(texts), len(names)))


def _grams(text: str, longest: int) -> Iterable[str]:
    words = _TOKEN.findall(text.lower())
    for size in range(1, longest + 1):
        for at in range(len(words) - size + 1):
            gram = words[at : at + size]
            if gram[0] not in _STOP and gram[-1] not in _STOP and not gram[0].isdigit():
                yield " ".join(gram)


def longest(terms: Iterable[TermPair]) -> list[TermPair]:
    """Drop every term that is a part of a longer one, as a glossary's longest match does."""
    kept: list[TermPair] = []
    for vi, en in sorted(terms, key=lambda term: (-len(term[0]), term)):
        if not any(vi in other for other, _ in kept):
            kept.append((vi, en))
    return kept


class Hints:
    """Chooses hints for a sentence pair among known term pairs."""

    def __init__(self, terms: Iterable[TermPair], rng: random.Random) -> None:
        self._by_vi: dict[str, list[str]] = {}
        for vi, en in terms:
            self._by_vi.setdefault(vi.lower(), []).append(en)
        self._rng = rng

    def choose(self, vi: str, en: str, most: int = 6) -> list[TermPair]:
        """Return term pairs found on both sides, for half of the sentences none."""
        if self._rng.random() < 0.5:
            return []
        found = longest(set(self._found(vi, en)))
        self._rng.shuffle(found)
        return found[: self._rng.randint(1, most)]

    def _found(self, vi: str, en: str) -> Iterable[TermPair]:
        for name in _NAME.findall(vi):
            if (plain := unaccented(name)) in en:
                yield name, plain
        low_vi, low_en = vi.lower(), en.lower()
        for gram in _grams(vi, 7):
            for translation in self._by_vi.get(gram, ()):
                at, there = low_vi.find(gram), low_en.find(translation.lower())
                if at >= 0 and there >= 0:
                    yield vi[at : at + len(gram)], en[there : there + len(translation)]


class Glossary:
    """Finds the terms of a glossary in Vietnamese text; the first English form of each counts."""

    def __init__(self, terms: Iterable[TermPair]) -> None:
        self._english: dict[str, str] = {}
        for vi, en in terms:
            self._english.setdefault(vi.lower(), en)

    def terms_in(self, vi: str, most: int = 6) -> list[TermPair]:
        """Return the terms of a sentence, the longest of those that overlap."""
        found = {(gram, self._english[gram]) for gram in _grams(vi, 7) if gram in self._english}
        return longest(found)[:most]
