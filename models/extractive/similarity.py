"""TF-IDF vectors of units, their cosines, and how central each is (LexRank)."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAMPING = 0.85
ITERATIONS = 20


def tfidf(tokens: Sequence[Sequence[str]], idf: Mapping[str, float], unseen: float) -> Floats:
    """Return one row of length 1 for each unit (units x vocabulary); an empty unit gives zeros."""
    index = {term: column for column, term in enumerate(sorted({t for row in tokens for t in row}))}
    matrix = np.zeros((len(tokens), max(1, len(index))))
    for row, terms in enumerate(tokens):
        for term, count in Counter(terms).items():
            matrix[row, index[term]] = (1 + np.log(count)) * idf.get(term, unseen)
    return normalised(matrix)


def normalised(matrix: Floats) -> Floats:
    """Scale every row to length 1, leaving rows of zeros alone."""
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths == 0, 1, lengths))


def lexrank(cosines: Floats) -> Floats:
    """Return the stationary weight of each unit, relative to the mean (continuous LexRank).

    Erkan and Radev (2004), https://doi.org/10.1613/jair.1523
    """
    count = len(cosines)
    links = cosines + np.eye(count) * 1e-6
    transition = links / links.sum(axis=1, keepdims=True)
    weights = np.full(count, 1 / count)
    for _ in range(ITERATIONS):
        weights = (1 - DAMPING) / count + DAMPING * weights @ transition
    return np.asarray(weights * count)
