"""A brief as it lies in the database: JSON without the report's text, and columns to find it by."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from models.once import once
from service.archive.columns import now
from service.archive.fulltext import Words, words_of
from service.archive.words import folded
from service.briefs.brief import Bilingual, Brief, Point

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_NAME = 400


def digest(text: str) -> str:
    """The key of a report's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL refuses; every offset stays."""
    return text.replace("\0", "\ufffd")


def dump(brief: Brief) -> str:
    """The brief as JSON, without the text of its report."""
    bare = dataclasses.replace(brief, source=dataclasses.replace(brief.source, text=""))
    return json.dumps(dataclasses.asdict(bare), ensure_ascii=False, separators=(",", ":"))


def load(document: str, text: str) -> Brief:
    """The brief of a document and the text of its report."""
    bare = adapter().validate_json(document)
    return dataclasses.replace(bare, source=dataclasses.replace(bare.source, text=text))


@once
def adapter() -> "TypeAdapter[Brief]":
    """What reads a brief from JSON and says where it is none."""
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def columns(brief: Brief) -> dict[str, Any]:
    """The columns of `BriefRow` that follow from what the brief says."""
    source = brief.source
    return {
        "day": day_of(brief),
        "status": brief.status,
        "headline_vi": storable(brief.headline.vi),
        "headline_en": storable(brief.headline.en),
        "title": storable(source.title),
        "url": storable(source.url),
        "agency": storable(source.agency),
        "place": storable(source.place),
        "document": dump(brief),
    }


def day_of(brief: Brief) -> date:
    """The day it was published, else the day it tells of, else the day it was made."""
    for written in (brief.source.published, brief.facts.date, brief.provenance.created):
        found = _DAY.match(written)
        try:
            if found:
                return date.fromisoformat(found[0])
        except ValueError:
            continue
    return now().date()


def names_of(brief: Brief) -> dict[tuple[str, str], str]:
    """The names to filter by: (kind, folded) → as written."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in _names(brief):
        key = folded(name)[:_LONGEST_NAME]
        if key.strip():
            found.setdefault((kind, key), storable(name))
    return found


def _names(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "agency", brief.source.agency
    for place in (brief.source.place, brief.facts.where.vi, brief.facts.where.en):
        yield "place", place
    for person in brief.facts.people:
        yield "person", person.name


def indexed(brief: Brief) -> Words:
    """The words that a brief is found by: its own in both languages, and the report's."""
    facts, source = brief.facts, brief.source
    people = [person.role for person in facts.people]
    figures = [figure.what for figure in facts.figures]
    told: list[Bilingual | Point] = [brief.headline, *brief.points, facts.where]
    told += [*people, *facts.organisations, *figures]
    vietnamese, english = [text.vi for text in told], [text.en for text in told]
    names = [person.name for person in facts.people]
    return words_of(
        [source.title, *vietnamese, *english, *names, source.agency, source.place, source.text],
        english,
    )
