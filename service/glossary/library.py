"""Glossaries that users store, kept in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.glossaries import GlossaryEntryRow, GlossaryRow
from service.errors import SongnguError
from service.glossary.terms import Term, digest_of


class GlossaryNotFound(SongnguError):
    """No glossary is stored under this id."""

    code = "glossary-not-found"
    status = 404


@dataclass(frozen=True)
class StoredGlossary:
    """What is known of a stored glossary beside its terms."""

    id: str  # a UUID
    name: str
    source_lang: str
    target_lang: str
    created: datetime  # UTC
    updated: datetime  # UTC
    entry_count: int
    digest: str  # SHA-256 of the terms


class Library:
    """The stored glossaries of one database. Safe to share by threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        name: str,
        terms: Iterable[Term],
        source_lang: str = "vi",
        target_lang: str = "en",
    ) -> StoredGlossary:
        """Store terms under a new id; names need not differ."""
        kept = tuple(terms)
        with self._database.session() as session:
            row = GlossaryRow(
                id=str(uuid4()),
                name=name,
                source_lang=source_lang,
                target_lang=target_lang,
                entry_count=len(kept),
                digest=digest_of(kept),
            )
            session.add(row)
            session.flush()
            _write(session, row.id, kept)
            return _stored(row)

    def list(self) -> list[StoredGlossary]:
        """All glossaries, the oldest first."""
        with self._database.session() as session:
            order = (GlossaryRow.created, GlossaryRow.id)
            return [_stored(row) for row in session.scalars(select(GlossaryRow).order_by(*order))]

    def get(self, id: str) -> StoredGlossary:
        """One glossary. Raises `GlossaryNotFound`."""
        with self._database.session() as session:
            return _stored(_row(session, id))

    def terms(self, id: str) -> tuple[Term, ...]:
        """The terms of a glossary in their order. Raises `GlossaryNotFound`."""
        with self._database.session() as session:
            row = _row(session, id)
            wanted = select(GlossaryEntryRow).where(GlossaryEntryRow.glossary_id == row.id)
            entries = session.scalars(wanted.order_by(GlossaryEntryRow.position))
            return tuple(_term(entry) for entry in entries)

    def replace(self, id: str, terms: Iterable[Term]) -> StoredGlossary:
        """Put other terms in place of those stored. Raises `GlossaryNotFound`."""
        kept = tuple(terms)
        with self._database.session() as session:
            row = _row(session, id, lock=True)
            session.execute(delete(GlossaryEntryRow).where(GlossaryEntryRow.glossary_id == id))
            _write(session, id, kept)
            row.entry_count, row.digest, row.updated = len(kept), digest_of(kept), now()
            return _stored(row)

    def rename(self, id: str, name: str) -> StoredGlossary:
        """Give a glossary another name. Raises `GlossaryNotFound`."""
        with self._database.session() as session:
            row = _row(session, id, lock=True)
            row.name, row.updated = name, now()
            return _stored(row)

    def delete(self, id: str) -> None:
        """Remove a glossary and its terms. Raises `GlossaryNotFound`."""
        with self._database.session() as session:
            session.delete(_row(session, id, lock=True))


def _row(session: Session, id: str, *, lock: bool = False) -> GlossaryRow:
    row = session.get(GlossaryRow, id, with_for_update=lock)
    if row is None:
        raise GlossaryNotFound(f"No glossary is stored under {id!r}; list them to find its id.")
    return row


def _stored(row: GlossaryRow) -> StoredGlossary:
    return StoredGlossary(
        row.id, row.name, row.source_lang, row.target_lang, row.created, row.updated,
        row.entry_count, row.digest,
    )  # fmt: skip


def _write(session: Session, id: str, terms: Sequence[Term]) -> None:
    rows = [
        {
            "glossary_id": id,
            "position": position,
            "vi": term.vi,
            "en": term.en,
            "kind": term.kind,
            "note": term.note,
            "source": term.source,
            "spellings": list(term.spellings),
            "alternatives": list(term.alternatives),
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
        }
        for position, term in enumerate(terms)
    ]
    if rows:
        session.execute(insert(GlossaryEntryRow), rows)


def _term(row: GlossaryEntryRow) -> Term:
    return Term(
        row.vi, row.en, row.kind, row.note, tuple(row.alternatives), tuple(row.spellings),
        row.source, row.valid_from, row.valid_to,
    )  # fmt: skip
