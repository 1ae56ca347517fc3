"""What was sent, what is still to be sent and what was given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.webhooks import DeliveryRow, EndpointRow
from service.errors import SongnguError
from service.webhooks.endpoints import stored
from service.webhooks.outbox import TEST, Event, delivery

STATES = ("waiting", "delivered", "dead")


class UnknownDelivery(SongnguError):
    """No delivery has this id, or none any more."""

    code = "unknown-delivery"
    status = 404


@dataclass(frozen=True)
class Delivery:
    """One event for one endpoint."""

    id: str  # also the `webhook-id`, the same for every attempt
    webhook: str  # id of the endpoint, "" where it belongs to a batch
    url: str
    event: str
    state: str
    attempts: int
    status: int | None  # of the last answer
    problem: str  # of the last attempt
    created: datetime
    due: datetime | None  # of the next attempt
    delivered: datetime | None


class Deliveries:
    """All deliveries of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, limit: int, state: str = "", webhook: str = "", after: str = ""
    ) -> list[Delivery]:
        """The newest deliveries, or those that are older than the delivery `after`."""
        wanted = select(DeliveryRow, EndpointRow).join(
            EndpointRow, EndpointRow.number == DeliveryRow.endpoint
        )
        with self._database.session() as session:
            if state:
                wanted = wanted.where(DeliveryRow.state == state)
            if webhook:
                wanted = wanted.where(EndpointRow.number == stored(session, webhook).number)
            if after:
                wanted = wanted.where(DeliveryRow.number < _row(session, after).number)
            rows = session.execute(wanted.order_by(DeliveryRow.number.desc()).limit(limit))
            return [_delivery(row, endpoint) for row, endpoint in rows]

    def find(self, id: str) -> Delivery:
        """One delivery. Raises `UnknownDelivery`."""
        with self._database.session() as session:
            return _with_endpoint(session, _row(session, id))

    def replay(self, id: str) -> Delivery:
        """Send a delivery again, at once and from the first attempt. Raises `UnknownDelivery`."""
        with self._database.session() as session:
            row = _row(session, id)
            _again(row)
            session.flush()
            return _with_endpoint(session, row)

    def replay_dead(self, webhook: str = "") -> int:
        """Send everything again that was given up, of one endpoint or of all; how many."""
        with self._database.session() as session:
            dead = select(DeliveryRow).where(DeliveryRow.state == "dead")
            if webhook:
                dead = dead.where(DeliveryRow.endpoint == stored(session, webhook).number)
            rows: Sequence[DeliveryRow] = session.scalars(dead).all()
            for row in rows:
                _again(row)
            return len(rows)

    def test(self, webhook: str) -> Delivery:
        """Send a test event to an endpoint. Raises `UnknownEndpoint`."""
        with self._database.session() as session:
            endpoint = stored(session, webhook)
            row = delivery(endpoint, Event(TEST, {"webhook": endpoint.id}))
            session.add(row)
            session.flush()
            return _delivery(row, endpoint)


def _again(row: DeliveryRow) -> None:
    row.state, row.attempts, row.due, row.lease = "waiting", 0, now(), None


def _row(session: Session, id: str) -> DeliveryRow:
    row = session.scalar(select(DeliveryRow).where(DeliveryRow.id == id.replace("\0", "")))
    if row is None:
        raise UnknownDelivery("There is no delivery with this id.")
    return row


def _with_endpoint(session: Session, row: DeliveryRow) -> Delivery:
    return _delivery(row, session.get_one(EndpointRow, row.endpoint))


def _delivery(row: DeliveryRow, endpoint: EndpointRow) -> Delivery:
    return Delivery(
        id=row.id,
        webhook="" if endpoint.batch else endpoint.id,
        url=endpoint.url,
        event=row.event,
        state=row.state,
        attempts=row.attempts,
        status=row.status,
        problem=row.problem,
        created=row.created,
        due=row.due if row.state == "waiting" else None,
        delivered=row.delivered,
    )
