"""The supervised extractive ranker that ships with the package."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np

from models.errors import DamagedModel
from models.extractive.features import FEATURES, Report, feature_matrix, read_report
from models.extractive.selection import LAMBDA, Candidates, candidates, choose
from models.extractive.trees import Forest
from models.extractive.unit import Unit
from models.once import once

MODEL_ID = "songngu-extractive"


class ExtractiveRanker:
    """Scores the units of a report and selects those that make its summary."""

    def __init__(
        self,
        forest: Forest,
        idf: Mapping[str, float],
        *,
        unseen: float,
        revision: str,
    ) -> None:
        self.forest, self.idf, self.unseen = forest, idf, unseen
        self.revision = revision

    def score(self, units: Sequence[Unit], title: str = "") -> list[float]:
        """Return for each unit the probability (0 to 1) that a summary would use it."""
        if not units:
            return []
        return self._probabilities(read_report(units, title, self.idf, self.unseen))

    def select(
        self,
        units: Sequence[Unit],
        *,
        points: int,
        words: int | None = None,
        title: str = "",
        scores: Sequence[float] | None = None,
        lambda_: float = LAMBDA,
    ) -> list[int]:
        """Return the indices of at most `points` units, in document order.

        `words` is the most syllables of all together; at least one unit is returned, the
        shortest where none fits. `scores` are those of `score`, where they are known already.
        """
        if not units or points < 1:
            return []
        pool = self._weigh(units, title, scores)
        return choose(pool, points=points, words=words, balance=lambda_)

    def _weigh(
        self, units: Sequence[Unit], title: str, scores: Sequence[float] | None
    ) -> Candidates:
        report = read_report(units, title, self.idf, self.unseen)
        scores = self._probabilities(report) if scores is None else scores
        return candidates(units, scores, report.cosines)

    def _probabilities(self, report: Report) -> list[float]:
        log_odds = self.forest.predict(feature_matrix(report))
        return [float(p) for p in 1 / (1 + np.exp(-log_odds))]


@once
def load_ranker() -> ExtractiveRanker:
    """Load the weights of the package. Raises `DamagedModel` when they are not what was shipped."""
    return read_ranker(files("models") / "weights" / MODEL_ID)


def read_ranker(folder: Traversable) -> ExtractiveRanker:
    """Read a ranker that `models.training.ranker` wrote to `folder`, checking its digest."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = (folder / "ranker.npz").read_bytes()
        idf = (folder / "idf.tsv").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _damaged(folder, f"cannot be read ({error})") from error
    digest = hashlib.sha256(weights + idf.encode()).hexdigest()
    if digest != config.get("sha256"):
        raise _damaged(folder, "are not those that config.json describes")
    if config["features"] != list(FEATURES):
        raise _damaged(folder, "belong to another version of songngu")
    with np.load(BytesIO(weights), allow_pickle=False) as arrays:
        forest = Forest.from_arrays(dict(arrays))
    return ExtractiveRanker(
        forest,
        _read_idf(idf),
        unseen=config["unseen_idf"],
        revision=digest[:12],
    )


def _read_idf(text: str) -> dict[str, float]:
    rows = (line.split("\t") for line in text.splitlines())
    return {syllable: float(idf) for syllable, idf in rows}


def _damaged(folder: Traversable, what: str) -> DamagedModel:
    return DamagedModel(
        f"The weights of {MODEL_ID} in {folder} {what}. Install songngu again to repair them."
    )
