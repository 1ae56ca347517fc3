"""The archive as lines of JSON, which another archive reads back, and as files in a zip."""

import dataclasses
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from service.archive.briefs import BriefStore, Query, Record
from service.errors import UnreadableInput
from service.formats import Language, filename, write

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MEMBER = "archive"  # of a line: what only an archive needs to know


def lines(store: BriefStore, query: Query) -> Iterator[str]:
    """Each brief on one line: its JSON, and in it what only an archive needs."""
    return map(line, store.records(query))


def line(record: Record) -> str:
    """One brief on one line, with its end."""
    told = dataclasses.asdict(record)
    brief = told.pop("brief") | {_MEMBER: told}
    return json.dumps(brief, ensure_ascii=False, default=datetime.isoformat) + "\n"


def read(line: str | bytes) -> Record:
    """The record of a line, or of any brief in JSON. Raises `UnreadableInput`."""
    try:
        told = from_json(line)
        known = told.pop(_MEMBER, None) or {}
        record = _shape().validate_python(known | {"brief": told})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(part) for part in first["loc"][1:])
        raise UnreadableInput(f"The line is no brief: {where}: {first['msg']}.") from error
    except (ValueError, AttributeError, TypeError) as error:
        raise UnreadableInput(f"The line is no brief: {error}.") from error
    if not _ID.fullmatch(record.brief.id):
        raise UnreadableInput("The line is no brief: id: 1 to 64 letters, digits, “.”, “_”, “-”.")
    return record


def files(
    store: BriefStore, query: Query, format: str, language: Language
) -> Iterator[tuple[str, bytes]]:
    """One file a brief, its name with its number first. Raises `UnknownFormat`."""
    for number, brief in enumerate(store.export(query), 1):
        body = write(brief, format, language)
        name = f"{number:06}-{filename(brief, format)}"
        yield name, body if isinstance(body, bytes) else body.encode()


def zipped(store: BriefStore, query: Query, format: str, language: Language) -> Iterator[bytes]:
    """The same as a zip file, piece by piece. Raises `UnknownFormat`."""
    target = _Pieces()
    with zipfile.ZipFile(cast(Any, target), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files(store, query, format, language):
            archive.writestr(name, body)
            yield target.taken()
    yield target.taken()


class _Pieces:
    """A file to write to whose bytes are taken away as they come."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def write(self, data: bytes) -> int:
        self._bytes += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since."""
        taken = bytes(self._bytes)
        self._bytes.clear()
        return taken


@cache
def _shape() -> TypeAdapter[Record]:
    return TypeAdapter(Record)
