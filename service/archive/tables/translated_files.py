"""Files that are translated in the background, and the characters translated each month."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class TranslatedFileRow(Base):
    """One file: as it came, until it is done; then as it is in English, until it is fetched.

    Whoever works on it holds it until `lease` runs out.
    """

    __tablename__ = "translated_files"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))  # digest of the secret that its owner has
    name: Mapped[str] = mapped_column(Text)
    glossaries: Mapped[list[Any]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(16))
    lease: Mapped[datetime | None] = mapped_column(Moment)
    worker: Mapped[str] = mapped_column(String(32), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    characters: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the source, later of the result
    created: Mapped[datetime] = mapped_column(Moment, default=now)


class UsageRow(Base):
    """The characters that were translated in one month, YYYY-MM."""

    __tablename__ = "usage_months"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    characters: Mapped[int] = mapped_column(BigInteger, default=0)
