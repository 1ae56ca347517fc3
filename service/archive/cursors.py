"""Where a page of a list ends, as a word that a client hands back without reading it."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date

from service.errors import SongnguError


class BadCursor(SongnguError):
    """The cursor is none that a page of this list gave."""

    code = "bad-cursor"
    status = 422


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its rank among matches, its day and its key."""

    rank: int
    day: date
    key: int


def write(cursor: Cursor) -> str:
    """The cursor as a word for an address."""
    told = json.dumps([cursor.rank, cursor.day.isoformat(), cursor.key], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(word: str) -> Cursor:
    """The cursor of a word. Raises `BadCursor`."""
    try:
        told = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        rank, day, key = told
        return Cursor(_whole(rank, 1), date.fromisoformat(day), _whole(key, 2**63 - 1))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise BadCursor("The cursor is not one of this list. Begin without a cursor.") from error


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("no such number")
    return value
