"""Columns of ids, written and read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.training import compact

SENTENCE = st.lists(st.integers(0, 65_535), max_size=20)


@settings(max_examples=40)
@given(st.lists(st.tuples(SENTENCE, SENTENCE), max_size=12))
def test_what_is_written_is_read(tmp_path_factory, pairs) -> None:
    path = tmp_path_factory.mktemp("ids") / "pairs.xz"
    compact.write(path, [vi for vi, _ in pairs], [en for _, en in pairs])
    vi, en = compact.read(path)
    assert [(a.tolist(), b.tolist()) for a, b in zip(vi, en, strict=True)] == pairs


def test_columns_are_of_one_height(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="heights"):
        compact.write(tmp_path / "x.xz", [[1]], [])
    assert list(tmp_path.iterdir()) == []
