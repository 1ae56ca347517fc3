"""The ledger of batches on the command line, and the sentences that they have translated."""

from datetime import datetime

from sqlalchemy import BigInteger, Double, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base

# SQLite numbers rows by itself only where their column is a plain INTEGER.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class LedgerRow(Base):
    """One output and the settings that its articles were done with."""

    __tablename__ = "ledgers"
    __table_args__ = (Index("ix_ledgers_name", "name", "settings", unique=True),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(64))  # digest of where the output lies
    settings: Mapped[str] = mapped_column(String(32))  # digest of errand, models and glossary
    visit: Mapped[int] = mapped_column(default=0)  # how often the input was gone through
    created: Mapped[datetime] = mapped_column(Moment, default=now)


class EntryRow(Base):
    """One article: what is known of it, and its result, written in the same transaction."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        Index("ix_ledger_entries_key", "ledger", "key", unique=True),
        Index("ix_ledger_entries_place", "ledger", "visit", "place"),
        Index("ix_ledger_entries_state", "ledger", "visit", "state"),
    )

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=True)
    ledger: Mapped[int] = mapped_column(ForeignKey("ledgers.number", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(32))  # `Article.key`
    content: Mapped[str] = mapped_column(String(64))  # SHA-256 of the article's content
    visit: Mapped[int]  # when it was last in the input
    place: Mapped[int] = mapped_column(BigInteger)  # in the input of that visit, from 0
    id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))  # waiting, done, failed
    status: Mapped[str] = mapped_column(String(16), default="")  # ok, review
    attempts: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(64), default="")  # of the error
    error: Mapped[str] = mapped_column(Text, default="")
    seconds: Mapped[float] = mapped_column(Double, default=0.0)
    sentences: Mapped[int] = mapped_column(default=0)  # that had to be translated
    reused: Mapped[int] = mapped_column(default=0)  # of those, translated before
    updated: Mapped[datetime] = mapped_column(Moment, default=now)
    body: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # packed JSON


class SentenceRow(Base):
    """A sentence as one translator put it into English."""

    __tablename__ = "ledger_sentences"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    body: Mapped[str] = mapped_column(Text)  # JSON of a Translation
