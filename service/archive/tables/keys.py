"""The keys of the API, what was done with each in a month, and the sessions of the page."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.columns import Moment, now
from service.archive.database import Base


class KeyRow(Base):
    """One key. Its secret is nowhere: only what it must hash to."""

    __tablename__ = "api_keys"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    rate: Mapped[int]  # requests a minute; 0: no limit
    quota: Mapped[int] = mapped_column(BigInteger)  # characters a month; 0: no limit
    digest: Mapped[str] = mapped_column(String(64))
    # Of the secret before the last rotation, which is good until then; "" where there is none.
    old_digest: Mapped[str] = mapped_column(String(64), default="")
    old_until: Mapped[datetime | None] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    used: Mapped[datetime | None] = mapped_column(Moment)
    revoked: Mapped[datetime | None] = mapped_column(Moment)


class KeyUsageRow(Base):
    """The characters that one key had worked on in one month, YYYY-MM."""

    __tablename__ = "api_key_usage"

    key: Mapped[int] = mapped_column(
        ForeignKey("api_keys.number", ondelete="CASCADE"), primary_key=True
    )
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    characters: Mapped[int] = mapped_column(BigInteger, default=0)


class SessionRow(Base):
    """One browser that is signed in."""

    __tablename__ = "api_sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # of the cookie
    key: Mapped[str] = mapped_column(String(16))  # id of the key; "" for that of the settings
    proof: Mapped[str] = mapped_column(String(64))  # that the key of the settings is the same
    expires: Mapped[datetime] = mapped_column(Moment, index=True)
