"""Gradient-boosted regression trees, evaluated with numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Forest:
    """All nodes of all trees in flat arrays; a leaf is its own child, so walks may overshoot."""

    roots: NDArray[np.int32]  # (trees,) node where each tree begins
    feature: NDArray[np.int16]  # (nodes,)
    threshold: NDArray[np.float32]  # (nodes,) go left where the feature is at most this
    left: NDArray[np.int32]  # (nodes,)
    right: NDArray[np.int32]  # (nodes,)
    value: NDArray[np.float32]  # (nodes,) what a leaf adds
    depth: int  # longest path of all trees
    base: float  # what every prediction starts from

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one prediction for each row of `features` (rows x features)."""
        rows = np.arange(len(features))[:, None]
        values = features.astype(np.float32)
        nodes = np.broadcast_to(self.roots, (len(features), len(self.roots)))
        for _ in range(self.depth):
            goes_left = values[rows, self.feature[nodes]] <= self.threshold[nodes]
            nodes = np.where(goes_left, self.left[nodes], self.right[nodes])
        return np.asarray(self.base + self.value[nodes].sum(axis=1, dtype=np.float64))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays that `from_arrays` makes an equal forest of."""
        return {
            "roots": self.roots,
            "feature": self.feature,
            "threshold": self.threshold,
            "left": self.left,
            "right": self.right,
            "value": self.value,
            "depth_base": np.array([self.depth, self.base]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Forest":
        """Make a forest of named arrays, such as those of an npz file."""
        depth, base = arrays["depth_base"].astype(float)
        return cls(
            roots=arrays["roots"].astype(np.int32),
            feature=arrays["feature"].astype(np.int16),
            threshold=arrays["threshold"].astype(np.float32),
            left=arrays["left"].astype(np.int32),
            right=arrays["right"].astype(np.int32),
            value=arrays["value"].astype(np.float32),
            depth=int(depth),
            base=float(base),
        )
