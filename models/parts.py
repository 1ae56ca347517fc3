"""Large files kept as parts: no single one is too large for a repository or a transfer.

`model.bin` in parts is `model.bin.00`, `model.bin.01`, …; their order is that of their names.
"""

from collections.abc import Iterator
from pathlib import Path

MOST = 12 * 2**20  # bytes of a part


def split(path: Path, most: int = MOST) -> list[Path]:
    """Cut a file into parts beside it, take the file away, and return the parts.

    A file that is small enough stays as it is and is returned alone.
    """
    if path.stat().st_size <= most:
        return [path]
    made = []
    with path.open("rb") as file:
        for number, block in enumerate(iter(lambda: file.read(most), b"")):
            part = path.with_name(f"{path.name}.{number:02d}")
            part.write_bytes(block)
            made.append(part)
    path.unlink()
    return made


def parts_of(path: Path) -> list[Path]:
    """Return the parts of a file, in order; none where it has none."""
    return sorted(path.parent.glob(f"{path.name}.[0-9][0-9]"))


def exists(path: Path) -> bool:
    """Whether the file is there, whole or in parts."""
    return path.is_file() or bool(parts_of(path))


def read(path: Path) -> bytes:
    """Return the content of a file, whole or in parts; `FileNotFoundError` where neither is."""
    found = [path] if path.is_file() else parts_of(path)
    if not found:
        raise FileNotFoundError(path)
    return b"".join(part.read_bytes() for part in found)


def whole(path: Path) -> Path:
    """Put a file together from its parts, unless it is there, and return it."""
    if not path.is_file():
        made = path.with_name(f"{path.name}.joined")
        with made.open("wb") as file:
            file.writelines(_blocks(path))
        made.replace(path)
    return path


def _blocks(path: Path) -> Iterator[bytes]:
    found = parts_of(path)
    if not found:
        raise FileNotFoundError(path)
    return (part.read_bytes() for part in found)
