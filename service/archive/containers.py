"""Files that hold many articles, read one at a time: JSON lines, CSV, Parquet and zip.

Nothing here holds more than one article, one row group's batch or one member in memory, so that
an archive may be larger than the machine.
"""

import bz2
import csv
import gzip
import json
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import PurePosixPath
from shutil import copyfileobj
from typing import Any, BinaryIO, cast

from models.errors import ModelNotInstalled
from service.archive.article import Article
from service.archive.records import article_of, broken, is_of_articles, without_text
from service.errors import BadRequest, SongnguError
from service.reading.readers.csv import delimiter_of

MOST_BYTES = 64_000_000  # of one line or one member: no article is larger
ROWS = 64  # of a Parquet file in memory at a time
_SPOOL = 16_000_000  # bytes of a member kept in memory while it is read in any order
# ValueError: places before the beginning of a zip file, Parquet whose text is no UTF-8.
# IndexError, NotImplementedError: members of zip files that lie about their form.
DAMAGED = (EOFError, OSError, ValueError, IndexError, NotImplementedError, lzma.LZMAError,
           zlib.error, zipfile.BadZipFile)  # fmt: skip
_PACKED: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": gzip.open,
    ".xz": lzma.open,
    ".bz2": bz2.open,
}
PACKED = frozenset(_PACKED)


class ParquetMissing(ModelNotInstalled):
    """Parquet files need the extra `parquet`."""

    code = "extra-not-installed"


def unpacked(file: BinaryIO, name: str) -> tuple[BinaryIO, str]:
    """The file without its compression, and its name without that suffix."""
    path = PurePosixPath(name)
    unpack = _PACKED.get(path.suffix.lower())
    return (cast(BinaryIO, unpack(file)), str(path.with_suffix(""))) if unpack else (file, name)


def container(name: str) -> "Callable[[BinaryIO, str], Iterator[Article]] | None":
    """The reader of a file that holds many articles, by its name; None for any other file."""
    return CONTAINERS.get(PurePosixPath(name).suffix.lower())


def json_lines(file: BinaryIO, name: str) -> Iterator[Article]:
    """One article a line; a line that is none is told, and the next ones are read."""
    number = 0
    try:
        while line := file.readline(MOST_BYTES):
            number += 1
            place = f"{name}:{number}"
            if not line.endswith(b"\n") and len(line) == MOST_BYTES:
                _skip_line(file)
                yield broken(place, f"{place}: the line is longer than {MOST_BYTES:,} bytes.")
            elif line.strip():
                yield _line(line, place)
    except DAMAGED as error:
        yield _cut(name, number, error)


def _line(line: bytes, place: str) -> Article:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return broken(place, f"{place}: the line is not JSON ({_reason(error)}).")
    return _article(record, place)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
        continue


def comma_separated(file: BinaryIO, name: str) -> Iterator[Article]:
    """One article a row below a row of names; commas, semicolons or tabs between them."""
    csv.field_size_limit(MOST_BYTES)
    # Bytes that are not UTF-8 spoil the article that they stand in, not the file.
    text = TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    number = 1
    try:
        first = text.readline(MOST_BYTES)
        told = first.lower().startswith("sep=")  # what Excel writes and hides
        heads = text.readline(MOST_BYTES) if told else first
        mark = first.strip()[4:5] if told else delimiter_of(heads)
        names = next(csv.reader([heads], delimiter=mark or ","), [])
        if problem := without_text(names):
            yield broken(name, f"{name}: {problem}")
            return
        rows = csv.DictReader(text, names, delimiter=mark or ",")
        while True:
            number += 1
            place = f"{name}:{number}"
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield broken(place, f"{place}: the row cannot be read ({error}).")
                continue
            if row is None:
                return
            yield _article(row, place)
    except DAMAGED as error:
        yield _cut(name, number, error)


def parquet(file: BinaryIO, name: str) -> Iterator[Article]:
    """One article a row; only the columns that are articles' are read.

    Raises `ParquetMissing` where pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ParquetMissing(
            f"{name} is a Parquet file: `pip install 'songngu[parquet]'` reads those."
        ) from error
    number = 0
    try:
        table = ParquetFile(file)
        columns = [one for one in table.schema_arrow.names if is_of_articles(one)]
        if problem := without_text(columns):
            yield broken(name, f"{name}: {problem}")
            return
        for batch in table.iter_batches(ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _article(row, f"{name}:{number}")
    except (*DAMAGED, ArrowException) as error:
        yield _cut(name, number, error)


def zipped(file: BinaryIO, name: str) -> Iterator[Article]:
    """The articles of every member, in the order of the archive."""
    from service.archive.articles import articles_of, is_read

    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                if not member.is_dir() and is_read(member.filename):
                    yield from _member(archive, member, f"{name}/{member.filename}", articles_of)
    except DAMAGED as error:
        yield _cut(name, 0, error)


def _member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: str,
    read: Callable[[BinaryIO, str], Iterator[Article]],
) -> Iterator[Article]:
    if place.lower().endswith(".zip"):
        yield broken(place, f"{place}: a zip file within a zip file is not read; unpack it first.")
        return
    try:
        with archive.open(member) as opened:
            yield from read(_seekable(cast(BinaryIO, opened), place), place)
    except (*DAMAGED, RuntimeError, NotImplementedError) as error:
        yield broken(place, f"{place}: the file cannot be unpacked ({_reason(error)}).")


def _seekable(file: BinaryIO, name: str) -> BinaryIO:
    """Parquet is read from its end, which a member of a zip file reaches slowly."""
    if container(name) is not parquet:
        return file
    copy = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - closed with its last reference
    copyfileobj(file, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _article(record: object, place: str) -> Article:
    try:
        return article_of(record, place)
    except BadRequest as error:
        return broken(place, error.message)


def _cut(name: str, number: int, error: Exception) -> Article:
    """The file breaks off; what came before it counts."""
    place = f"{name}:{number + 1}"
    return broken(place, f"{place}: the file is damaged from here on ({_reason(error)}).")


def _reason(error: Exception) -> str:
    told = error.message if isinstance(error, SongnguError) else str(error)
    return told.rstrip(".") or type(error).__name__


CONTAINERS: dict[str, Callable[[BinaryIO, str], Iterator[Article]]] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": comma_separated,
    ".tsv": comma_separated,
    ".parquet": parquet,
    ".zip": zipped,
}
