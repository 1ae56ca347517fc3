"""Articles of a batch as they come in, within the limits."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from lzma import LZMAError
from typing import Any

from service.archive.article import Article
from service.archive.articles import articles_of
from service.archive.containers import unpacked
from service.archive.records import article_of, broken
from service.errors import BadRequest, TooLarge, UnreadableInput
from service.jobs.articles import pack
from service.settings import Settings

# What a request may hold, by the media type that says so, and the name its reader knows it by.
KINDS = {
    "application/x-ndjson": "articles.jsonl",
    "application/jsonl": "articles.jsonl",
    "text/csv": "articles.csv",
    "application/zip": "articles.zip",
}
_CHUNK = 1_000_000
_DAMAGED = (zipfile.BadZipFile, OSError, EOFError, LZMAError, zlib.error, RuntimeError,
            NotImplementedError, ValueError, IndexError)  # fmt: skip


def of_file(data: bytes, kind: str, settings: Settings) -> list[dict[str, Any]]:
    """The articles of a file of one of `KINDS`. Raises `TooLarge` or `UnreadableInput`."""
    if kind == "application/zip":
        check_zip(data, settings.int("max_unpacked"))
    return _within(articles_of(BytesIO(data), KINDS[kind]), settings)


def of_records(records: Iterable[object], settings: Settings) -> list[dict[str, Any]]:
    """The articles of JSON values; one that is none becomes an article that says so."""
    return _within(_articles(records), settings)


def check_zip(data: bytes, limit: int) -> None:
    """Refuse a zip file that unpacks to more than `limit` bytes, by what it says and in truth.

    Raises `TooLarge`, or `UnreadableInput` for what is no zip file.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGED as error:
        raise UnreadableInput(f"The body is not a zip file, or it is damaged ({error}).") from error
    with archive:
        members = archive.infolist()
        _check_size(sum(member.file_size for member in members), limit)
        total = 0
        for member in members:
            for chunk in _chunks(archive, member):
                total += len(chunk)
                _check_size(total, limit)


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes that a member unpacks to, also where it is compressed once more.

    A member that cannot be unpacked ends here; its article tells of it.
    """
    try:
        with archive.open(member) as opened:
            plain, _ = unpacked(opened, member.filename)  # type: ignore[arg-type]
            while chunk := plain.read(_CHUNK):
                yield chunk
    except _DAMAGED:
        return


def _check_size(found: int, limit: int) -> None:
    if found > limit:
        raise TooLarge(
            f"The zip file unpacks to more than {limit:,} bytes. Send it in parts.",
            limit=limit,
            unit="bytes",
        )


def _within(articles: Iterable[Article], settings: Settings) -> list[dict[str, Any]]:
    limit = settings.int("max_batch")
    kept: list[dict[str, Any]] = []
    for article in articles:
        if len(kept) == limit:
            raise TooLarge(
                f"The batch holds more than {limit:,} articles. Send it in parts.",
                limit=limit,
                unit="articles",
            )
        kept.append(pack(article))
    return kept


def _articles(records: Iterable[object]) -> Iterator[Article]:
    for place, record in enumerate(records):
        name = f"articles/{place}"
        try:
            yield article_of(record, name)
        except BadRequest as error:
            yield broken(name, error.message)
