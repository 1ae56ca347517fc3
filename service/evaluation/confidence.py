"""How far `Translation.confidence` can be believed, and how its few parameters are found.

What makes a sentence right is not known without an editor; a sentence counts as right here where
its chrF against the reference is at least `GOOD`, which is a proxy: a free but right translation
counts as wrong, and a single wrong digit as right.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from service.briefs.agreement import chrf
from service.briefs.brief import Check
from service.briefs.confidence import DOUBTFUL, SIGNS, signs
from service.briefs.values import Translation
from service.errors import UnreadableInput
from service.evaluation.rows import Pair
from service.evaluation.signature import signature

GOOD = 0.55  # chrF from which a sentence counts as near enough to a person's
BINS = 5  # of a reliability diagram, with as many sentences each
_HELD_OUT = 3  # one sentence of three is measured and never fitted
_RIDGE = 10.0  # pulls weights to zero: a few hundred sentences settle no more


@dataclass(frozen=True)
class Rated:
    """One sentence with its signs and what it is worth."""

    vi: str
    signs: tuple[float | None, ...]
    quality: float  # chrF against the reference, 0 to 1
    confidence: float = 0.0  # as the shipped parameters give it

    @property
    def right(self) -> bool:
        return self.quality >= GOOD

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the third that parameters are measured on: by its text alone."""
        return int(sha256(self.vi.encode()).hexdigest(), 16) % _HELD_OUT == 0


def rated(pair: Pair, made: Translation) -> Rated:
    """A translation with its signs."""
    others = [text for text in made.alternatives if text != made.text]
    row = signs(pair.vi, made.text, made.score, others, made.checks)
    return Rated(pair.vi, tuple(row), chrf(made.text, pair.en), made.confidence)


def evaluate_confidence(rows: Sequence[Rated], model: str = "") -> dict[str, Any]:
    """ECE, Brier score, AUC and the reliability diagram of the sentences that were held out."""
    held = [row for row in rows if row.held_out]
    if len({row.right for row in held}) < 2:
        raise UnreadableInput("The file holds too few sentences: they are all right or all wrong.")
    sure = [row.confidence for row in held]
    right = [row.right for row in held]
    share = sum(right) / len(right)
    return {
        "task": "confidence",
        "sentences": len(held),
        "right": round(share, 4),
        "ece": round(calibration_error(sure, right), 4),
        "brier": round(brier(sure, right), 4),
        "brier_of_the_share": round(brier([share] * len(right), right), 4),
        "auc": round(area(sure, right), 4),
        "doubted": doubted(sure, right),
        "bins": bins(sure, right),
        "signature": signature([[r.vi, r.quality] for r in rows], model, (), good=GOOD),
    }


def doubted(sure: Sequence[float], right: Sequence[bool]) -> dict[str, float]:
    """How many sentences are below the threshold, and how many of them and the others are right."""
    below = [y for p, y in zip(sure, right, strict=True) if p < DOUBTFUL]
    above = [y for p, y in zip(sure, right, strict=True) if p >= DOUBTFUL]
    return {
        "threshold": DOUBTFUL,
        "sentences": len(below),
        "right": sum(below),
        "others": len(above),
        "others_right": sum(above),
    }


def calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """The mean distance of what was believed from what came true, over bins of equal size."""
    told = bins(sure, right)
    return sum(b["sentences"] * abs(b["believed"] - b["true"]) for b in told) / len(sure)


def brier(sure: Sequence[float], right: Sequence[bool]) -> float:
    """The mean square of probability minus outcome; lower is better."""
    return sum((p - y) ** 2 for p, y in zip(sure, right, strict=True)) / len(sure)


def area(sure: Sequence[float], right: Sequence[bool]) -> float:
    """How often a right sentence is believed more than a wrong one; 0.5 is chance."""
    good = [p for p, y in zip(sure, right, strict=True) if y]
    bad = [p for p, y in zip(sure, right, strict=True) if not y]
    wins = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    return wins / (len(good) * len(bad))


def bins(sure: Sequence[float], right: Sequence[bool]) -> list[dict[str, float]]:
    """Sentences by what was believed of them, in bins of equal size, the least sure first."""
    order = sorted(zip(sure, right, strict=True))
    edges = [round(n * len(order) / BINS) for n in range(BINS + 1)]
    parts = [order[a:b] for a, b in pairwise(edges) if b > a]
    return [
        {
            "believed": round(sum(p for p, _ in part) / len(part), 4),
            "true": round(sum(y for _, y in part) / len(part), 4),
            "sentences": len(part),
        }
        for part in parts
    ]


def fit(rows: Iterable[Rated], model: str = "") -> dict[str, Any]:
    """The parameters for `service/briefs/data/confidence.json`, from what is not held out."""
    import numpy as np

    used = [row for row in rows if not row.held_out]
    table = np.array([[np.nan if x is None else x for x in row.signs] for row in used])
    means = np.nan_to_num(np.nanmean(table, axis=0))
    table = np.where(np.isnan(table), means, table)
    spread = table.std(axis=0)
    scaled = (table - means) / np.where(spread > 0, spread, 1.0)
    weights, bias = _logistic(scaled, np.array([row.right for row in used], dtype=float))
    weights = weights / np.where(spread > 0, spread, 1.0)
    return {
        "bias": round(float(bias - weights @ means), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(SIGNS, weights, strict=True)},
        "means": {n: round(float(m), 4) for n, m in zip(SIGNS, means, strict=True)},
        "recipe": "songngu evaluate confidence FILE --fit",
        "signature": signature([[r.vi, r.quality] for r in used], model, ("numpy",), good=GOOD),
    }


def _logistic(table: Any, right: Any) -> tuple[Any, float]:
    """Ridge logistic regression by Newton's method; the bias is not pulled."""
    import numpy as np

    design = np.c_[table, np.ones(len(table))]
    pull = np.diag([_RIDGE] * table.shape[1] + [0.0])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        believed = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (believed - right) + pull @ found
        bend = (design * (believed * (1 - believed))[:, None]).T @ design + pull
        found = found - np.linalg.solve(bend, slope)
    return found[:-1], float(found[-1])


def read_made(path: Path) -> list[tuple[Pair, Translation]]:
    """Translations that `write_made` kept, so that figures can be made again without a model."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        checks = tuple(Check(**check) for check in told["made"].pop("checks"))
        names = ("text", "score", "confidence")
        kept = {name: told["made"][name] for name in names}
        others = tuple(told["made"]["alternatives"])
        made = Translation(checks=checks, alternatives=others, **kept)
        found.append((Pair(told["vi"], told["en"]), made))
    return found


def write_made(path: Path, rows: Iterable[tuple[Pair, Translation]]) -> None:
    """Keep translations, one JSON object a line."""
    lines = (
        json.dumps({**asdict(p), "made": asdict(made)}, ensure_ascii=False) for p, made in rows
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
