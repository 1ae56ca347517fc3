"""Sentences as token ids in compressed files, a few bytes a word.

A file holds columns of equal height: one of sentences, or two of pairs. Each column is a list of
sequences of ids below 65,536, kept as lengths and ids (uint16) in xz.
"""

import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np

Ids = Sequence[int] | np.ndarray
Column = Sequence[Ids]

# Two-byte units: the compressor aligns its contexts to them.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 3, "lp": 1, "pb": 1}]


def write(path: Path, *columns: Column) -> None:
    """Write columns of equal height; the file appears at once, or not at all."""
    heights = {len(column) for column in columns}
    if len(heights) > 1:
        raise ValueError(f"columns of unequal heights: {sorted(heights)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with lzma.open(part, "wb", format=lzma.FORMAT_XZ, filters=_FILTERS) as file:
        for column in columns:
            np.save(file, np.array([len(ids) for ids in column], dtype="<u2"))
            np.save(file, _joined(column))
    part.replace(path)


def read(path: Path) -> list[list[np.ndarray]]:
    """Return the columns of a file, each a list of uint16 arrays."""
    columns = []
    with lzma.open(path, "rb") as file:
        while file.peek(1):
            lengths, ids = np.load(file), np.load(file)
            columns.append(np.split(ids, np.cumsum(lengths, dtype=np.int64)[:-1]))
            if not len(lengths):
                columns[-1] = []
    return columns


def _joined(column: Column) -> np.ndarray:
    if not len(column):
        return np.zeros(0, dtype="<u2")
    return np.concatenate([np.asarray(ids, dtype="<u2") for ids in column])
