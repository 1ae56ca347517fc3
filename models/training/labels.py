"""What a unit is worth: its ROUGE against the summary an editor wrote."""

from collections import Counter
from collections.abc import Sequence

from models.extractive.unit import Unit, syllables

Grams = Counter[tuple[str, ...]]


def ngrams(terms: Sequence[str], size: int) -> Grams:
    """Count the n-grams of `terms`."""
    return Counter(tuple(terms[at : at + size]) for at in range(len(terms) - size + 1))


def overlap_f1(candidate: Grams, reference: Grams) -> float:
    """Return the harmonic mean of clipped precision and recall, 0 where either is empty."""
    shared = sum((candidate & reference).values())
    total = sum(candidate.values()) + sum(reference.values())
    return 2 * shared / total if total else 0.0


def rouge_of(terms: Sequence[str], summary: Sequence[str]) -> float:
    """Return the mean of syllable ROUGE-1 and ROUGE-2 (F1)."""
    scores = [overlap_f1(ngrams(terms, n), ngrams(summary, n)) for n in (1, 2)]
    return sum(scores) / len(scores)


def unit_gains(units: Sequence[Unit], summary: str) -> list[float]:
    """Return the ROUGE of each unit alone against the summary."""
    reference = syllables(summary)
    return [rouge_of(syllables(unit.text), reference) for unit in units]


def oracle(units: Sequence[Unit], summary: str, most: int = 3) -> list[int]:
    """Return, in document order, the units that greedily raise ROUGE against the summary."""
    tokens, reference = [syllables(unit.text) for unit in units], syllables(summary)
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        gains = {
            i: rouge_of([t for j in sorted([*chosen, i]) for t in tokens[j]], reference)
            for i in range(len(units))
            if i not in chosen
        }
        index = max(gains, key=gains.__getitem__, default=-1)
        if index < 0 or gains[index] <= best:
            break
        best = gains[index]
        chosen.append(index)
    return sorted(chosen)
