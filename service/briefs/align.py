"""Finds the sentences of a report that a written point was made of."""

from collections.abc import Sequence

from service.briefs.values import DraftPoint
from service.reading.document import Document

_LEAST = 0.5  # share of the point's syllables that its sources must cover
_MOST = 3  # sentences


def align(text: str, document: Document) -> DraftPoint:
    """The point with the fewest sentences that cover what it says, the best first."""
    rest = set(_syllables(text))
    whole = len(rest) or 1
    chosen: list[int] = []
    pools = [set(_syllables(sentence.text)) for sentence in document.sentences]
    while len(chosen) < _MOST and pools:
        best = max(range(len(pools)), key=lambda at: len(rest & pools[at]))
        gain = len(rest & pools[best])
        if gain == 0 or (chosen and gain < 0.15 * whole):
            break
        chosen.append(best)
        rest -= pools[best]
    covered = 1 - len(rest) / whole
    return DraftPoint((text,), (), tuple(sorted(chosen)) if covered >= _LEAST else (), covered)


def _syllables(text: str) -> Sequence[str]:
    return [word.strip(".,;:!?\"'“”()") for word in text.lower().split()]
