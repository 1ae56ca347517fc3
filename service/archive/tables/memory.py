"""The translation memory: what editors settled, and a counter that tells when it changed."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class MemoryRow(Base):
    """One sentence with the English that an editor gave it last."""

    __tablename__ = "memory_entries"
    __table_args__ = (Index("ix_memory_entries_revision", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)  # digest of the normalised sentence
    vi: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text, default="")  # where it came from: a brief, a file
    author: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    updated: Mapped[datetime] = mapped_column(Moment, default=now)
    revision: Mapped[int] = mapped_column(default=0)  # of the memory, when it changed last


class MemoryStateRow(Base):
    """One row: counts changes and, among them, deletions; `digest` follows from all changes."""

    __tablename__ = "memory_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    deletions: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
