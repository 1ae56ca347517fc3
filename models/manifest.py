"""What a model directory must hold: the size and sha256 of each of its files."""

import hashlib
import json
from pathlib import Path

from models.errors import DamagedModel

NAME = "manifest.json"


def write(folder: Path, revision: str) -> None:
    """Record every file now in `folder`, and the revision they are of."""
    files = {
        str(path.relative_to(folder)): {"size": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _private(path.relative_to(folder))
    }
    content = {"revision": revision, "files": files}
    # Written last and at once: a directory with a manifest is complete.
    part = folder / f"{NAME}.part"
    part.write_text(json.dumps(content, indent=1, sort_keys=True), "utf-8")
    part.replace(folder / NAME)


def exists(folder: Path) -> bool:
    return (folder / NAME).is_file()


def revision(folder: Path) -> str:
    """Return the revision the files in `folder` are of."""
    return str(_read(folder)["revision"])


def digest(folder: Path) -> str:
    """Return the sha256 over the names, sizes and digests of all files: one for the model."""
    listing = json.dumps(_read(folder)["files"], sort_keys=True)
    return hashlib.sha256(listing.encode()).hexdigest()


def check(folder: Path, *, full: bool = False) -> None:
    """Raise `DamagedModel` unless every file is there with its size, and, if `full`, its sha256."""
    for name, entry in _read(folder)["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != entry["size"]:
            raise DamagedModel(f"{path} is missing or cut short: fetch the model again.")
        if full and sha256(path) != entry["sha256"]:
            raise DamagedModel(f"{path} is not what was fetched: its sha256 differs.")


def sha256(path: Path) -> str:
    """Return the digest of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _private(path: Path) -> bool:
    return path.name.startswith(NAME) or path.parts[0].startswith(".")


def _read(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    try:
        content = json.loads((folder / NAME).read_text("utf-8"))
        str(content["revision"])
        for entry in content["files"].values():
            entry["size"], entry["sha256"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedModel(f"{folder / NAME} cannot be read: fetch the model again.") from error
    return content  # type: ignore[no-any-return]
