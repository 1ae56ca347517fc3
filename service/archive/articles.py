"""The articles of an archive, one after the other: folders, globs, files of many kinds."""

import glob
import mimetypes
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from service.archive.article import Article
from service.archive.containers import (
    CONTAINERS,
    DAMAGED,
    MOST_BYTES,
    PACKED,
    container,
    unpacked,
)
from service.archive.records import archived, broken
from service.errors import BadRequest, SongnguError
from service.reading import articles as read_articles

__all__ = ["Article", "articles", "articles_of", "files", "is_read"]

# What a single file may be; `service.reading.read` finds out what it truly is.
SINGLE = frozenset(
    (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".rtf")
)
# What may hold several, and is small enough to be read whole.
SEVERAL = frozenset((".json", ".ninjs", ".xml", ".rss", ".atom", ".newsml", ".eml"))


class NoInput(BadRequest):
    """A name stands for no file."""

    code = "no-input"


def articles(inputs: Sequence[str], without: Collection[Path] = ()) -> Iterator[Article]:
    """Every article of the files, folders and globs `inputs`, always in the same order.

    `without` are files and folders to leave out, such as the output. An article that cannot be
    read comes with its `problem`. Raises `NoInput` for a name that stands for nothing.
    """
    for path in files(inputs, without):
        name = path.as_posix()
        try:
            with path.open("rb") as file:
                yield from articles_of(file, name)
        except OSError as error:
            yield broken(name, f"{name}: the file cannot be opened ({error.strerror}).")


def articles_of(file: BinaryIO, name: str) -> Iterator[Article]:
    """The articles of one open file, whose kind its name tells."""
    plain, bare = unpacked(file, name)
    if many := container(bare):
        # Places are told by the name that the user knows, with the suffix of its compression.
        yield from many(plain, name)
    else:
        yield from _file(plain, name, bare)


def files(inputs: Sequence[str], without: Collection[Path] = ()) -> Iterator[Path]:
    """The files that `inputs` stand for, those of folders sorted by name."""
    left_out = {path.resolve() for path in without}
    for given in inputs:
        found = sorted(map(Path, glob.glob(given, recursive=True)))
        paths = [Path(given)] if Path(given).exists() else found
        if not paths:
            raise NoInput(f"{given}: there is no such file or folder.")
        for path in paths:
            yield from (one for one in _files(path) if not _is_in(one.resolve(), left_out))


def is_read(name: str) -> bool:
    """Whether a file found in a folder or zip file is one that may hold articles."""
    path = PurePosixPath(name)
    if any(part.startswith((".", "__MACOSX")) for part in path.parts):
        return False
    return _kind(path) in SINGLE | SEVERAL | CONTAINERS.keys()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        if found.is_file() and is_read(found.relative_to(path).as_posix()):
            yield found


def _kind(path: PurePosixPath) -> str:
    """The suffix of a file, without that of its compression."""
    return (path.with_suffix("") if path.suffix.lower() in PACKED else path).suffix.lower()


def _is_in(path: Path, places: Collection[Path]) -> bool:
    return path in places or any(parent in places for parent in path.parents)


def _file(file: BinaryIO, name: str, bare: str) -> Iterator[Article]:
    """The article of a file, or those of a kind that may hold several."""
    try:
        data = file.read(MOST_BYTES + 1)
    except DAMAGED as error:
        yield broken(name, f"{name}: the file cannot be unpacked ({error}).")
        return
    if len(data) > MOST_BYTES:
        yield broken(name, f"{name}: the file is larger than {MOST_BYTES:,} bytes.")
    elif _kind(PurePosixPath(bare)) in SEVERAL:
        yield from _several(data, name, bare)
    else:
        # Whoever works on it reads it: that takes time, and there may be many of them.
        yield Article(name, data, name, content_type=mimetypes.guess_type(bare)[0] or "")


def _several(data: bytes, name: str, bare: str) -> Iterator[Article]:
    try:
        found = read_articles(data, name=bare, content_type=mimetypes.guess_type(bare)[0] or "")
        for number, one in enumerate(found, 1):
            place = f"{name}:{number}"
            yield archived(one, place if one.id in ("", str(number)) else one.id, place)
    except SongnguError as error:
        yield broken(name, f"{name}: {error.message}")
