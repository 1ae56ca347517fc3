"""Letting go of batches that ended long ago, with their articles, results and webhooks."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.archive.database import Database
from service.archive.tables.batches import BatchRow, ItemRow
from service.archive.tables.webhooks import DeliveryRow, EndpointRow

_AT_ONCE = 50  # batches of one transaction: a batch may hold ten thousand articles


def prune_batches(database: Database, before: datetime) -> int:
    """Delete every batch that ended before a moment; answers how many.

    Briefs that were kept of it stay in the archive. Raises `DatabaseAway`.
    """
    count = 0
    while True:
        with database.session() as session:
            # Only what has ended has a moment of its end; one that is tried again loses it.
            old = select(BatchRow.number, BatchRow.id).where(BatchRow.finished < before)
            rows = session.execute(old.limit(_AT_ONCE)).all()
            _erase(session, [row.number for row in rows], [row.id for row in rows])
        count += len(rows)
        if len(rows) < _AT_ONCE:
            return count


def _erase(session: Session, numbers: list[int], ids: list[str]) -> None:
    own = select(EndpointRow.number).where(EndpointRow.batch.in_(ids))
    session.execute(delete(DeliveryRow).where(DeliveryRow.endpoint.in_(own)))
    session.execute(delete(EndpointRow).where(EndpointRow.batch.in_(ids)))
    session.execute(delete(ItemRow).where(ItemRow.batch.in_(numbers)))
    session.execute(delete(BatchRow).where(BatchRow.number.in_(numbers)))
