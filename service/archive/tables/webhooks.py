"""Where events are sent, and each event that is on its way or was."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class EndpointRow(Base):
    """One address that wants events."""

    __tablename__ = "webhook_endpoints"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(16))  # standard, superdesk
    url: Mapped[str] = mapped_column(Text)
    events: Mapped[list[str]] = mapped_column(JSON)  # none: all of them
    review: Mapped[bool]  # whether briefs that an editor must look at are sent too
    description: Mapped[str] = mapped_column(Text)
    enabled: Mapped[bool]
    # The newest first: {"secret", "until"}, where `until` ends an old one, ISO 8601.
    secrets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    batch: Mapped[str] = mapped_column(String(32), index=True)  # of this batch alone; "" for all
    created: Mapped[datetime] = mapped_column(Moment, default=now)


class DeliveryRow(Base):
    """One event for one endpoint. Whoever sends it holds it until `lease` runs out."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_due", "state", "due"),
        Index("ix_webhook_deliveries_endpoint", "endpoint"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(40), unique=True)
    endpoint: Mapped[int] = mapped_column(
        ForeignKey("webhook_endpoints.number", ondelete="CASCADE")
    )
    event: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
    origin: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # the request; see telemetry
    state: Mapped[str] = mapped_column(String(16))  # waiting, delivered, dead
    attempts: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime] = mapped_column(Moment, default=now)
    lease: Mapped[datetime | None] = mapped_column(Moment)
    status: Mapped[int | None]  # of the last answer
    problem: Mapped[str] = mapped_column(Text, default="")  # of the last attempt, a sentence
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    delivered: Mapped[datetime | None] = mapped_column(Moment)
