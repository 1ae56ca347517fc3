"""Files in parts: cut, read, put together again."""

from pathlib import Path

import pytest

from models import parts


@pytest.mark.parametrize(
    ("size", "names"),
    [
        (0, ["model.bin"]),
        (10, ["model.bin"]),
        (11, ["model.bin.00", "model.bin.01"]),
        (30, ["model.bin.00", "model.bin.01", "model.bin.02"]),
    ],
)
def test_what_was_cut_is_read_whole(tmp_path: Path, size: int, names: list[str]) -> None:
    path, content = tmp_path / "model.bin", bytes(range(size))
    path.write_bytes(content)
    assert [part.name for part in parts.split(path, 10)] == names
    assert sorted(found.name for found in tmp_path.iterdir()) == names
    assert parts.exists(path)
    assert parts.read(path) == content
    assert parts.whole(path).read_bytes() == content


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert not parts.exists(tmp_path / "model.bin")
    with pytest.raises(FileNotFoundError):
        parts.read(tmp_path / "model.bin")
    with pytest.raises(FileNotFoundError):
        parts.whole(tmp_path / "model.bin")
