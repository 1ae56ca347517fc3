"""Which worker works on which article: claimed for a while, and free again when that runs out.

Each function is one step within a transaction. The rows decide, not the queue: whatever is lost
or doubled there, an article has one result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, or_, select, update
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.storable import storable
from service.archive.tables.batches import BatchRow, ItemRow
from service.archive.work import Outcome
from service.jobs.ends import cancel_waiting, changed, close_if_done
from service.jobs.news import tell_of_article

MOST_ATTEMPTS = 3  # an article that its worker dies of this often is given up


@dataclass(frozen=True)
class Held:
    """One article in the hands of one worker."""

    number: int  # of the row
    batch: int
    attempt: int
    article: dict[str, Any]  # as `service.jobs.articles` writes it


def claim(session: Session, batch: int, worker: str, seconds: float) -> Held | None:
    """Take the next article of a batch for `seconds`; None where none waits."""
    free = (
        select(ItemRow.number)
        .where(ItemRow.batch == batch, ItemRow.state == "waiting", _due())
        .order_by(ItemRow.place)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = session.execute(
        update(ItemRow)
        .where(ItemRow.number == free, ItemRow.state == "waiting")
        .values(
            state="running",
            worker=worker,
            lease=now() + timedelta(seconds=seconds),
            attempts=ItemRow.attempts + 1,
        )
        .returning(ItemRow.number, ItemRow.attempts, ItemRow.article)
    ).first()
    if taken is None:
        return None
    _begin(session, batch)
    return Held(taken.number, batch, taken.attempts, taken.article)


def finish(session: Session, held: Held, worker: str, outcome: Outcome) -> bool:
    """Keep what came of an article; False where it has been given to another worker meanwhile."""
    kept = changed(
        session,
        _held(held, worker).values(
            state=outcome.state,
            lease=None,
            finished=now(),
            seconds=outcome.seconds,
            code=outcome.code,
            message=storable(outcome.error),
            result={"status": outcome.status, "body": outcome.body} if outcome.body else None,
        ),
    )
    if kept:
        tell_of_article(session, held.number, outcome)
        close_if_done(session, held.batch)
    return bool(kept)


def give_back(session: Session, held: Held, worker: str) -> None:
    """Free an article that was not finished, as if it had never been claimed."""
    session.execute(
        _held(held, worker).values(state="waiting", lease=None, attempts=ItemRow.attempts - 1)
    )


def postpone(session: Session, held: Held, worker: str, seconds: float) -> None:
    """Free an article that cannot be done now, but not before some seconds from now."""
    later = now() + timedelta(seconds=seconds)
    session.execute(_held(held, worker).values(state="waiting", lease=later))


def extend(session: Session, numbers: Sequence[int], worker: str, seconds: float) -> None:
    """Hold on to the articles that `worker` works on."""
    session.execute(
        update(ItemRow)
        .where(ItemRow.number.in_(numbers), ItemRow.state == "running", ItemRow.worker == worker)
        .values(lease=now() + timedelta(seconds=seconds))
    )


def release_expired(session: Session, moment: datetime | None = None) -> int:
    """Free the articles of workers that were not heard of in time; how many there were."""
    late = (ItemRow.state == "running", ItemRow.lease < (moment or now()))
    lost = update(ItemRow).where(*late, ItemRow.attempts >= MOST_ATTEMPTS)
    lost = lost.values(
        state="failed",
        lease=None,
        finished=now(),
        code="worker-lost",
        message=f"Its worker was lost {MOST_ATTEMPTS} times while it worked on this article.",
    )
    given_up = session.scalars(lost.returning(ItemRow.batch)).all()
    for batch in dict.fromkeys(given_up):
        close_if_done(session, batch)
    freed = changed(session, update(ItemRow).where(*late).values(state="waiting", lease=None))
    if freed:
        cancel_waiting(session)
    return len(given_up) + freed


def open_batches(session: Session) -> dict[int, int]:
    """The priority of each batch, by number, that has an article to be taken."""
    waiting = select(ItemRow.number).where(
        ItemRow.batch == BatchRow.number, ItemRow.state == "waiting", _due()
    )
    rows = session.execute(
        select(BatchRow.number, BatchRow.priority)
        .where(BatchRow.state.in_(("waiting", "running")), waiting.exists())
        .order_by(BatchRow.number)
    )
    return {row.number: row.priority for row in rows}


def _due() -> ColumnElement[bool]:
    """Whether an article that waits may be taken: some are to be tried later."""
    return or_(ItemRow.lease.is_(None), ItemRow.lease < now())


def _begin(session: Session, batch: int) -> None:
    session.execute(
        update(BatchRow)
        .where(BatchRow.number == batch, BatchRow.state == "waiting")
        .values(state="running", started=now())
    )


def _held(held: Held, worker: str) -> Update:
    return update(ItemRow).where(
        ItemRow.number == held.number,
        ItemRow.state == "running",
        ItemRow.worker == worker,
        ItemRow.attempts == held.attempt,
    )
