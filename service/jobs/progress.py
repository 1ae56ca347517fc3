"""How far a batch is, how fast it goes and how long the rest may take."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.batches import BatchRow, ItemRow
from service.jobs.states import ENDED, ITEM_STATES, OPEN, BatchState

_RECENT = 50  # articles that the rate is taken of, so that it follows what happens


@dataclass(frozen=True)
class Progress:
    """A batch at one moment."""

    id: str
    kind: str  # batch; brief: one report of somebody who waits
    task: str
    state: BatchState
    total: int
    counts: dict[str, int]  # by state of article, every state named
    rate: float | None  # articles per hour; None before there is one
    left: float | None  # seconds that the rest may take; 0.0 where nothing is left
    created: datetime
    started: datetime | None
    finished: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more, except by a new request."""
        return self.state in ENDED and not self.counts["running"]

    @property
    def ready(self) -> int:
        """Articles that something came of, good or bad."""
        return self.counts["done"] + self.counts["failed"]


def progress_of(session: Session, row: BatchRow) -> Progress:
    """The progress of a batch."""
    found = dict.fromkeys(ITEM_STATES, 0) | counts(session, row.number)
    rate = _rate(session, row)
    rest = sum(found[state] for state in OPEN)
    return Progress(
        id=row.id,
        kind=row.kind,
        task=row.task,
        state=cast(BatchState, row.state),
        total=row.total,
        counts=found,
        rate=round(rate, 1) if rate else None,
        left=round(3600 * rest / rate, 1) if rate and rest else (None if rest else 0.0),
        created=row.created,
        started=row.started,
        finished=row.finished,
    )


def counts(session: Session, batch: int) -> dict[str, int]:
    """How many articles of a batch are in each state."""
    rows = session.execute(
        select(ItemRow.state, func.count()).where(ItemRow.batch == batch).group_by(ItemRow.state)
    )
    return {row[0]: row[1] for row in rows}


def _rate(session: Session, row: BatchRow) -> float | None:
    """Articles per hour, of the last ones: a night in which no worker ran is soon forgotten."""
    if row.started is None:
        return None
    worked = (ItemRow.batch == row.number, ItemRow.state.in_(("done", "failed")))
    moments = session.scalars(
        select(ItemRow.finished).where(*worked).order_by(ItemRow.finished.desc()).limit(_RECENT)
    ).all()
    times = [moment for moment in moments if moment is not None]
    if not times:
        return None
    # Of the whole batch where it is short, else from one finished article to another.
    whole = len(times) < _RECENT
    since = row.started if whole else times[-1]
    until = row.finished or max(times[0], now())
    seconds = max((until - since).total_seconds(), 0.001)
    return 3600 * (len(times) if whole else len(times) - 1) / seconds


def open_articles(database: Database) -> dict[str, int]:
    """The articles of all batches that are not finished, by state. Raises `DatabaseAway`."""
    query = (
        select(ItemRow.state, func.count())
        .join(BatchRow, BatchRow.number == ItemRow.batch)
        .where(BatchRow.state.in_(OPEN), ItemRow.state.in_(OPEN))
        .group_by(ItemRow.state)
    )
    with database.session() as session:
        found = {row[0]: row[1] for row in session.execute(query)}
    return dict.fromkeys(OPEN, 0) | found
