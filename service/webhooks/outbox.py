"""Events on their way: rows written in the transaction in which the thing happened."""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.tables.webhooks import DeliveryRow, EndpointRow
from service.telemetry.scope import carried

TEST = "webhook.test"


@dataclass(frozen=True)
class Event:
    """Something that happened. `brief` is the whole brief, for receivers that print it."""

    type: str
    data: Mapping[str, Any]
    batch: str = ""  # id of the batch that it is about
    brief: Mapping[str, Any] = field(default_factory=dict)

    @property
    def review(self) -> bool:
        """Whether it is of a brief that an editor must look at."""
        return self.brief.get("status") == "review"


def put(session: Session, event: Event) -> int:
    """Write a delivery for every endpoint that wants the event; how many there were."""
    count = 0
    for endpoint in _wanting(session, event):
        session.add(delivery(endpoint, event))
        count += 1
    return count


def wanted(session: Session, event: str) -> bool:
    """Whether anybody wants events of this type, so that none need be written for nobody."""
    rows = select(EndpointRow.events).where(EndpointRow.enabled)
    return any(not events or event in events for events in session.scalars(rows))


def delivery(endpoint: EndpointRow, event: Event) -> DeliveryRow:
    """The delivery of an event to an endpoint, due at once."""
    id = f"msg_{secrets.token_hex(12)}"
    return DeliveryRow(
        id=id,
        endpoint=endpoint.number,
        event=event.type,
        body=_BODIES[endpoint.kind](id, event),
        state="waiting",
        origin=carried(),
        due=now(),
    )


def _wanting(session: Session, event: Event) -> Iterator[EndpointRow]:
    rows = select(EndpointRow).where(
        EndpointRow.enabled, EndpointRow.batch.in_(("", event.batch) if event.batch else ("",))
    )
    for row in session.scalars(rows):
        if (not row.events or event.type in row.events) and (row.review or not event.review):
            yield row


def _standard(id: str, event: Event) -> str:
    moment = now().isoformat(timespec="seconds").replace("+00:00", "Z")
    return _json({"type": event.type, "timestamp": moment, "data": event.data})


def _superdesk(id: str, event: Event) -> str:
    """The brief as Newsroom takes it; a test is an item that is not to be shown."""
    if event.type == TEST:
        told = {"guid": f"urn:songngu:test:{id}", "type": "text", "pubstatus": "canceled"}
        return _json(told | {"headline": "Songngu test"})
    from pydantic import TypeAdapter

    from service.briefs.brief import Brief
    from service.formats import ninjs1

    return ninjs1.write(TypeAdapter(Brief).validate_python(event.brief))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_BODIES = {"standard": _standard, "superdesk": _superdesk}
