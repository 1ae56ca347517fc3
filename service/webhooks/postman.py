"""Sends what is due, and again later what could not be sent."""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database, DatabaseAway
from service.archive.tables.webhooks import DeliveryRow, EndpointRow
from service.settings import Settings
from service.telemetry.meter import count
from service.telemetry.scope import resumed
from service.telemetry.spans import outgoing, span
from service.webhooks.secrets import in_force
from service.webhooks.sending import Answer, post
from service.webhooks.signing import signed_headers

log = logging.getLogger("songngu.webhooks")

# Seconds from one attempt to the next, those of Standard Webhooks: about three days in all.
SCHEDULE = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
_JITTER = 0.2  # share by which each pause is longer or shorter, so that crowds disperse
_LONGEST_WAIT = 86_400.0  # seconds that a receiver may ask for
_LEASE_SECONDS = 120.0  # for one attempt; then another process may try
_PAUSE_SECONDS = 1.0  # between two looks for what is due
_GONE = 410


@dataclass(frozen=True)
class Letter:
    """One delivery in the hands of a postman."""

    number: int
    id: str
    endpoint: int
    attempt: int
    kind: str
    url: str
    body: str
    secrets: tuple[str, ...]
    origin: Mapping[str, str] = field(default_factory=dict)  # the request that it goes back to


class Postman(threading.Thread):
    """A thread that sends; any number of them may run, in any number of processes."""

    def __init__(
        self,
        database: Database,
        *,
        private: bool,
        timeout: float,
        clock: Callable[[], datetime] = now,
    ) -> None:
        super().__init__(name="songngu-postman", daemon=True)
        self._database = database
        self._private = private
        self._timeout = timeout
        self._clock = clock
        self._stopped = threading.Event()

    @classmethod
    def of(cls, settings: Settings, database: Database) -> "Postman":
        """The postman that the settings ask for."""
        return cls(
            database,
            private=settings.bool("webhook_private"),
            timeout=settings.float("webhook_timeout"),
        )

    def run(self) -> None:
        while not self._stopped.wait(_PAUSE_SECONDS):
            try:
                self.send_due()
            except DatabaseAway as error:
                log.warning("%s", error.message)
            except Exception:
                log.exception("the postman could not send")

    def stop(self) -> None:
        """Send no more."""
        self._stopped.set()

    def send_due(self) -> int:
        """Send everything that is due now; how many attempts that took."""
        count = 0
        while not self._stopped.is_set() and (letter := self._next()):
            with resumed(letter.origin), span("webhook", attempt=letter.attempt):
                self._deliver(letter)
            count += 1
        return count

    def _deliver(self, letter: Letter) -> None:
        answer = self._send(letter)
        count(lambda meter: meter.webhook(answer.taken))
        with self._database.session() as session:
            record(session, letter, answer, self._clock())
        log.info("webhook %s, attempt %d: %s", letter.id, letter.attempt,
                 answer.problem or "taken")  # fmt: skip

    def _next(self) -> Letter | None:
        with self._database.session() as session:
            return claim(session, self._clock())

    def _send(self, letter: Letter) -> Answer:
        headers: Mapping[str, str] = signed_headers(
            letter.kind, letter.id, self._clock(), letter.body, letter.secrets
        )
        headers = {**headers, **outgoing()}
        return post(
            letter.url, letter.body.encode(), headers, timeout=self._timeout, private=self._private
        )


def claim(session: Session, moment: datetime) -> Letter | None:
    """Take the delivery that is due the longest."""
    due = (
        DeliveryRow.state == "waiting",
        DeliveryRow.due <= moment,
        or_(DeliveryRow.lease.is_(None), DeliveryRow.lease < moment),
    )
    first = select(DeliveryRow.number).where(*due).order_by(DeliveryRow.due).limit(1)
    if session.scalar(first) is None:
        return None  # without a write, since this is asked all the time
    taken = session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.number == first.with_for_update(skip_locked=True).scalar_subquery(), *due
        )
        .values(lease=moment + timedelta(seconds=_LEASE_SECONDS), attempts=DeliveryRow.attempts + 1)
        .returning(DeliveryRow)
    ).scalar()
    if taken is None:
        return None
    endpoint = session.get_one(EndpointRow, taken.endpoint)
    return Letter(
        taken.number, taken.id, endpoint.number, taken.attempts, endpoint.kind, endpoint.url,
        taken.body, tuple(in_force(endpoint.secrets)), taken.origin,
    )  # fmt: skip


def record(session: Session, letter: Letter, answer: Answer, moment: datetime) -> None:
    """Keep what came of an attempt, and when the next one is due."""
    row = session.get(DeliveryRow, letter.number)
    if row is None:  # its endpoint was removed meanwhile
        return
    row.lease, row.status, row.problem = None, answer.status or None, answer.problem
    if answer.taken:
        row.state, row.delivered = "delivered", moment
    elif answer.status == _GONE or letter.attempt > len(SCHEDULE):
        row.state = "dead"
    else:
        row.due = moment + pause(letter.attempt, answer.wait)
    if answer.status == _GONE:
        # The receiver has said that it wants nothing any more.
        session.get_one(EndpointRow, letter.endpoint).enabled = False


def pause(attempt: int, asked: float = 0.0) -> timedelta:
    """How long to wait after an attempt, counted from 1; no shorter than the receiver asks."""
    seconds = SCHEDULE[attempt - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)
    return timedelta(seconds=max(seconds, min(asked, _LONGEST_WAIT)))
