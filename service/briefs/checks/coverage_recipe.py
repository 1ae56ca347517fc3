"""Fit the model of the coverage check to clauses that were taken out of human translations.

Run: python -m service.briefs.checks.coverage_recipe PAIRS.tsv[.xz]... > coverage.json
(needs scikit-learn). The pairs must not be those that the lexicon was made of. Each gives a clean
row and up to three rows with a clause left out, as `signs` sees them.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from service.briefs.checks.alignment import Alignment
from service.briefs.checks.lexicon_recipe import read_pairs
from service.briefs.checks.silence import signs
from service.briefs.checks.trees import Tree
from service.evaluation.mutations import clause, phrase

LOSSES = ((0, clause), (1, clause), (2, phrase))
TREES = 250
LEAVES = 10
RATE = 0.04


def rows(pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[float, ...]], list[int]]:
    """The signs of each pair as it is and with clauses left out, and which is which."""
    found, lost = [], []
    for vi, en in pairs:
        wrong = {lose(Random(f"{seed}|{vi}"), vi, en) for seed, lose in LOSSES} - {None, en}
        for text in (en, *sorted(str(text) for text in wrong)):
            found.append(signs(vi, text, Alignment(vi, text))[0].row())
            lost.append(int(text != en))
    return found, lost


def fitted(found: Sequence[tuple[float, ...]], lost: Sequence[int]) -> dict[str, Any]:
    """The trees as JSON."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

    model = HistGradientBoostingClassifier(
        max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, l2_regularization=5.0
    ).fit(found, lost)
    trees = [_tree(one[0].nodes, 0) for one in model._predictors]
    return {"base": round(float(model._baseline_prediction.ravel()[0]), 4), "trees": trees}


def _tree(nodes: Any, at: int) -> Tree:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    branches = (_tree(nodes, int(node[side])) for side in ("left", "right"))
    return (int(node["feature_idx"]), round(float(node["num_threshold"]), 3), *branches)  # type: ignore[return-value]


def main(paths: Iterable[str]) -> None:
    """Print the model."""
    print(json.dumps(fitted(*rows(read_pairs(paths))), separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1:])
