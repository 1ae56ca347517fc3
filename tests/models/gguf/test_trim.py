"""A trimmed base is the same model with fewer tokens."""

from pathlib import Path

import numpy as np

from models.gguf.reader import GemmaFile
from models.gguf.trim import opened, trim


def test_a_trimmed_base_is_the_same_model(gguf_path: Path, tmp_path: Path) -> None:
    base = GemmaFile(gguf_path)
    ids = [0, 1, 2, 3, 4, *range(5, 261), 270, 275, 300]
    trim(base, ids, tmp_path / "trimmed.gguf")
    file, kept, tokenizer = opened(tmp_path / "trimmed.gguf")
    assert kept == list(range(len(ids)))
    assert file.shape == base.shape
    assert np.array_equal(file.embedding, base.embedding[ids])
    rows = list(base.pieces())
    assert list(file.pieces()) == [rows[number] for number in ids]
    for number in range(base.shape.layers):
        theirs, ours = base.layer(number), file.layer(number)
        assert all(np.array_equal(ours[name], theirs[name]) for name in theirs)
    assert tokenizer
    assert (tmp_path / "trimmed.gguf").stat().st_size < gguf_path.stat().st_size
