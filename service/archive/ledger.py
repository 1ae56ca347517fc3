"""The ledger of a batch: a row for every article, and its result in the same transaction.

A result and the row that says "done" are one UPDATE, so that a kill at any moment leaves either
both or neither: nothing is lost and nothing is done twice. The output is only ever put together
from here, in the order of the input.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import undefer

from service.archive.article import Article
from service.archive.columns import now
from service.archive.database import Database
from service.archive.sentences import insert
from service.archive.storable import storable
from service.archive.tables.ledger import EntryRow, LedgerRow
from service.archive.work import Outcome

_CHUNK = 500  # articles in one transaction while the input is gone through
_PAGE = 100  # results in memory while the output is put together


@dataclass(frozen=True)
class Totals:
    """How a batch stands."""

    states: dict[str, int]  # waiting, done, failed → articles
    review: int  # of those done
    sentences: int  # that had to be translated
    reused: int  # of those, translated before
    errors: list[tuple[str, int, str]]  # code, articles, one of their sentences

    @property
    def articles(self) -> int:
        """All that are in the input, each once."""
        return sum(self.states.values())


class Ledger:
    """The rows of one output under one set of settings."""

    def __init__(self, database: Database, name: str, settings: str) -> None:
        self._database = database
        self._number, self._visit = self._opened(name, settings)

    def register(self, articles: Iterable[Article]) -> int:
        """Give every article of the input a row, in order; return how many came twice.

        Begins a visit: what is not in the input any more stays in the ledger, unseen.
        """
        self._visit += 1
        with self._database.session() as session:
            mine = LedgerRow.number == self._number
            session.execute(update(LedgerRow).where(mine).values(visit=self._visit))
        rest, place = iter(articles), 0
        while chunk := list(islice(rest, _CHUNK)):
            self._insert(place, chunk)
            place += len(chunk)
        return place - self._count()

    def waiting(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys whose articles are still to be done."""
        wanted = (EntryRow.key.in_(keys), EntryRow.state == "waiting")
        with self._database.session() as session:
            return set(session.scalars(select(EntryRow.key).where(*self._here(), *wanted)))

    def all_waiting(self) -> Iterator[str]:
        """The keys of all articles of the input that are still to be done."""
        query = select(EntryRow.key).where(*self._here(), EntryRow.state == "waiting")
        with self._database.session() as session:
            yield from session.scalars(query.execution_options(yield_per=_CHUNK))

    def retry_failed(self) -> int:
        """Let every failed article of the input wait again; return how many."""
        with self._database.session() as session:
            changed = session.execute(
                update(EntryRow)
                .where(*self._here(), EntryRow.state == "failed")
                .values(state="waiting", code="", error="")
            )
            return int(changed.rowcount)  # type: ignore[attr-defined]

    def keep(self, outcome: Outcome, body: bytes) -> None:
        """Write down what became of an article, and its packed result."""
        with self._database.session() as session:
            session.execute(
                update(EntryRow)
                .where(EntryRow.ledger == self._number, EntryRow.key == outcome.key)
                .values(
                    state=outcome.state,
                    status=outcome.status,
                    code=outcome.code,
                    error=storable(outcome.error),
                    seconds=outcome.seconds,
                    sentences=outcome.sentences,
                    reused=outcome.reused,
                    attempts=EntryRow.attempts + 1,
                    updated=now(),
                    body=body,
                )
            )

    def outcomes(self) -> Iterator[Outcome]:
        """What became of every article that is not waiting, in the order of the input."""
        last = -1
        # Page by page: one long read would keep SQLite's log from being emptied.
        while page := self._page(last):
            yield from (_outcome(row) for row in page)
            last = page[-1].place

    def totals(self) -> Totals:
        """How the batch stands now."""
        count = func.count()
        with self._database.session() as session:
            by_state = select(EntryRow.state, count).where(*self._here()).group_by(EntryRow.state)
            states = {row.state: row[1] for row in session.execute(by_state)}
            sums = (func.sum(EntryRow.sentences), func.sum(EntryRow.reused))
            sentences, reused = session.execute(select(*sums).where(*self._here())).one()
            review = select(count).where(*self._here(), EntryRow.status == "review")
            failed = (
                select(EntryRow.code, count, func.min(EntryRow.error))
                .where(*self._here(), EntryRow.state == "failed")
                .group_by(EntryRow.code)
                .order_by(count.desc(), EntryRow.code)
            )
            errors = [(code, number, error) for code, number, error in session.execute(failed)]
            total = session.scalar(review) or 0
        return Totals(states, total, int(sentences or 0), int(reused or 0), errors)

    def _opened(self, name: str, settings: str) -> tuple[int, int]:
        mine = (LedgerRow.name == name, LedgerRow.settings == settings)
        found = select(LedgerRow.number, LedgerRow.visit).where(*mine)
        values = {"name": name, "settings": settings, "visit": 0, "created": now()}
        with self._database.session() as session:
            session.execute(
                insert(self._database, LedgerRow).values(values).on_conflict_do_nothing()
            )
            number, visit = session.execute(found).one()
            return number, visit

    def _insert(self, start: int, chunk: Sequence[Article]) -> None:
        rows: dict[str, dict[str, Any]] = {}
        for place, article in enumerate(chunk, start):
            rows.setdefault(article.key, self._row(place, article))
        new = insert(self._database, EntryRow)
        renewed = {name: new.excluded[name] for name in ("visit", "place", "id", "name")}
        statement = new.on_conflict_do_update(
            index_elements=["ledger", "key"],
            set_=renewed,
            where=EntryRow.visit < new.excluded.visit,  # an article that came before stays there
        )
        with self._database.session() as session:
            session.execute(statement, list(rows.values()))

    def _row(self, place: int, article: Article) -> dict[str, Any]:
        return {
            "ledger": self._number,
            "key": article.key,
            "content": article.digest,
            "visit": self._visit,
            "place": place,
            "id": storable(article.id),
            "name": storable(article.name),
            "state": "waiting",
        }

    def _count(self) -> int:
        with self._database.session() as session:
            return session.scalar(select(func.count()).where(*self._here())) or 0

    def _page(self, last: int) -> Sequence[EntryRow]:
        query = (
            select(EntryRow)
            .where(*self._here(), EntryRow.place > last, EntryRow.state != "waiting")
            .order_by(EntryRow.place)
            .limit(_PAGE)
            .options(undefer(EntryRow.body))
        )
        with self._database.session() as session:
            return session.scalars(query).all()

    def _here(self) -> tuple[ColumnElement[bool], ...]:
        return (EntryRow.ledger == self._number, EntryRow.visit == self._visit)


def pack(body: dict[str, Any]) -> bytes:
    """A result as the ledger keeps it: JSON, compressed."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack(body: bytes | None) -> dict[str, Any]:
    """What was packed."""
    text = zlib.decompress(body).decode("utf-8", "surrogatepass") if body else "{}"
    found: dict[str, Any] = json.loads(text)
    return found


def _outcome(row: EntryRow) -> Outcome:
    return Outcome(
        id=row.id,
        name=row.name,
        key=row.key,
        state="done" if row.state == "done" else "failed",
        status=row.status,
        code=row.code,
        error=row.error,
        seconds=row.seconds,
        sentences=row.sentences,
        reused=row.reused,
        body=unpack(row.body),
    )
