"""The end of a batch: found by whoever finishes its last article, and told to webhooks."""

from sqlalchemy import CursorResult, Update, select, update
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.tables.batches import BatchRow, ItemRow
from service.jobs.news import tell_of_batch
from service.jobs.progress import counts
from service.jobs.states import OPEN, BatchState


def close_if_done(session: Session, batch: int) -> bool:
    """End a batch none of whose articles is open; True where this call has ended it."""
    # Changes nothing, but two workers that finish the last two articles at once wait here.
    if not changed(session, _open_batch(batch).values(state=BatchRow.state)):
        return False
    if _open(session, batch):
        return False
    session.execute(_open_batch(batch).values(state=_end(session, batch), finished=now()))
    tell_of_batch(session, batch)
    return True


def cancel(session: Session, batch: int) -> bool:
    """End a batch; articles in the hands of a worker are still finished. False if it had ended."""
    if not changed(session, _open_batch(batch).values(state="cancelled", finished=now())):
        return False
    cancel_waiting(session)
    tell_of_batch(session, batch)
    return True


def cancel_waiting(session: Session) -> None:
    """Let nothing wait in batches that were cancelled."""
    cancelled = select(BatchRow.number).where(BatchRow.state == "cancelled")
    session.execute(
        update(ItemRow)
        .where(ItemRow.state == "waiting", ItemRow.batch.in_(cancelled))
        .values(state="cancelled", finished=now())
        .execution_options(synchronize_session=False)
    )


def fail_rest(session: Session, batch: int, code: str, message: str) -> None:
    """Fail every article that waits, for a reason that they all share."""
    session.execute(
        update(ItemRow)
        .where(ItemRow.batch == batch, ItemRow.state == "waiting")
        .values(state="failed", finished=now(), code=code, message=message)
    )
    close_if_done(session, batch)


def changed(session: Session, statement: Update) -> int:
    """How many rows a statement changed."""
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    return done.rowcount


def _open_batch(batch: int) -> Update:
    return update(BatchRow).where(BatchRow.number == batch, BatchRow.state.in_(OPEN))


def _open(session: Session, batch: int) -> bool:
    found = select(ItemRow.number).where(ItemRow.batch == batch, ItemRow.state.in_(OPEN)).limit(1)
    return session.scalar(found) is not None


def _end(session: Session, batch: int) -> BatchState:
    """A batch has failed where nothing at all came of it."""
    return "finished" if counts(session, batch).get("done") else "failed"
