"""The rows of briefs: reading them whole, locking one, and deleting all that hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from service.archive import documents
from service.archive.corrections import Correction
from service.archive.fulltext import INDEXES, Index
from service.archive.tables.briefs import BriefRow, CorrectionRow, SourceRow
from service.briefs.brief import Brief
from service.errors import SongnguError

WHOLE = select(BriefRow, SourceRow.text).join(SourceRow, SourceRow.digest == BriefRow.source_digest)


class BriefNotFound(SongnguError):
    """No brief with this id is kept."""

    code = "brief-not-found"
    status = 404


@dataclass(frozen=True)
class Record:
    """A brief with all that the archive knows of it."""

    brief: Brief
    kept: datetime | None = None  # UTC; None: now
    original: Brief | None = None  # None where nothing was corrected
    corrections: tuple[Correction, ...] = ()


def index_of(session: Session) -> Index:
    """The index of words of this database."""
    return INDEXES[session.get_bind().dialect.name]


def absent(id: str) -> BriefNotFound:
    """The error for an id that is not kept."""
    return BriefNotFound(f"No brief “{id}” is kept. Search for it, or make it again.")


def found(session: Session, id: str) -> tuple[Any, str]:
    """The row of a brief and the text of its report."""
    row = session.execute(WHOLE.where(BriefRow.id == documents.storable(id))).first()
    if row is None:
        raise absent(id)
    return row[0], row[1]


def record(row: BriefRow, text: str, made: tuple[Correction, ...]) -> Record:
    """The record of a row, the text of its report and what was corrected."""
    original = documents.load(row.original, text) if row.original else None
    return Record(documents.load(row.document, text), row.kept, original, made)


def corrections(session: Session, keys: Sequence[int]) -> dict[int, tuple[Correction, ...]]:
    """What was corrected in these briefs, by key, the oldest first."""
    wanted = select(CorrectionRow).where(CorrectionRow.brief_key.in_(keys))
    found: dict[int, tuple[Correction, ...]] = {}
    for row in session.scalars(wanted.order_by(CorrectionRow.key)):
        one = Correction(row.place, row.language, row.before, row.after, row.author, row.made)
        found[row.brief_key] = (*found.get(row.brief_key, ()), one)
    return found


def row_of(key: int, made: Correction) -> CorrectionRow:
    """The row of a correction."""
    return CorrectionRow(
        brief_key=key,
        place=made.where,
        language=made.language,
        before=made.before,
        after=made.after,
        author=documents.storable(made.author),
        made=made.made,
    )


def locked(session: Session, id: str) -> tuple[Any, str]:
    """The same, for this transaction alone; the brief keeps its original from now on."""
    original = func.coalesce(BriefRow.original, BriefRow.document)
    session.execute(
        update(BriefRow).where(BriefRow.id == documents.storable(id)).values(original=original)
    )
    return found(session, id)


def erase(session: Session, keys: Sequence[int]) -> None:
    """Delete rows with all that hangs on them, and the reports that nothing needs now."""
    if not keys:
        return
    index_of(session).erase(session, keys)
    removed = delete(BriefRow).where(BriefRow.key.in_(keys)).returning(BriefRow.source_digest)
    digests = set(session.scalars(removed))
    used = exists().where(BriefRow.source_digest == SourceRow.digest)
    session.execute(delete(SourceRow).where(SourceRow.digest.in_(digests), ~used))
