"""The tables of the watcher: what it looks at, and every article that it ever saw there."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class WatchedRow(Base):
    """A feed or folder, and how it answered the last time."""

    __tablename__ = "watched_sources"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # digest of `name`
    name: Mapped[str] = mapped_column(Text)  # address, or absolute path
    etag: Mapped[str] = mapped_column(Text, default="")
    modified: Mapped[str] = mapped_column(Text, default="")  # Last-Modified
    looked: Mapped[datetime] = mapped_column(Moment, default=now)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    problem: Mapped[str] = mapped_column(Text, default="")  # of the last look


class SeenRow(Base):
    """One article. Its row outlives it, so that it is never briefed again."""

    __tablename__ = "watched_articles"
    __table_args__ = (
        Index("ix_watched_articles_digest", "digest"),
        Index("ix_watched_articles_text", "text_digest"),
        Index("ix_watched_articles_due", "source", "state", "due"),
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # digest of its id and source
    source: Mapped[str] = mapped_column(String(32))  # key of the source that showed it first
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of what was found
    text_digest: Mapped[str] = mapped_column(String(64), default="")  # SHA-256 of the report
    name: Mapped[str] = mapped_column(Text)  # id, address or path, for people
    title: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(8))  # waiting, made, done, same, skipped, failed
    attempts: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime] = mapped_column(Moment, default=now)
    code: Mapped[str] = mapped_column(String(64), default="")  # of the error
    error: Mapped[str] = mapped_column(Text, default="")
    brief_id: Mapped[str] = mapped_column(String(64), default="")
    updated: Mapped[datetime] = mapped_column(Moment, default=now)
    article: Mapped[str | None] = deferred(mapped_column(Text))  # JSON, until it is made
    brief: Mapped[str | None] = deferred(mapped_column(Text))  # JSON, until it is delivered
