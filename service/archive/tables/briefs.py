"""The tables of briefs: their sources, what they say, whom they name, what was corrected."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base

# SQLite counts up only what it calls INTEGER.
Key = BigInteger().with_variant(Integer(), "sqlite")


class SourceRow(Base):
    """The text of a report, once however many briefs were made of it."""

    __tablename__ = "sources"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of `text`
    text: Mapped[str] = mapped_column(Text)


class BriefRow(Base):
    """A brief: as it reads now, as the machine made it, and what lists and filters need."""

    __tablename__ = "briefs"
    __table_args__ = (
        Index("ix_briefs_day", "day", "key"),
        Index("ix_briefs_status_day", "status", "day", "key"),
    )

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    source_digest: Mapped[str] = mapped_column(ForeignKey("sources.digest"), index=True)
    day: Mapped[date]  # published, else of the event, else made
    kept: Mapped[datetime] = mapped_column(Moment, index=True)
    status: Mapped[str] = mapped_column(String(8))
    headline_vi: Mapped[str] = mapped_column(Text)
    headline_en: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)  # JSON of the brief, without the report's text
    original: Mapped[str | None] = mapped_column(Text)  # the same before any correction


class NameRow(Base):
    """An agency, a place or a person of a brief, to filter by."""

    __tablename__ = "brief_names"

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    folded: Mapped[str] = mapped_column(String(400), primary_key=True)  # " nguyen van duc "
    brief_key: Mapped[int] = mapped_column(
        Key, ForeignKey("briefs.key", ondelete="CASCADE"), primary_key=True, index=True
    )
    name: Mapped[str] = mapped_column(Text)  # as written


class CorrectionRow(Base):
    """What an editor put in place of one text of a brief."""

    __tablename__ = "corrections"

    key: Mapped[int] = mapped_column(Key, primary_key=True)
    brief_key: Mapped[int] = mapped_column(
        Key, ForeignKey("briefs.key", ondelete="CASCADE"), index=True
    )
    place: Mapped[str] = mapped_column(String(64))  # "headline", "points/0", …
    language: Mapped[str] = mapped_column(String(2))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(Moment, default=now)
