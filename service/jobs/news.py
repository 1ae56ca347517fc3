"""What webhooks are told of batches and their articles."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.tables.batches import BatchRow, ItemRow
from service.archive.work import Outcome
from service.jobs.progress import progress_of
from service.webhooks import outbox
from service.webhooks.outbox import Event


def tell_of_batch(session: Session, number: int) -> None:
    """Say how a batch ended."""
    row = session.scalar(
        select(BatchRow).where(BatchRow.number == number).execution_options(populate_existing=True)
    )
    # Who waits for one report hears of the report.
    if row is None or row.kind != "batch":
        return
    found = progress_of(session, row)
    data = {
        "batch": found.id,
        "task": found.task,
        "state": found.state,
        "total": found.total,
        "counts": found.counts,
        "results": f"/v1/batches/{found.id}/results",
    }
    outbox.put(session, Event(f"batch.{row.state}", data, row.id))


def tell_of_article(session: Session, number: int, outcome: Outcome) -> None:
    """Say that a brief was made, or could not be, where anybody wants to know."""
    type = "brief.finished" if outcome.state == "done" else "brief.failed"
    if not outbox.wanted(session, type):
        return
    item, batch = session.execute(
        select(ItemRow, BatchRow).join(BatchRow, BatchRow.number == ItemRow.batch)
        .where(ItemRow.number == number)
    ).one()  # fmt: skip
    if batch.task == "brief":
        data = {
            "batch": batch.id,
            "place": item.place,
            "article": item.name,
            "results": f"/v1/batches/{batch.id}/results?after={item.place - 1}",
            **_of_brief(outcome),
        }
        outbox.put(session, Event(type, data, batch.id, outcome.body))


def _of_brief(outcome: Outcome) -> dict[str, Any]:
    if outcome.state != "done":
        return {"code": outcome.code, "detail": outcome.error}
    told = outcome.body
    return {"brief": told["id"], "status": outcome.status, "headline": told["headline"]}
