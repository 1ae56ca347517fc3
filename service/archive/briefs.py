"""The store of briefs: each kept once by its id, found by words and filters, and corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.archive import documents, rows
from service.archive.columns import now
from service.archive.corrections import Correction, NothingToCorrect, corrected, text_at
from service.archive.database import Database
from service.archive.queries import Page, Query, Row, page_of
from service.archive.remembering import pairs
from service.archive.rows import BriefNotFound, Record
from service.archive.tables.briefs import BriefRow, NameRow, SourceRow
from service.briefs.brief import Bilingual, Brief
from service.glossary.memory import StoredMemory

__all__ = ["BriefNotFound", "BriefStore", "Page", "Query", "Record", "Row"]

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_BATCH = 200  # briefs read or deleted together


class BriefStore:
    """The briefs of one database. Safe to share by threads; every call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, brief: Brief, kept: datetime | None = None) -> None:
        """Keep a brief. Putting it again changes nothing that an editor corrected."""
        with self._database.session() as session:
            key = self._insert(session, brief, kept or now())
            if key is not None:
                self._describe(session, key, brief)

    def get(self, id: str) -> Brief:
        """The brief as it reads now, with corrections. Raises `BriefNotFound`."""
        with self._database.session() as session:
            row, text = rows.found(session, id)
            return documents.load(row.document, text)

    def original(self, id: str) -> Brief:
        """The brief as the machine made it. Raises `BriefNotFound`."""
        with self._database.session() as session:
            row, text = rows.found(session, id)
            return documents.load(row.original or row.document, text)

    def search(self, query: Query) -> Page:
        """One page of the briefs that `query` asks for. Raises `BadCursor`."""
        with self._database.session() as session:
            return page_of(session, query)

    def export(self, query: Query) -> Iterator[Brief]:
        """Every brief that `query` asks for, from its cursor on; memory holds one page."""
        return (record.brief for record in self.records(query))

    def records(self, query: Query) -> Iterator[Record]:
        """The same with all that the archive knows of each, as `restore` takes it."""
        more: str | None = query.cursor
        while more is not None:
            page = self.search(replace(query, limit=_BATCH, cursor=more))
            yield from self.whole([row.id for row in page.rows])
            more = page.next_cursor

    def restore(self, record: Record) -> None:
        """Keep what another archive exported; where this one has corrections, those stay."""
        with self._database.session() as session:
            key = self._insert(session, record.brief, record.kept or now())
            if key is None:
                return
            self._describe(session, key, record.brief)
            if record.original is not None:
                made = {"original": documents.dump(record.original)}
                session.execute(update(BriefRow).where(BriefRow.key == key).values(made))
                session.add_all(rows.row_of(key, correction) for correction in record.corrections)

    def delete(self, id: str) -> None:
        """Delete a brief with its corrections and, if no other needs it, its report."""
        with self._database.session() as session:
            row = session.execute(
                select(BriefRow.key).where(BriefRow.id == documents.storable(id))
            ).first()
            if row is None:
                raise rows.absent(id)
            rows.erase(session, [row.key])

    def prune(self, before: datetime) -> int:
        """Delete every brief kept before a moment; answers how many."""
        count = 0
        while True:
            with self._database.session() as session:
                old = select(BriefRow.key).where(BriefRow.kept < before).limit(_BATCH)
                keys = list(session.scalars(old))
                rows.erase(session, keys)
            count += len(keys)
            if len(keys) < _BATCH:
                return count

    def correct(
        self,
        id: str,
        where: str,
        vi: str | None = None,
        en: str | None = None,
        author: str = "",
    ) -> Brief:
        """Put other words at one place of a brief, in one language or both; None leaves one.

        The words are checked as the machine's were, what they replace is kept, and English
        that an editor gave is remembered for the next translation.
        Raises `BriefNotFound`, `NothingToCorrect`.
        """
        with self._database.session() as session:
            row, text = rows.locked(session, id)
            brief = documents.load(row.document, text)
            before = text_at(brief, where)
            after = _after(before, vi, en)
            changed = corrected(brief, where, after)
            session.add_all(
                rows.row_of(row.key, Correction(where, language, old, new, author, now()))
                for language, old, new in _changes(before, after)
            )
            session.execute(
                update(BriefRow).where(BriefRow.key == row.key).values(documents.columns(changed))
            )
            self._describe(session, row.key, changed)
        if en is not None:
            memory = StoredMemory(self._database)
            memory.add_all(pairs(after), origin=f"brief {id}", author=author)
        return changed

    def corrections(self, id: str) -> tuple[Correction, ...]:
        """What was corrected in a brief, the oldest first. Raises `BriefNotFound`."""
        with self._database.session() as session:
            row, _ = rows.found(session, id)
            return rows.corrections(session, [row.key]).get(row.key, ())

    def whole(self, ids: Sequence[str]) -> list[Record]:
        """What is known of the briefs of ids, in their order, without those that are not kept."""
        with self._database.session() as session:
            read = session.execute(rows.WHOLE.where(BriefRow.id.in_(ids))).all()
            made = rows.corrections(session, [row.key for row, _ in read if row.original])
            found = {row.id: rows.record(row, text, made.get(row.key, ())) for row, text in read}
        return [found[id] for id in ids if id in found]

    def _insert(self, session: Session, brief: Brief, kept: datetime) -> int | None:
        """The key of the row that was written; None where a corrected one stands."""
        text = documents.storable(brief.source.text)
        make = _INSERTS[session.get_bind().dialect.name]
        source = make(SourceRow).values(digest=documents.digest(text), text=text)
        # Updating what is there locks it, so that no deletion takes it away meanwhile.
        session.execute(
            source.on_conflict_do_update(
                index_elements=["digest"], set_={"digest": source.excluded.digest}
            )
        )
        columns = documents.columns(brief) | {"source_digest": documents.digest(text)}
        row = make(BriefRow).values(id=brief.id, kept=kept, **columns)
        written = row.on_conflict_do_update(
            index_elements=["id"], set_=columns, where=BriefRow.original.is_(None)
        ).returning(BriefRow.key)
        return session.execute(written).scalar()

    def _describe(self, session: Session, key: int, brief: Brief) -> None:
        """Write what the brief is found by in place of what there was."""
        session.execute(delete(NameRow).where(NameRow.brief_key == key))
        names = documents.names_of(brief)
        if names:
            session.execute(
                insert(NameRow),
                [
                    {"kind": kind, "folded": folded, "brief_key": key, "name": name}
                    for (kind, folded), name in names.items()
                ],
            )
        rows.index_of(session).write(session, key, documents.indexed(brief))


def _after(before: Bilingual, vi: str | None, en: str | None) -> Bilingual:
    """The text after a correction. Raises `NothingToCorrect`."""
    after = Bilingual(_given(vi, before.vi), _given(en, before.en))
    if after == before:
        raise NothingToCorrect("The brief reads so already. Give other words as “vi” or “en”.")
    return after


def _given(words: str | None, before: str) -> str:
    cleaned = before if words is None else " ".join(documents.storable(words).split())
    if not cleaned and before:
        raise NothingToCorrect("A corrected text cannot be empty.")
    return cleaned


def _changes(before: Bilingual, after: Bilingual) -> list[tuple[str, str, str]]:
    sides = (("vi", before.vi, after.vi), ("en", before.en, after.en))
    return [side for side in sides if side[1] != side[2]]
