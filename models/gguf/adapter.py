"""Low-rank adapters: what training adds to each linear layer of the base model.

An adapted weight is `W + B @ A`, with A of shape (rank, in) and B of shape (out, rank); Hu et
al. 2021. Both are kept in int8, one scale a row of A and a column of B, so that the file is small.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.gguf.reader import Array

Adapter = Mapping[str, tuple[Array, Array]]  # "layer.name" → (A, B), e.g. "3.gate"


def save(adapter: Adapter, path: Path) -> None:
    """Write an adapter as a compressed npz file of int8 values and float16 scales."""
    arrays: dict[str, np.ndarray] = {}
    for name, (a, b) in adapter.items():
        arrays[f"{name}.a"], arrays[f"{name}.a_scale"] = _quantise(a, axis=1)
        arrays[f"{name}.b"], arrays[f"{name}.b_scale"] = _quantise(b, axis=0)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def load(path: Path) -> dict[str, tuple[Array, Array]]:
    """Read what `save` wrote, as float32."""
    with np.load(path) as arrays:
        names = sorted({key.rsplit(".", 1)[0] for key in arrays.files})
        return {name: (_part(arrays, f"{name}.a"), _part(arrays, f"{name}.b")) for name in names}


def merge(tensors: dict[str, Array], layer: int, adapter: Adapter) -> dict[str, Array]:
    """Return the tensors of one layer with the adapter's update added to each that has one."""
    merged = dict(tensors)
    for name, weight in tensors.items():
        if found := adapter.get(f"{layer}.{name}"):
            merged[name] = weight + found[1] @ found[0]
    return merged


def _part(arrays: Mapping[str, np.ndarray], key: str) -> Array:
    values: Array = arrays[key].astype(np.float32) * arrays[f"{key}_scale"].astype(np.float32)
    return values


def _quantise(values: Array, axis: int) -> tuple[np.ndarray, np.ndarray]:
    scale = np.abs(values).max(axis=axis, keepdims=True) / 127.0
    scale = np.maximum(scale, 1e-6).astype(np.float16)
    whole = np.rint(values / scale.astype(np.float32)).clip(-127, 127)
    return whole.astype(np.int8), scale.astype(np.float32).astype(np.float16)
