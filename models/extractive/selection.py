"""Choosing units: the best ones that say different things and cover a report's sections."""

from collections.abc import Sequence

from models.extractive.similarity import Floats
from models.extractive.unit import Unit

LAMBDA = 0.75  # weight of the score; the rest weighs against similarity to what is chosen


def choose(
    units: Sequence[Unit],
    scores: Sequence[float],
    cosines: Floats,
    *,
    points: int,
    words: int | None,
    balance: float = LAMBDA,
) -> list[int]:
    """Return the chosen indices in document order by maximal marginal relevance.

    Takes at most `points` units of at most `words` syllables together, and at least one unit.
    Carbonell and Goldstein (1998), https://doi.org/10.1145/290941.291025
    """
    chosen: list[int] = []
    left = words
    while len(chosen) < points:
        rest = [i for i in range(len(units)) if i not in chosen and _fits(units[i], left)]
        if not rest:
            break
        best = max(rest, key=lambda i: _marginal(i, chosen, scores, cosines, balance))
        chosen.append(best)
        left = None if left is None else left - units[best].words
    return sorted(chosen) or _shortest(units)


def _fits(unit: Unit, left: int | None) -> bool:
    return left is None or unit.words <= left


def _shortest(units: Sequence[Unit]) -> list[int]:
    return [min(range(len(units)), key=lambda i: units[i].words)] if units else []


def _marginal(
    index: int,
    chosen: Sequence[int],
    scores: Sequence[float],
    cosines: Floats,
    balance: float,
) -> float:
    nearest = max((float(cosines[index, other]) for other in chosen), default=0.0)
    return balance * scores[index] - (1 - balance) * nearest
