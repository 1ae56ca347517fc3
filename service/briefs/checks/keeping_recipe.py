"""Fit the models of the checks of negation and modality to errors planted in human translations.

Run: python -m service.briefs.checks.keeping_recipe unusual PAIRS.tsv[.xz]... > unusual.tsv
     python -m service.briefs.checks.keeping_recipe negation PAIRS.tsv[.xz]... > negation.json
     python -m service.briefs.checks.keeping_recipe modality PAIRS.tsv[.xz]... > modality.json
(the last two need scikit-learn, and the first to be in place). Each pair gives a clean row, and a
row for each error planted in it, as `keeping` sees them.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import log
from random import Random

from service.briefs.checks import modality, negation
from service.briefs.checks.coverage_recipe import fitted
from service.briefs.checks.keeping import Keeping, worst
from service.briefs.checks.lexicon_recipe import read_pairs
from service.briefs.checks.pair import Pair, Reading
from service.evaluation.mutations import MUTATIONS

SEEDS = (0, 2, 3)  # 1 and the others are for measuring
FEWEST = 8  # times that a unit must be seen
DOUBT = 4  # sentences as usual that are added to each
LEAST = 5  # tenths of a nat
KEPT = 0.4  # fit of a keeper

CHECKS = {"negation": negation.said, "modality": modality.said}


def rows(kind: str, pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[float, ...]], list[int]]:
    """The signs of each pair as it is and with errors planted, and which is which."""
    found, lost = [], []
    for vi, en in pairs:
        wrong = {MUTATIONS[kind](Random(f"{seed}|{kind}|{vi}"), vi, en) for seed in SEEDS}
        for text in (en, *sorted(str(text) for text in wrong - {None, en})):
            pair = _pair(vi, text)
            signs = worst(pair, CHECKS[kind](pair))
            found += [signs[0].row()] if signs else []
            lost += [int(text != en)] if signs else []
    return found, lost


def unusual(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """The syllables beside denials and moods, and how seldom these are kept there."""
    seen: Counter[tuple[str, str]] = Counter()  # the word alone, or with a syllable beside it
    lost: Counter[tuple[str, str]] = Counter()
    for vi, en in pairs:
        for word, units, kept in _beside(_pair(vi, en)):
            keys = [(word, unit) for unit in ("", *units)]
            seen.update(keys)
            lost.update(() if kept else keys)
    for (word, unit), times in sorted(seen.items()):
        usual = lost[word, ""] / seen[word, ""]
        share = (lost[word, unit] + DOUBT * usual) / (times + DOUBT)
        tenths = round(10 * (_odds(share) - _odds(usual))) if 0 < usual < 1 else 0
        if unit.strip() != word and times >= FEWEST and abs(tenths) >= LEAST:
            yield unit, tenths


def _beside(pair: Pair) -> Iterator[tuple[str, tuple[str, str], bool]]:
    """Each denial or mood with the syllables beside it, and whether a plain word keeps it."""
    for said in (said for find in CHECKS.values() for said in find(pair)):
        found = Keeping(pair, replace(said, weak=()))
        given = found.given()
        for mark in range(len(found.marks)):
            word, *units = found.beside(mark)
            kept = mark in given and found.fit(mark, given[mark]) > KEPT
            yield word, (units[0], units[1]), kept


def _odds(share: float) -> float:
    return log(share / (1 - share))


def _pair(vi: str, en: str) -> Pair:
    return Pair(Reading(vi, "vi"), Reading(en, "en"))


def main(kind: str, paths: Iterable[str]) -> None:
    """Print the table or the model."""
    if kind == "unusual":
        print("\n".join(f"{unit}\t{tenths}" for unit, tenths in unusual(read_pairs(paths))))
    else:
        print(json.dumps(fitted(*rows(kind, read_pairs(paths))), separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
