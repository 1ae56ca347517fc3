"""The register of what was seen: every step of an article is one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from models.errors import SongnguError
from service.archive import documents
from service.archive.columns import now
from service.archive.database import Database
from service.archive.storable import storable
from service.archive.tables.watching import SeenRow, WatchedRow
from service.briefs.brief import Brief
from service.reading.article import Article
from service.watching.found import Found, Look, key_of, pack, sha256, unpack

_LOOKED = {"failures": 0, "problem": ""}
_OPEN = ("waiting", "made")


@dataclass(frozen=True)
class Task:
    """An article whose brief is to be made, or is made and to be delivered."""

    key: str
    name: str
    attempts: int
    article: Article | None
    brief: Brief | None = None


@dataclass(frozen=True)
class Failure:
    """An article that could not be briefed, and why."""

    name: str
    title: str
    attempts: int
    code: str
    error: str
    when: datetime
    final: bool  # False: it will be tried again


class Register:
    """The state of watching in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def source(self, name: str) -> WatchedRow:
        """What is known of a source; written down when it is first asked for."""
        with self._database.session() as session:
            row = session.get(WatchedRow, source_key(name))
            if row is None:
                row = WatchedRow(key=source_key(name), name=storable(name), etag="", modified="",
                                 failures=0, problem="")  # fmt: skip
                session.add(row)
                session.flush()
            return row

    def is_new(self, name: str) -> bool:
        """Whether a source was never looked at."""
        with self._database.session() as session:
            return session.get(WatchedRow, source_key(name)) is None

    def looked(self, name: str, look: Look, skip: bool = False) -> int:
        """Take in what a look found, all of it or nothing; how many articles are new.

        With `skip` they are remembered, but not to be briefed.
        """
        with self._database.session() as session:
            new = [one for one in look.found if self._enter(session, name, one, skip)]
            session.execute(
                update(WatchedRow)
                .where(WatchedRow.key == source_key(name))
                .values(**_LOOKED, etag=look.etag, modified=look.modified, looked=now())
            )
            return len(new)

    def look_failed(self, name: str, problem: str) -> int:
        """Write down that a source could not be looked at; how often in a row."""
        with self._database.session() as session:
            row = session.get_one(WatchedRow, source_key(name))
            row.failures, row.problem, row.looked = row.failures + 1, storable(problem), now()
            return row.failures

    def due(self, name: str, at: datetime, limit: int = 100) -> list[Task]:
        """Articles of a source to go on with: made but not delivered ones first."""
        query = (
            select(SeenRow)
            .where(SeenRow.source == source_key(name), SeenRow.state.in_(_OPEN))
            .where(SeenRow.due <= at)
            .order_by(SeenRow.state, SeenRow.due, SeenRow.key)
            .options(undefer(SeenRow.article), undefer(SeenRow.brief))
            .limit(limit)
        )
        with self._database.session() as session:
            return [_task(row) for row in session.scalars(query)]

    def is_told(self, text_digest: str, but: str) -> bool:
        """Whether the same report was already briefed, from whichever source."""
        query = select(SeenRow.key).where(SeenRow.text_digest == text_digest, SeenRow.key != but)
        with self._database.session() as session:
            return session.scalars(query.limit(1)).first() is not None

    def made(self, key: str, brief: Brief) -> None:
        """Keep a brief until it is delivered; from here on it is never made again."""
        document = documents.adapter().dump_json(brief).decode()
        self._set(key, state="made", brief=storable(document), article=None, brief_id=brief.id,
                  text_digest=brief.source.sha256, due=now(), code="", error="")  # fmt: skip

    def delivered(self, key: str) -> None:
        """The brief is where it belongs."""
        self._set(key, state="done", brief=None, code="", error="")

    def same(self, key: str, text_digest: str) -> None:
        """The report is one that was briefed before."""
        self._set(key, state="same", article=None, text_digest=text_digest)

    def failed(self, task: Task, error: SongnguError, again: timedelta | None) -> None:
        """Keep why an article failed; `again` is how long to wait, None where it is of no use."""
        self._set(
            task.key,
            state="failed" if again is None else "waiting",
            attempts=task.attempts + 1,
            due=now() + (again or timedelta()),
            code=error.code,
            error=storable(error.message),
        )

    def undelivered(self, task: Task, error: SongnguError, again: timedelta) -> None:
        """Keep why a brief that is made could not be delivered; it is kept until it can."""
        told = {"code": error.code, "error": storable(error.message)}
        self._set(task.key, attempts=task.attempts + 1, due=now() + again, **told)

    def failures(self) -> list[Failure]:
        """Every article that failed and was not briefed since, the last one first."""
        query = select(SeenRow).where(SeenRow.error != "").order_by(SeenRow.updated.desc())
        with self._database.session() as session:
            return [_failure(row) for row in session.scalars(query)]

    def retry_failed(self) -> int:
        """Let every article that failed for good wait again; how many there are."""
        query = (
            update(SeenRow)
            .where(SeenRow.state == "failed", SeenRow.article.is_not(None))
            .values(state="waiting", attempts=0, due=now())
        )
        with self._database.session() as session:
            return int(session.connection().execute(query).rowcount)

    def _set(self, key: str, **values: object) -> None:
        with self._database.session() as session:
            query = update(SeenRow).where(SeenRow.key == key)
            session.execute(query.values(**values, updated=now()))

    def _enter(self, session: Session, source: str, found: Found, skip: bool) -> bool:
        """Write an article down unless it was seen, by its id or by its words."""
        key = key_of(source, found.article.id)
        same = select(SeenRow.key).where((SeenRow.key == key) | (SeenRow.digest == found.digest))
        if session.scalars(same.limit(1)).first() is not None:
            return False
        state = "failed" if found.problem else "skipped" if skip else "waiting"
        row = SeenRow(
            key=key,
            source=source_key(source),
            digest=found.digest,
            name=storable(found.name),
            title=storable(found.article.title),
            state=state,
            attempts=int(bool(found.problem)),
            code=found.code,
            error=storable(found.problem),
            article=pack(found.article) if state == "waiting" else None,
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # a watcher of another source was quicker
            return False
        return state == "waiting"


def source_key(name: str) -> str:
    """The key of a source."""
    return sha256(name)[:32]


def _task(row: SeenRow) -> Task:
    article = unpack(row.article) if row.article else None
    brief = documents.adapter().validate_json(row.brief) if row.brief else None
    return Task(row.key, row.name, row.attempts, article, brief)


def _failure(row: SeenRow) -> Failure:
    final = row.state == "failed"
    return Failure(row.name, row.title, row.attempts, row.code, row.error, row.updated, final)
