"""Batches of articles that wait for workers, and each article of them with what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class BatchRow(Base):
    """One batch: what is to be done, and how far it is."""

    __tablename__ = "batches"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(16))  # batch; brief: one report of somebody who waits
    task: Mapped[str] = mapped_column(String(16))
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    priority: Mapped[int]  # the highest goes first
    origin: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # the request; see telemetry
    total: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), index=True)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)  # of the client, idempotency
    digest: Mapped[str] = mapped_column(String(64))  # of what was asked for under that key
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    started: Mapped[datetime | None] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)


class ItemRow(Base):
    """One article of a batch. Whoever works on it holds it until `lease` runs out."""

    __tablename__ = "batch_items"
    __table_args__ = (
        Index("ix_batch_items_place", "batch", "place", unique=True),
        Index("ix_batch_items_state", "batch", "state", "place"),
        Index("ix_batch_items_finished", "batch", "finished"),
        Index("ix_batch_items_lease", "state", "lease"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch: Mapped[int] = mapped_column(ForeignKey("batches.number", ondelete="CASCADE"))
    place: Mapped[int]  # in the input, from 0
    name: Mapped[str] = mapped_column(Text)  # the id the client gave, or the name of the file
    article: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str] = mapped_column(String(64), default="")
    # Until when it is held; of one that waits, until when it is left alone.
    lease: Mapped[datetime | None] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    seconds: Mapped[float] = mapped_column(Double, default=0.0)
    code: Mapped[str] = mapped_column(String(64), default="")  # of the error
    message: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
