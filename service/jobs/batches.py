"""Batches in the database: taken in once, looked at, paged through, cancelled."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.archive.database import Database, DatabaseAway
from service.archive.storable import storable
from service.archive.tables.batches import BatchRow, ItemRow
from service.archive.work import Task
from service.errors import BadRequest, SongnguError
from service.jobs import ends
from service.jobs.progress import Progress, counts, progress_of
from service.jobs.states import OPEN
from service.telemetry.scope import carried
from service.webhooks.endpoints import Endpoint, add_for_batch, endpoint_of_batch

# A waiting editor goes before the archive.
PRIORITY = {"batch": 0, "brief": 100}
_ROWS = 500  # written or read at a time


class UnknownBatch(SongnguError):
    """No batch has this id, or none any more."""

    code = "unknown-batch"
    status = 404


class KeyReused(SongnguError):
    """The `Idempotency-Key` came before with another request; `extra["batch"]` is what it made."""

    code = "idempotency-key-reused"
    status = 422


class EmptyBatch(BadRequest):
    """There is no article to be worked on."""

    code = "empty-batch"
    status = 422


@dataclass(frozen=True)
class Order:
    """What is to be done. `articles` are as `service.jobs.articles` packs them."""

    task: Task
    options: dict[str, Any]
    articles: Sequence[dict[str, Any]]
    kind: str = "batch"  # or brief
    key: str | None = None  # of the client: the same key asks for the same batch
    webhook: str = ""  # address to tell of the end

    @property
    def digest(self) -> str:
        """The same for the same order."""
        whole = [self.task, self.options, self.kind, self.webhook, list(self.articles)]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Taken:
    """A batch that was taken in, now or by an earlier request with the same key."""

    progress: Progress
    number: int  # what its tickets say
    endpoint: Endpoint | None = None  # of the webhook that the order named
    again: bool = False


class Batches:
    """All batches of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, order: Order) -> Taken:
        """Keep an order until it is done. Raises `KeyReused`."""
        if earlier := self._earlier(order):
            return earlier
        try:
            with self._database.session() as session:
                return _added(session, order)
        except DatabaseAway as error:
            if not isinstance(error.__cause__, IntegrityError) or order.key is None:
                raise
        # Another request with this key was faster by a moment.
        earlier = self._earlier(order)
        assert earlier is not None
        return earlier

    def find(self, id: str) -> Progress:
        """How far a batch is. Raises `UnknownBatch`."""
        with self._database.session() as session:
            return progress_of(session, _row(session, id))

    def page(self, limit: int, after: str = "") -> list[Progress]:
        """The newest batches, or those that are older than the batch `after`."""
        with self._database.session() as session:
            rows = select(BatchRow).order_by(BatchRow.number.desc()).limit(limit)
            if after:
                rows = rows.where(BatchRow.number < _row(session, after).number)
            return [progress_of(session, row) for row in session.scalars(rows).all()]

    def results(self, id: str, after: int = -1) -> Iterator[ItemRow]:
        """The articles behind the place `after`, in order, up to the first that is not finished."""
        with self._database.session() as session:
            batch = _row(session, id).number
        while True:
            rows = self._items(batch, after)
            for row in rows:
                if row.state in OPEN:
                    return
                yield row
            if len(rows) < _ROWS:
                return
            after = rows[-1].place

    def cancel(self, id: str) -> Progress:
        """End a batch; one that has ended stays as it is. Raises `UnknownBatch`."""
        with self._database.session() as session:
            row = _row(session, id)
            ends.cancel(session, row.number)
            session.refresh(row)
            return progress_of(session, row)

    def retry(self, id: str) -> tuple[int, Progress]:
        """Let what failed or was cancelled be done again; the number for its ticket beside it.

        Raises `UnknownBatch`.
        """
        with self._database.session() as session:
            row = _row(session, id)
            again = ("failed", "cancelled")
            if row.state not in OPEN and counts(session, row.number).keys() & set(again):
                session.execute(
                    update(ItemRow)
                    .where(ItemRow.batch == row.number, ItemRow.state.in_(again))
                    .values(
                        state="waiting", attempts=0, lease=None, code="", message="", finished=None
                    )
                )
                row.state, row.finished = "waiting", None
                session.flush()
            return row.number, progress_of(session, row)

    def _items(self, batch: int, after: int) -> Sequence[ItemRow]:
        with self._database.session() as session:
            rows = select(ItemRow).where(ItemRow.batch == batch, ItemRow.place > after)
            return session.scalars(rows.order_by(ItemRow.place).limit(_ROWS)).all()

    def _earlier(self, order: Order) -> Taken | None:
        if order.key is None:
            return None
        with self._database.session() as session:
            row = session.scalar(select(BatchRow).where(BatchRow.key == order.key))
            if row is None:
                return None
            if row.digest != order.digest:
                raise KeyReused(
                    "This Idempotency-Key came before with another request. Use a new key.",
                    batch=row.id,
                )
            return Taken(
                progress_of(session, row),
                row.number,
                endpoint_of_batch(session, row.id),
                again=True,
            )


def _added(session: Session, order: Order) -> Taken:
    if not order.articles:
        raise EmptyBatch("There is no article in the batch.")
    row = BatchRow(
        id=secrets.token_hex(12),
        kind=order.kind,
        task=order.task,
        options=order.options,
        priority=PRIORITY[order.kind],
        total=len(order.articles),
        state="waiting",
        origin=carried(),
        key=order.key,
        digest=order.digest,
    )
    session.add(row)
    session.flush()
    for start in range(0, row.total, _ROWS):
        rows = enumerate(order.articles[start : start + _ROWS], start)
        session.execute(insert(ItemRow), [_item(row.number, *one) for one in rows])
    endpoint = add_for_batch(session, row.id, order.webhook) if order.webhook else None
    return Taken(progress_of(session, row), row.number, endpoint)


def _item(batch: int, place: int, article: dict[str, Any]) -> dict[str, Any]:
    name = str(article.get("id") or article.get("name") or place)
    return {
        "batch": batch,
        "place": place,
        "name": storable(name),
        "article": article,
        "state": "waiting",
    }


def _row(session: Session, id: str) -> BatchRow:
    row = session.scalar(select(BatchRow).where(BatchRow.id == storable(id)))
    if row is None:
        raise UnknownBatch("There is no batch with this id. GET /v1/batches lists those there are.")
    return row
