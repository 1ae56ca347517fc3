"""Checks the files of an embedded model against the digests that ship beside them."""

import hashlib
from pathlib import Path

from models.errors import DamagedModel
from models.manifest import sha256

NAME = "SHA256SUMS"


def write(folder: Path, names: list[str]) -> None:
    """Record the digests of these files of `folder`, in the format of sha256sum."""
    lines = (f"{sha256(folder / name)}  {name}\n" for name in sorted(names))
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


def exists(folder: Path) -> bool:
    """Whether `folder` holds a model with its digests."""
    return (folder / NAME).is_file()


def verify(folder: Path) -> str:
    """Return a short revision made of all digests; raise `DamagedModel` where one is wrong."""
    try:
        listing = (folder / NAME).read_text(encoding="utf-8")
    except OSError as error:
        raise DamagedModel(f"{folder.name}: {NAME} is missing; reinstall songngu.") from error
    for line in listing.splitlines():
        expected, name = line.split(maxsplit=1)
        _check(folder / name, expected)
    return hashlib.sha256(listing.encode()).hexdigest()[:12]


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise DamagedModel(f"{path.parent.name}: {path.name} is missing; reinstall songngu.")
    if sha256(path) != expected:
        raise DamagedModel(f"{path.parent.name}: {path.name} is damaged; reinstall songngu.")
