"""How near a translation may be to what a person would write: a logistic model of a few signs.

The signs are the model's own probability, how far its other hypotheses agree, how long the
sentence is, what the checks say and how many syllables of the source have no echo in the English.
`songngu evaluate confidence` measures it and fits it anew.
A sentence that is likely wrong by it is told to the editor as a finding.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log
from typing import Any

from models.once import once
from service.briefs.agreement import agreement
from service.briefs.brief import Check
from service.briefs.checks import failed
from service.briefs.checks.alignment import ECHO, Alignment

NAME = "confidence"
DOUBTFUL = 0.45  # below it a translation needs an editor; docs/FIDELITY.md says what it costs
SIGNS = ("probability", "agreement", "length", "findings", "silence")
_QUOTED = 6  # words of a sentence in a finding about the whole of it
_LEAST = 1e-4  # probability of a token below which it says no more


@dataclass(frozen=True)
class Calibration:
    """The fitted model: a weight a sign, and what a sign is where it is not known."""

    bias: float
    weights: tuple[float, ...]
    means: tuple[float, ...]

    def probability(self, row: Sequence[float | None]) -> float:
        """The probability that a sentence with these signs is near a person's translation."""
        known = (mean if x is None else x for x, mean in zip(row, self.means, strict=True))
        return sigmoid(self.bias + sum(w * x for w, x in zip(self.weights, known, strict=True)))


def signs(
    vi: str, text: str, probability: float, others: Iterable[str], checks: Sequence[Check]
) -> list[float | None]:
    """The signs of one translation of `vi`; None where one is not known.

    `probability` is the mean of a token, 0 where the engine gives none; `others` are the other
    hypotheses for the same sentence.
    """
    return [
        log(max(_LEAST, probability)) if probability else None,
        agreement(text, others),
        log(max(1, len(text.split()))),
        float(min(3, sum(check.name != NAME for check in failed(checks)))),
        silence(vi, text),
    ]


def silence(vi: str, en: str) -> float | None:
    """The share of syllables that no English word echoes; None where there is none to echo."""
    echoed = Alignment(vi, en).echoed
    return sum(gain < ECHO for gain in echoed) / len(echoed) if echoed else None


def confidence(
    vi: str, text: str, probability: float, others: Iterable[str], checks: Sequence[Check]
) -> float:
    """The probability that a translation is near a person's, by what `signs` reads.

    0 where it is empty, and where the engine tells nothing of it: not known.
    """
    row = signs(vi, text, probability, others, checks)
    return shipped().probability(row) if text.strip() and row[:2] != [None, None] else 0.0


def doubt(vi: str, en: str, sure: float) -> tuple[Check, ...]:
    """A finding about the whole of a translation whose confidence is known and low, else none."""
    if not 0 < sure < DOUBTFUL:
        return ()
    message = (
        f"The translator is unsure of “{_opening(en)}”: confidence {int(100 * sure)} %, "
        f"below {100 * DOUBTFUL:.0f} %."
    )
    spans = {"source_at": (0, len(vi)), "target_at": (0, len(en))}
    return (Check(NAME, False, message, vi, en, **spans, step="translation"),)


def _opening(text: str) -> str:
    """The first words, by which an editor knows a sentence."""
    words = text.split()
    return text if len(words) <= _QUOTED else f"{' '.join(words[:_QUOTED])} …"


@once
def shipped() -> Calibration:
    """The model that comes with songngu."""
    text = files("service.briefs").joinpath("data/confidence.json").read_text(encoding="utf-8")
    return calibration(json.loads(text))


def calibration(told: Mapping[str, Any]) -> Calibration:
    """The model of what its file holds."""
    return Calibration(
        told["bias"],
        tuple(told["weights"][sign] for sign in SIGNS),
        tuple(told["means"][sign] for sign in SIGNS),
    )


def sigmoid(value: float) -> float:
    """From log-odds to a probability."""
    return 1 / (1 + exp(-value)) if value > -500 else 0.0
