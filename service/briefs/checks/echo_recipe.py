"""Make the weights of the coverage check: what it says that a syllable has no echo, or has one.

Run: python -m service.briefs.checks.echo_recipe PAIRS.tsv[.xz]... > echoes.tsv
The pairs must not be those that the lexicon was made of. Each line of the output is a syllable and
two log-likelihood ratios in tenths of a nat, as `lexicon.weights` reads them; "" stands for the
syllables that are too rare to have their own.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from service.briefs.checks.alignment import ECHO, Alignment
from service.briefs.checks.lexicon_recipe import read_pairs

LEAST = 4  # times that a syllable must be seen
PRIOR = 6.0  # times that the average is seen with each syllable
TOPIC = (1.15, 0.02)  # chance echoes: factor and addition for a text on the same subject


def counted(pairs: Sequence[tuple[str, str]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each syllable is seen, is echoed by its translation, and by that of another."""
    seen, own, chance = Counter[str](), Counter[str](), Counter[str]()
    others = [*(en for _, en in pairs[1:]), pairs[0][1]]
    for (vi, en), other in zip(pairs, others, strict=True):
        mine, foreign = Alignment(vi, en), Alignment(vi, other)
        for syllable, here, there in zip(mine.syllables, mine.echoed, foreign.echoed, strict=True):
            seen[syllable.key] += 1
            own[syllable.key] += here >= ECHO
            chance[syllable.key] += there >= ECHO
    return seen, own, chance


def weighed(
    seen: Counter[str], own: Counter[str], chance: Counter[str]
) -> dict[str, tuple[int, int]]:
    """The two weights of each syllable that was seen often enough, and those of the rest."""
    rare = [key for key, count in seen.items() if count < LEAST]
    total = max(1, sum(seen[key] for key in rare))
    usual = tuple(sum(part[key] for key in rare) / total for part in (own, chance))
    mean = tuple(sum(part.values()) / max(1, seen.total()) for part in (own, chance))
    kept = {key: (own[key], chance[key], seen[key]) for key in seen if seen[key] >= LEAST}
    rates = {
        key: ((a + PRIOR * mean[0]) / (n + PRIOR), (b + PRIOR * mean[1]) / (n + PRIOR))
        for key, (a, b, n) in kept.items()
    }
    return {"": _weights(*usual), **{key: _weights(*pair) for key, pair in rates.items()}}


def _weights(own: float, chance: float) -> tuple[int, int]:
    own = min(0.99, max(0.02, own))
    chance = min(own, chance * TOPIC[0] + TOPIC[1])
    return round(10 * log((1 - chance) / (1 - own))), round(10 * log(own / chance))


def main(paths: Iterable[str]) -> None:
    """Print the weights, the most frequent syllables of the files first."""
    for key, (silent, echoed) in weighed(*counted(list(read_pairs(paths)))).items():
        print(key, silent, echoed, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
