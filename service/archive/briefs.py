"""The store of briefs: each kept once by its id, found by words and filters, and corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.archive import documents
from service.archive.columns import now
from service.archive.corrections import Correction, NothingToCorrect, corrected, text_at
from service.archive.database import Database
from service.archive.fulltext import INDEXES, Index
from service.archive.queries import Page, Query, Row, page_of
from service.archive.tables.briefs import BriefRow, CorrectionRow, NameRow, SourceRow
from service.briefs.brief import Bilingual, Brief
from service.errors import SongnguError

__all__ = ["BriefNotFound", "BriefStore", "Page", "Query", "Row"]

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_BATCH = 200  # briefs read or deleted together


class BriefNotFound(SongnguError):
    """No brief with this id is kept."""

    code = "brief-not-found"
    status = 404


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
            row, text = _found(session, id)
            return documents.load(row.document, text)

    def original(self, id: str) -> Brief:
        """The brief as the machine made it. Raises `BriefNotFound`."""
        with self._database.session() as session:
            row, text = _found(session, id)
            return documents.load(row.original or row.document, text)

    def search(self, query: Query) -> Page:
        """One page of the briefs that `query` asks for. Raises `BadCursor`."""
        with self._database.session() as session:
            return page_of(session, query)

    def export(self, query: Query) -> Iterator[Brief]:
        """Every brief that `query` asks for, from its cursor on; memory holds one page."""
        more: str | None = query.cursor
        while more is not None:
            page = self.search(replace(query, limit=_BATCH, cursor=more))
            yield from self._read([row.id for row in page.rows])
            more = page.next_cursor

    def delete(self, id: str) -> None:
        """Delete a brief with its corrections and, if no other needs it, its report."""
        with self._database.session() as session:
            row = session.execute(
                select(BriefRow.key).where(BriefRow.id == documents.storable(id))
            ).first()
            if row is None:
                raise _absent(id)
            _erase(session, [row.key])

    def prune(self, before: datetime) -> int:
        """Delete every brief kept before a moment; answers how many."""
        count = 0
        while True:
            with self._database.session() as session:
                old = select(BriefRow.key).where(BriefRow.kept < before).limit(_BATCH)
                keys = list(session.scalars(old))
                _erase(session, keys)
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

        The words are checked as the machine's were, and what they replace is kept.
        Raises `BriefNotFound`, `NothingToCorrect`.
        """
        with self._database.session() as session:
            row, text = _locked(session, id)
            brief = documents.load(row.document, text)
            before = text_at(brief, where)
            after = _after(before, vi, en)
            changed = corrected(brief, where, after)
            for language, old, new in _changes(before, after):
                session.add(
                    CorrectionRow(
                        brief_key=row.key, place=where, language=language,
                        before=old, after=new, author=documents.storable(author),
                    )
                )  # fmt: skip
            session.execute(
                update(BriefRow).where(BriefRow.key == row.key).values(documents.columns(changed))
            )
            self._describe(session, row.key, changed)
        return changed

    def corrections(self, id: str) -> tuple[Correction, ...]:
        """What was corrected in a brief, the oldest first. Raises `BriefNotFound`."""
        with self._database.session() as session:
            row, _ = _found(session, id)
            found = session.scalars(
                select(CorrectionRow)
                .where(CorrectionRow.brief_key == row.key)
                .order_by(CorrectionRow.key)
            )
            return tuple(
                Correction(r.place, r.language, r.before, r.after, r.author, r.made) for r in found
            )

    def _read(self, ids: Sequence[str]) -> list[Brief]:
        """The briefs of ids in their order, without those deleted since."""
        with self._database.session() as session:
            rows = session.execute(
                select(BriefRow.id, BriefRow.document, SourceRow.text)
                .join(SourceRow, SourceRow.digest == BriefRow.source_digest)
                .where(BriefRow.id.in_(ids))
            )
            found = {row.id: documents.load(row.document, row.text) for row in rows}
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
        _index(session).write(session, key, documents.indexed(brief))


def _index(session: Session) -> Index:
    return INDEXES[session.get_bind().dialect.name]


def _absent(id: str) -> BriefNotFound:
    return BriefNotFound(f"No brief “{id}” is kept. Search for it, or make it again.")


def _found(session: Session, id: str) -> tuple[Any, str]:
    """The row of a brief and the text of its report."""
    row = session.execute(
        select(BriefRow, SourceRow.text)
        .join(SourceRow, SourceRow.digest == BriefRow.source_digest)
        .where(BriefRow.id == documents.storable(id))
    ).first()
    if row is None:
        raise _absent(id)
    return row[0], row[1]


def _locked(session: Session, id: str) -> tuple[Any, str]:
    """The same, for this transaction alone; the brief keeps its original from now on."""
    original = func.coalesce(BriefRow.original, BriefRow.document)
    session.execute(
        update(BriefRow).where(BriefRow.id == documents.storable(id)).values(original=original)
    )
    return _found(session, id)


def _erase(session: Session, keys: Sequence[int]) -> None:
    """Delete rows with all that hangs on them, and the reports that nothing needs now."""
    if not keys:
        return
    _index(session).erase(session, keys)
    removed = delete(BriefRow).where(BriefRow.key.in_(keys)).returning(BriefRow.source_digest)
    digests = set(session.scalars(removed))
    used = exists().where(BriefRow.source_digest == SourceRow.digest)
    session.execute(delete(SourceRow).where(SourceRow.digest.in_(digests), ~used))


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
