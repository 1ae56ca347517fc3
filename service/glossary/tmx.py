"""The translation memory as TMX 1.4b, in and out."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from service.errors import SongnguError, UnreadableInput
from service.formats.characters import for_xml
from service.formats.xml import LANG, Maker
from service.glossary.memory import Pair, Remembered
from service.reading.markup import parse_xml

MEDIA_TYPE = "application/x-tmx"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="songngu" creationtoolversion="1" segtype="sentence" o-tmf="songngu"
    adminlang="en" srclang="vi" datatype="plaintext"/>
  <body>
"""
_TAIL = "  </body>\n</tmx>\n"
_TIME = "%Y%m%dT%H%M%SZ"
_CODES = ("bpt", "ept", "ph", "it", "ut")  # elements that hold markup, not text

_make = Maker()


class BadMemory(SongnguError):
    """A TMX file cannot be read; the message names the line and the reason."""

    code = "bad-memory"
    status = 422


def write(rows: Iterable[Remembered]) -> Iterator[str]:
    """The file, piece by piece, with who settled each pair, when, and where it came from."""
    yield _HEAD
    for row in rows:
        yield etree.tostring(_unit(row), encoding=str) + "\n"
    yield _TAIL


def read(data: bytes) -> list[Pair]:
    """The pairs of Vietnamese and English; those that still await review are left out.

    Raises `BadMemory`.
    """
    try:
        root = parse_xml(data)
    except UnreadableInput as error:
        raise BadMemory(error.message) from error
    if root.tag != "tmx":
        raise BadMemory(f"Line 1 begins with <{root.tag}>; TMX begins with <tmx>.")
    pairs = [pair for unit in root.iter("tu") if (pair := _pair(unit))]
    if not pairs:
        raise BadMemory("The file has no settled pair of Vietnamese and English.")
    return pairs


def _unit(row: Remembered) -> Any:
    unit = _make.root(
        "tu",
        tuid=str(row.id),
        creationdate=_time(row.created),
        changedate=_time(row.updated),
        creationid=for_xml(" ".join(row.author.split())),
    )
    if row.origin:
        _make.add(unit, "prop", for_xml(row.origin), type="x-origin")
    for language, text in (("vi", row.vi), ("en", row.en)):
        _make.add(_make.add(unit, "tuv", lang=language), "seg", for_xml(text))
    return unit


def _pair(unit: Any) -> Pair | None:
    sides = {"vi": "", "en": ""}
    for side in unit.iter("tuv"):
        code = (side.get(LANG) or side.get("lang") or "").lower()[:2]
        segment = side.find("seg")
        if code in sides and segment is not None and not sides[code]:
            sides[code] = " ".join(_text(segment).split())
    props = {prop.get("type"): (prop.text or "").strip() for prop in unit.iter("prop")}
    if not all(sides.values()) or props.get("x-status") == "review":
        return None
    author = unit.get("changeid") or unit.get("creationid") or ""
    return Pair(sides["vi"], sides["en"], props.get("x-origin", ""), author)


def _text(node: Any) -> str:
    """The text of a segment without the markup that codes in it stand for."""
    parts = [node.text or ""]
    for child in node:
        parts += ["" if child.tag in _CODES else _text(child), child.tail or ""]
    return "".join(parts)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_TIME)
