"""How alike texts are by their runs of letters: chrF, as Popović (2015) defines it."""

from collections import Counter
from collections.abc import Iterable

ORDER = 6  # letters of the longest run
_BETA = 2  # recall counts so much more than precision


def chrf(text: str, other: str) -> float:
    """0 where the texts share no letter, 1 where they are the same; white space is ignored."""
    one, two = "".join(text.split()), "".join(other.split())
    scores = [_f(_runs(one, n), _runs(two, n)) for n in range(1, ORDER + 1)]
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else float(one == two)


def agreement(text: str, others: Iterable[str]) -> float | None:
    """The mean likeness of a text to the others; None where there are none."""
    scores = [chrf(text, other) for other in others]
    return sum(scores) / len(scores) if scores else None


def _runs(text: str, size: int) -> Counter[str]:
    return Counter(text[at : at + size] for at in range(len(text) - size + 1))


def _f(made: Counter[str], wanted: Counter[str]) -> float | None:
    """The F score of shared runs; None where a text is too short to have any."""
    if not made or not wanted:
        return None
    shared = (made & wanted).total()
    if not shared:
        return 0.0
    precision, recall = shared / made.total(), shared / wanted.total()
    return (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)
