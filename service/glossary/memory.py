"""The translation memory in the database: pairs that editors settled, and where they came from."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database, open_database
from service.archive.tables.memory import MemoryRow, MemoryStateRow
from service.errors import BadRequest, SongnguError
from service.glossary.resources import EMPTY, Suggestion
from service.glossary.similar import SimilarIndex
from service.glossary.syllables import plain_form

_BATCH = 500  # pairs written by one statement


class MemoryNotFound(SongnguError):
    """The memory has no pair with this number."""

    code = "memory-not-found"
    status = 404


@dataclass(frozen=True)
class Remembered:
    """One settled pair: what, from where, by whom and when."""

    id: int
    vi: str
    en: str
    origin: str
    author: str
    created: datetime  # UTC
    updated: datetime  # UTC


@dataclass(frozen=True)
class Pair:
    """A sentence and its English, on their way into the memory."""

    vi: str
    en: str
    origin: str = ""  # its own, where not all of one call come from one place
    author: str = ""


class StoredMemory:
    """The memory of one database. Safe to share by threads and, for one database, cheap to make."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index = _INDEXES.setdefault(database, _Index())

    def __reduce__(self) -> tuple[Callable[[str], "StoredMemory"], tuple[str]]:
        return _reopened, (self._database.url,)  # in another process, over its own connections

    @property
    def revision(self) -> str:
        """Count and digest of all changes so far."""
        with self._database.session() as session:
            state = session.get_one(MemoryStateRow, 1)
            return f"{state.revision}.{state.digest[:8]}" if state.revision else EMPTY

    def exact(self, vi: str) -> str | None:
        """The English of this very sentence; None where unknown."""
        with self._database.session() as session:
            return session.scalar(select(MemoryRow.en).where(MemoryRow.key == key_of(vi)))

    def similar(self, vi: str, limit: int = 5, least: int = 70) -> list[Suggestion]:
        """At most `limit` pairs with a score of `least` (0 to 100) or more, the best first."""
        with self._database.session() as session:
            found = self._index.search(session, vi, limit, least)
            wanted = select(MemoryRow).where(MemoryRow.id.in_([number for number, _ in found]))
            rows = {row.id: row for row in session.scalars(wanted)} if found else {}
        return [_suggestion(rows[id], score) for id, score in found if id in rows]

    def add(self, vi: str, en: str, origin: str = "", author: str = "") -> Remembered:
        """Remember a pair; a sentence that is known gets the new English.

        Raises `BadRequest` where a side is empty.
        """
        if not vi.strip() or not en.strip():
            raise BadRequest("A pair needs a Vietnamese and an English side.")
        with self._database.session() as session:
            _write(session, [Pair(vi.strip(), en.strip())], origin, author)
            return _told(session.scalars(_with_key(key_of(vi))).one())

    def add_all(self, pairs: Iterable[Pair], origin: str = "", author: str = "") -> int:
        """Remember many pairs, all or none, the later of two for one sentence; how many came."""
        kept = {key_of(pair.vi): pair for pair in pairs if pair.vi.strip() and pair.en.strip()}
        rest = iter(kept.values())
        with self._database.session() as session:
            while batch := list(islice(rest, _BATCH)):
                _write(session, batch, origin, author)
        return len(kept)

    def get(self, id: int) -> Remembered:
        """One pair. Raises `MemoryNotFound`."""
        with self._database.session() as session:
            row = session.get(MemoryRow, id)
            if row is None:
                raise _missing(id)
            return _told(row)

    def list(self, limit: int = 50, before: int | None = None) -> list[Remembered]:
        """At most `limit` pairs, the newest first; `before` is the id the last page ended with."""
        wanted = select(MemoryRow).order_by(MemoryRow.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(MemoryRow.id < before)
        with self._database.session() as session:
            return [_told(row) for row in session.scalars(wanted)]

    def all(self) -> Iterator[Remembered]:
        """Every pair, the newest first, read page by page."""
        page = self.list(_BATCH)
        while page:
            yield from page
            page = self.list(_BATCH, page[-1].id)

    def count(self) -> int:
        """How many pairs there are."""
        with self._database.session() as session:
            return session.scalar(select(func.count()).select_from(MemoryRow)) or 0

    def delete(self, id: int) -> None:
        """Forget a pair. Raises `MemoryNotFound`."""
        with self._database.session() as session:
            _advance(session, f"-{id}", deletions=1)
            gone = session.scalars(
                delete(MemoryRow).where(MemoryRow.id == id).returning(MemoryRow.id)
            )
            if gone.first() is None:
                raise _missing(id)


def _reopened(url: str) -> StoredMemory:
    return StoredMemory(open_database(url))


class _Index:
    """The similar sentences of one database, brought up to date before each search."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision = self._deletions = 0
        self._sentences = SimilarIndex()

    def search(self, session: Session, vi: str, limit: int, least: int) -> list[tuple[int, int]]:
        with self._lock:
            self._refresh(session)
            return self._sentences.search(vi, limit, least)

    def _refresh(self, session: Session) -> None:
        state = session.get_one(MemoryStateRow, 1)
        if state.revision == self._revision:
            return
        columns = (MemoryRow.id, MemoryRow.vi)
        new = select(*columns).where(MemoryRow.revision > self._revision).order_by(MemoryRow.id)
        for id, text in session.execute(new):
            self._sentences.add(id, text)
        if state.deletions != self._deletions:
            self._sentences.keep(session.scalars(select(MemoryRow.id)))
        self._revision, self._deletions = state.revision, state.deletions


_INDEXES: WeakKeyDictionary[Database, _Index] = WeakKeyDictionary()


def key_of(vi: str) -> str:
    """The digest under which a sentence is known, whatever its spacing and tone placement."""
    return hashlib.sha256(plain_form(vi).encode()).hexdigest()


def _write(session: Session, pairs: Sequence[Pair], origin: str, author: str) -> None:
    """Insert or change; every row gets the revision that this makes."""
    keys = [key_of(pair.vi) for pair in pairs]
    revision = _advance(session, "".join(f"+{k}{p.en}" for k, p in zip(keys, pairs, strict=True)))
    known = {row.key: row for row in session.scalars(_with_key(*keys))}
    moment = now()
    for key, pair in zip(keys, pairs, strict=True):
        row = known.get(key)
        if row is None:
            row = MemoryRow(key=key, created=moment)
            session.add(row)
        row.vi, row.en = pair.vi, pair.en
        row.origin, row.author = pair.origin or origin, pair.author or author
        row.updated, row.revision = moment, revision
    session.flush()


def _advance(session: Session, change: str, deletions: int = 0) -> int:
    """Count a change; from here to the end of the transaction other writers wait."""
    more = {"revision": MemoryStateRow.revision + 1}
    more["deletions"] = MemoryStateRow.deletions + deletions
    session.execute(update(MemoryStateRow).where(MemoryStateRow.id == 1).values(**more))
    state = session.get_one(MemoryStateRow, 1, populate_existing=True)
    state.digest = hashlib.sha256(f"{state.digest}{change}".encode()).hexdigest()
    return state.revision


def _with_key(*keys: str) -> Select[MemoryRow]:
    return select(MemoryRow).where(MemoryRow.key.in_(keys))


def _told(row: MemoryRow) -> Remembered:
    return Remembered(
        row.id, row.vi, row.en, row.origin, row.author, row.created, row.updated
    )  # fmt: skip


def _suggestion(row: MemoryRow, score: int) -> Suggestion:
    when = row.updated.isoformat(timespec="seconds")
    return Suggestion(row.vi, row.en, score, when, row.origin)


def _missing(id: int) -> MemoryNotFound:
    return MemoryNotFound(f"The memory has no pair {id}; list the pairs to find its number.")
