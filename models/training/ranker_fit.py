"""Fitting the ranker with scikit-learn, and writing it for numpy."""

import hashlib
import json
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from models.extractive.features import FEATURES
from models.extractive.trees import Forest
from models.training.ranker_data import TrainingSet


@dataclass(frozen=True)
class Boosting:
    """How the trees are grown."""

    iterations: int = 300
    learning_rate: float = 0.06
    leaves: int = 16
    least_in_leaf: int = 60
    l2: float = 1.0
    seed: int = 13


def fit(data: TrainingSet, boosting: Boosting) -> Forest:
    """Fit trees that say how probable it is that the oracle summary uses a unit."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=boosting.iterations,
        learning_rate=boosting.learning_rate,
        max_leaf_nodes=boosting.leaves,
        min_samples_leaf=boosting.least_in_leaf,
        l2_regularization=boosting.l2,
        early_stopping=False,
        random_state=boosting.seed,
    )
    return export(model.fit(data.features, data.labels))


def export(model: Any) -> Forest:
    """Flatten the trees of a fitted scikit-learn model."""
    trees = [stage[0].nodes for stage in model._predictors]
    starts = np.cumsum([0, *map(len, trees[:-1])])
    nodes = np.concatenate(trees)
    offset = np.repeat(starts, [len(tree) for tree in trees])
    leaf = nodes["is_leaf"].astype(bool)
    own = np.arange(len(nodes))
    return Forest(
        roots=starts.astype(np.int32),
        feature=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int16),
        threshold=np.where(leaf, 0, nodes["num_threshold"]).astype(np.float32),
        left=np.where(leaf, own, nodes["left"] + offset).astype(np.int32),
        right=np.where(leaf, own, nodes["right"] + offset).astype(np.int32),
        value=np.where(leaf, nodes["value"], 0).astype(np.float32),
        depth=int(nodes["depth"].max()),
        base=float(np.ravel(model._baseline_prediction)[0]),
    )


def write(forest: Forest, data: TrainingSet, folder: Path, recipe: dict[str, Any]) -> str:
    """Write the weights to `folder` and return their SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **forest.arrays())
    idf = "".join(f"{term}\t{value}\n" for term, value in data.idf.items())
    digest = hashlib.sha256(buffer.getvalue() + idf.encode()).hexdigest()
    config = {
        "sha256": digest,
        "unseen_idf": data.unseen,
        "features": list(FEATURES),
        "recipe": recipe,
    }
    (folder / "ranker.npz").write_bytes(buffer.getvalue())
    (folder / "idf.tsv").write_text(idf, encoding="utf-8")
    text = json.dumps(config, ensure_ascii=False, indent=1)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")
    return digest


def recipe_of(boosting: Boosting, **more: Any) -> dict[str, Any]:
    """Return what a model card needs to repeat the training."""
    return {**asdict(boosting), **more}
