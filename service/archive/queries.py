"""What is asked of the archive, and the page that answers it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from service.archive import cursors, search
from service.archive.cursors import Cursor
from service.archive.fulltext import INDEXES
from service.archive.tables.briefs import BriefRow, Key, NameRow
from service.archive.words import folded
from service.briefs.brief import Bilingual, Status

_NAMES = ("agency", "place", "person")


@dataclass(frozen=True)
class Query:
    """What is sought; an empty field asks for nothing. The newest comes first."""

    text: str = ""  # words, "phrases", beginnings* and -exclusions
    since: date | None = None  # the first day
    until: date | None = None  # the last day
    agency: str = ""  # words of its name, with or without diacritics
    place: str = ""
    person: str = ""
    status: Status | None = None
    limit: int = 50  # rows of a page
    cursor: str = ""  # `Page.next_cursor` of the page before


@dataclass(frozen=True)
class Row:
    """What a list shows of a brief."""

    id: str
    headline: Bilingual
    title: str
    url: str
    agency: str
    place: str
    day: date
    status: Status
    corrected: bool
    kept: datetime


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor of those that follow; None where none do."""

    rows: tuple[Row, ...] = field(default=())
    next_cursor: str | None = None


def page_of(session: Session, query: Query) -> Page:
    """The page that `query` asks for. Raises `BadCursor`."""
    rows = session.execute(statement(query, session.get_bind().dialect.name)).all()
    shown = rows[: query.limit]
    last = shown[-1] if len(rows) > query.limit else None
    more = cursors.write(Cursor(last.rank, last.day, last.key)) if last else None
    return Page(tuple(map(_row, shown)), more)


def statement(query: Query, dialect: str) -> Select[Any]:
    """The query in SQL. It asks for one row too many, which tells whether more follow."""
    sought = search.read(query.text)
    rank = _rank(sought, dialect)
    conditions = [*_dates(query), *_names(query), *_words(query.text, sought, dialect)]
    if query.status:
        conditions.append(BriefRow.status == query.status)
    order: list[ColumnElement[Any]] = [BriefRow.day.desc(), BriefRow.key.desc()]
    if rank is not None:
        order.insert(0, rank.desc())
    if query.cursor:
        conditions.append(_after(cursors.read(query.cursor), rank))
    shown = (literal(0) if rank is None else rank).label("rank")
    asked: Select[Any] = select(*_COLUMNS, shown)
    return asked.where(*conditions).order_by(*order).limit(query.limit + 1)


_COLUMNS: tuple[Any, ...] = (
    BriefRow.key,
    BriefRow.id,
    BriefRow.headline_vi,
    BriefRow.headline_en,
    BriefRow.title,
    BriefRow.url,
    BriefRow.agency,
    BriefRow.place,
    BriefRow.day,
    BriefRow.status,
    BriefRow.kept,
    BriefRow.original.is_not(None).label("corrected"),
)


def _row(found: Any) -> Row:
    headline = Bilingual(found.headline_vi, found.headline_en)
    names = ("id", "title", "url", "agency", "place", "day", "status", "kept")
    fields = {name: getattr(found, name) for name in names}
    return Row(headline=headline, corrected=bool(found.corrected), **fields)


def _after(cursor: Cursor, rank: ColumnElement[int] | None) -> ColumnElement[bool]:
    """What comes after a row: compared as one value, so that an index answers it."""
    place = (literal(cursor.day, Date), literal(cursor.key, Key))
    if rank is None:
        return tuple_(BriefRow.day, BriefRow.key) < tuple_(*place)
    return tuple_(rank, BriefRow.day, BriefRow.key) < tuple_(literal(cursor.rank, Integer), *place)


def _dates(query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.since:
        conditions.append(BriefRow.day >= query.since)
    if query.until:
        conditions.append(BriefRow.day <= query.until)
    return conditions


def _names(query: Query) -> list[ColumnElement[bool]]:
    """Briefs whose names hold these words beside each other."""
    asked = {kind: folded(getattr(query, kind)) for kind in _NAMES}
    return [
        BriefRow.key.in_(
            select(NameRow.brief_key).where(
                and_(NameRow.kind == kind, NameRow.folded.contains(words))
            )
        )
        for kind, words in asked.items()
        if words.strip()
    ]


def _words(text: str, sought: search.Sought, dialect: str) -> list[ColumnElement[bool]]:
    if text.strip() and not (sought.wanted or sought.unwanted):
        return [literal(1) == literal(0)]  # signs alone stand in no brief
    index = INDEXES[dialect]
    conditions: list[ColumnElement[bool]] = []
    if sought.wanted:
        found = index.matching(index.all_of(sought.wanted))
        conditions.append(BriefRow.key.in_(found))
    if sought.unwanted:
        found = index.matching(index.any_of(sought.unwanted))
        conditions.append(BriefRow.key.not_in(found))
    return conditions


def _rank(sought: search.Sought, dialect: str) -> ColumnElement[int] | None:
    """1 where the words stand as they were typed; None where nothing was typed with diacritics."""
    marked = [term for term in sought.wanted if term.marked]
    if not marked:
        return None
    index = INDEXES[dialect]
    exact = index.matching(index.exactly(marked))
    return case((BriefRow.key.in_(exact), 1), else_=0)
