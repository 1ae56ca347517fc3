"""Reading GGUF files."""

from pathlib import Path

import pytest

from models.errors import DamagedModel
from models.gguf.reader import LAYER, GemmaFile


def test_shape_comes_from_the_file(gguf_path: Path) -> None:
    shape = GemmaFile(gguf_path).shape
    assert (shape.hidden, shape.layers, shape.heads, shape.heads_kv) == (64, 7, 2, 1)
    assert (shape.head_dim, shape.ffn, shape.window) == (32, 96, 64)
    assert [layer for layer in range(shape.layers) if shape.is_global(layer)] == [5]


def test_tensors_are_dequantised(gguf_path: Path) -> None:
    file = GemmaFile(gguf_path)
    layer = file.layer(0)
    assert set(layer) == set(LAYER.values())
    assert layer["gate"].shape == (96, 64)
    assert file.embedding.shape == (len(list(file.pieces())), 64)
    assert 0.1 < float(layer["gate"].std()) < 0.15  # made with a deviation of 1/8


def test_a_file_that_is_no_gguf_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"not a model at all" * 10)
    with pytest.raises(DamagedModel, match=r"no\.gguf"):
        GemmaFile(tmp_path / "no.gguf")
