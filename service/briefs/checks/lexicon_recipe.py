"""Make the lexicon of the coverage check: what a Vietnamese word usually becomes in English.

Run: python -m service.briefs.checks.lexicon_recipe PAIRS.tsv[.xz]... > lexicon.tsv (needs scipy)
Each line of the input is Vietnamese, a tab, English; each of the output is one or two syllables, a
tab, and the stems of English words that stand in the translation far more often than by chance.
"""

import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from service.briefs.checks.wording import stems
from service.glossary.syllables import tokens

LONGEST = 70  # syllables of a sentence; longer ones say less about each word
LEAST_VI = {1: 12, 2: 25}  # sentences that must have a unit of so many syllables
LEAST_EN = 8
LEAST_BOTH = 4
LEAST_LIFT = 4.0  # times as often as by chance
LEAST_SHARE = 0.12  # of the sentences with the unit
LEAST_DICE = 0.1
LEAST_MASS = 0.35  # sum of the shares; below, the unit has no usual translation
MOST_STEMS = 6


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


def lexicon(sources: Sequence[set[str]], targets: Sequence[set[str]]) -> dict[str, list[str]]:
    """The usual stems of every unit, the likeliest first."""
    known = Counter(unit for row in sources for unit in row)
    rows = [u for u, count in known.items() if count >= LEAST_VI[1 + u.count(" ")]]
    counts = Counter(stem for row in targets for stem in row)
    columns = [stem for stem, count in counts.items() if count >= LEAST_EN]
    both = (_matrix(sources, rows).T @ _matrix(targets, columns)).tocsr()
    found = {
        unit: stems
        for at, unit in enumerate(rows)
        if (stems := _usual(both[at], known[unit], columns, counts, len(sources)))
    }
    return {unit: stems for unit, stems in found.items() if not _said_by_parts(unit, found)}


def _matrix(texts: Sequence[set[str]], names: Sequence[str]) -> Any:
    """Which text has which name: a sparse matrix of ones, [texts, names]."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    column = {name: at for at, name in enumerate(names)}
    cells = [(row, column[n]) for row, text in enumerate(texts) for n in text if n in column]
    where = tuple(zip(*cells, strict=True))
    return csr_matrix(([1.0] * len(cells), where), shape=(len(texts), len(names)))


def _usual(
    row: Any, count: int, columns: Sequence[str], counts: Counter[str], texts: int
) -> list[str]:
    scored = []
    for at, both in zip(row.indices, row.data, strict=True):
        alone, share = counts[columns[at]], both / count
        lift, dice = share * texts / alone, 2 * both / (count + alone)
        if both >= LEAST_BOTH and lift > LEAST_LIFT and (share > LEAST_SHARE or dice > LEAST_DICE):
            scored.append((share, columns[at]))
    best = sorted(scored, reverse=True)[:MOST_STEMS]
    return [stem for _, stem in best] if sum(share for share, _ in best) >= LEAST_MASS else []


def _said_by_parts(unit: str, found: dict[str, list[str]]) -> bool:
    parts = unit.split() if " " in unit else []
    said = {stem for part in parts for stem in found.get(part, [])}
    return bool(parts) and set(found[unit]) <= said


def main(paths: Sequence[str]) -> None:
    """Print the lexicon of the files."""
    pairs = list(read_pairs(paths))
    sources = [units([t.key for t in tokens(vi) if t.key.isalpha()]) for vi, _ in pairs]
    targets = [{s for s in stems(en) if s.isalpha() and len(s) > 1} for _, en in pairs]
    for unit, words in sorted(lexicon(sources, targets).items()):
        print(unit, " ".join(words), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
