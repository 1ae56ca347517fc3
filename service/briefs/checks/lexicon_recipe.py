"""Make the lexicon of the checks: what a Vietnamese word becomes in English, and how often.

Run: python -m service.briefs.checks.lexicon_recipe PAIRS.tsv[.xz]... > lexicon.tsv (needs scipy)
Each line of the input is Vietnamese, a tab, English. IBM model 1 (Brown et al. 1993) is fitted over
units of one or two syllables and stems of English words, of which only those are candidates that
stand together more often than by chance. Each line of the output is a unit, a tab, and its stems
with the logarithm of how much likelier each becomes, in tenths of a bit.
"""

import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from service.briefs.checks.wording import stems
from service.glossary.syllables import tokens

LONGEST = 90  # syllables of a sentence; longer ones say less about each word
LEAST_VI = {1: 4, 2: 6}  # sentences that must have a unit of so many syllables
LEAST_EN = 4
LEAST_BOTH = 2
LEAST_LIFT = 2.0  # times as often as by chance, to be a candidate
ROUNDS = 6
NULL = 4.0  # how much likelier no unit makes a stem than its share of the text: takes up the rest
LEAST_SHARE = 0.015  # of what a unit becomes, to be written down
LEAST_GAIN = 2.0  # bits
MOST_STEMS = 10


def read_pairs(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of the files that are short enough."""
    for path in paths:
        opener = lzma.open if path.endswith(".xz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                vi, _, en = line.rstrip("\n").partition("\t")
                if en and len(vi.split()) < LONGEST:
                    yield vi, en


def units(syllables: Sequence[str]) -> set[str]:
    """The syllables and the pairs of neighbours."""
    return set(syllables) | {f"{a} {b}" for a, b in pairwise(syllables)}


def lexicon(sources: Sequence[set[str]], targets: Sequence[set[str]]) -> dict[str, dict[str, int]]:
    """The stems of every unit with their gain in tenths of a bit, the likeliest first."""
    known = Counter(unit for row in sources for unit in row)
    rows = [u for u, count in known.items() if count >= LEAST_VI[1 + u.count(" ")]]
    counts = Counter(stem for row in targets for stem in row)
    columns = [stem for stem, count in counts.items() if count >= LEAST_EN]
    left, right = _matrix(sources, rows), _matrix(targets, columns)
    table = _fitted(left, right, _candidates(left, right))
    share = _sums(right) / max(1, right.sum())
    return {
        rows[at]: stems for at in range(len(rows)) if (stems := _usual(table[at], share, columns))
    }


def _matrix(texts: Sequence[set[str]], names: Sequence[str]) -> Any:
    """Which text has which name: a sparse matrix of ones, [texts, names]."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    column = {name: at for at, name in enumerate(names)}
    cells = [
        (row, column[n]) for row, text in enumerate(texts) for n in sorted(text) if n in column
    ]
    where = tuple(zip(*cells, strict=True))
    return csr_matrix(([1.0] * len(cells), where), shape=(len(texts), len(names)), dtype="float32")


def _sums(matrix: Any) -> Any:
    import numpy as np

    return np.asarray(matrix.sum(axis=0)).ravel()


def _candidates(left: Any, right: Any) -> Any:
    """The pairs of unit and stem that may belong together: their first weights, [units, stems]."""
    both = (left.T @ right).tocoo()
    chance = _sums(left)[both.row] * _sums(right)[both.col] / left.shape[0]
    kept = (both.data >= LEAST_BOTH) & (both.data > LEAST_LIFT * chance)
    both.data = (both.data / _sums(left)[both.row]) * kept
    table = both.tocsr()
    table.eliminate_zeros()
    table.sort_indices()
    return table


def _fitted(left: Any, right: Any, table: Any) -> Any:
    """Expectation and maximisation: each stem of a sentence is shared out among its units."""
    import numpy as np

    null = NULL * _sums(right) / max(1, right.sum())
    cells, groups, stems = _cells(left, right, table)
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    for _ in range(ROUNDS):
        weights = table.data[cells]
        total = np.bincount(groups, weights, minlength=len(stems)) + null[stems]
        mass = np.bincount(cells, weights / total[groups], minlength=table.nnz)
        of_unit = np.bincount(rows, mass, minlength=table.shape[0])
        table.data = (mass / np.maximum(of_unit, 2.0)[rows]).astype("float32")
    return table


def _cells(left: Any, right: Any, table: Any) -> tuple[Any, Any, Any]:
    """Where each sentence's candidates stand in the table, the stem of the sentence each is for."""
    import numpy as np

    width = table.shape[1]
    keys = np.repeat(np.arange(table.shape[0], dtype="int64"), np.diff(table.indptr)) * width
    keys += table.indices
    cells, groups, begin = [], [], 0
    for row in range(left.shape[0]):
        mine = left.indices[left.indptr[row] : left.indptr[row + 1]].astype("int64")
        words = right.indices[right.indptr[row] : right.indptr[row + 1]]
        wanted = (mine[:, None] * width + words[None, :]).ravel()
        at = np.searchsorted(keys, wanted)
        found = np.take(keys, at, mode="clip") == wanted
        cells.append(at[found].astype("int32"))
        groups.append((np.tile(np.arange(len(words)), len(mine))[found] + begin).astype("int32"))
        begin += len(words)
    return np.concatenate(cells), np.concatenate(groups), right.indices


def _usual(row: Any, share: Any, columns: Sequence[str]) -> dict[str, int]:
    from math import log2

    scored = [
        (float(value), columns[at], log2(float(value) / float(share[at])))
        for at, value in zip(row.indices, row.data, strict=True)
        if value > LEAST_SHARE
    ]
    best = sorted((s for s in scored if s[2] > LEAST_GAIN), reverse=True)[:MOST_STEMS]
    return {stem: round(10 * gain) for _, stem, gain in best}


def main(paths: Sequence[str]) -> None:
    """Print the lexicon of the files."""
    pairs = list(read_pairs(paths))
    sources = [units([t.key for t in tokens(vi) if t.key.isalpha()]) for vi, _ in pairs]
    targets = [{s for s in stems(en) if s.isalpha() and len(s) > 1} for _, en in pairs]
    for unit, words in sorted(lexicon(sources, targets).items()):
        print(unit, " ".join(f"{word}:{gain}" for word, gain in words.items()), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
