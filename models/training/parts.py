"""Cuts files into parts for a transfer with a limit, and puts them together again.

    python -m models.training.parts split FOLDER --mib 12
    python -m models.training.parts join FOLDER

`split` writes SHA256SUMS over all files of the folder, and `join` checks them first.
"""

import argparse
from pathlib import Path

from models import parts
from models.weights import manifest


def split(folder: Path, most: int) -> None:
    """Cut every file of `folder` above `most` bytes, and record all digests."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    made = [
        part for path in files if path.name != manifest.NAME for part in parts.split(path, most)
    ]
    manifest.write(folder, [part.name for part in made])


def join(folder: Path) -> None:
    """Check all digests and put every file of `folder` that is in parts together."""
    manifest.verify(folder)
    for first in sorted(folder.glob("*.00")):
        path = folder / first.stem
        parts.whole(path)
        for part in parts.parts_of(path):
            part.unlink()


def main(arguments: list[str] | None = None) -> None:
    """Split or join as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("split", "join"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mib", type=float, default=12, help="most of a part")
    options = parser.parse_args(arguments)
    if options.action == "split":
        split(options.folder, int(options.mib * 2**20))
    else:
        join(options.folder)
    for path in sorted(options.folder.iterdir()):
        print(f"{path.stat().st_size:>12} {path.name}")


if __name__ == "__main__":
    main()
