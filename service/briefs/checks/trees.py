"""Gradient-boosted decision trees, as the recipes write them: a sum of small trees."""

import json
import lzma
from collections.abc import Sequence

from models.once import once
from service.briefs.checks.lexicon import DATA

# A leaf is its value; a branch is the column it looks at, the most that goes left, left, right.
Tree = float | tuple[int, float, "Tree", "Tree"]


@once
def load(name: str) -> tuple[float, list[Tree]]:
    """The base score and the trees of a model of the data folder."""
    model = json.loads(lzma.decompress(DATA.joinpath(name).read_bytes()))
    return model["base"], model["trees"]


def score(name: str, row: Sequence[float]) -> float:
    """The log-odds that the model gives a row."""
    base, trees = load(name)
    return base + sum(_leaf(tree, row) for tree in trees)


def _leaf(tree: Tree, row: Sequence[float]) -> float:
    while not isinstance(tree, float | int):
        column, most, left, right = tree
        tree = left if row[column] <= most else right
    return tree
