"""The keys of a database: made, listed, rotated, revoked and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database, DatabaseAway
from service.archive.tables.keys import KeyRow
from service.auth.errors import BadKey, UnknownKey, WrongKey
from service.auth.scopes import checked
from service.auth.tokens import Token, new_token

_LONGEST_NAME = 200
_MOST = 2**31 - 1  # what every database holds in a column of integers
_BETWEEN_NOTES = timedelta(minutes=1)  # a request that only reads should seldom write


@dataclass(frozen=True)
class Key:
    """One key as it is kept, without its secret."""

    number: int
    id: str
    name: str
    scopes: tuple[str, ...]
    rate: int  # requests a minute; 0: no limit
    quota: int  # characters a month; 0: no limit
    expires: datetime | None
    created: datetime
    used: datetime | None
    revoked: datetime | None
    old_until: datetime | None  # until when the secret before the last rotation is good

    @property
    def state(self) -> str:
        """Whether it can be used: active, expired or revoked."""
        if self.revoked:
            return "revoked"
        return "expired" if self.expires and self.expires <= now() else "active"


@dataclass(frozen=True)
class Wish:
    """What a new key is to be like."""

    name: str
    scopes: Sequence[str]
    rate: int = 0
    quota: int = 0
    days: float = 0.0  # until it expires; 0: never


class Keys:
    """All keys of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, wish: Wish) -> tuple[Key, Token]:
        """Make a key; its token is told here and never again. Raises `BadKey`."""
        token, name = new_token(), " ".join(wish.name.split())
        if not 0 < len(name) <= _LONGEST_NAME:
            raise BadKey(f"A key needs a name of at most {_LONGEST_NAME} characters.")
        if not 0 <= wish.rate <= _MOST or wish.quota < 0:
            raise BadKey("The rate and the quota of a key are 0 or more.")
        row = KeyRow(
            id=token.id,
            name=name,
            scopes=list(checked(wish.scopes)),
            rate=wish.rate,
            quota=wish.quota,
            digest=token.digest,
            expires=now() + timedelta(days=wish.days) if wish.days else None,
        )
        with self._database.session() as session:
            session.add(row)
            session.flush()
            return key_of(row), token

    def all(self) -> list[Key]:
        """Every key, the oldest first."""
        with self._database.session() as session:
            rows = session.scalars(select(KeyRow).order_by(KeyRow.number))
            return [key_of(row) for row in rows]

    def rotate(self, id: str, hours: float) -> tuple[Key, Token]:
        """Give a key a new secret; the old one is good for some hours more.

        Raises `UnknownKey`, or `WrongKey` for one that can no longer be used.
        """
        with self._database.session() as session:
            row = _stored(session, id)
            _check(key_of(row))
            token = new_token(row.id)
            row.old_digest, row.digest = row.digest, token.digest
            row.old_until = now() + timedelta(hours=hours)
            return key_of(row), token

    def revoke(self, id: str) -> Key:
        """End a key for good, whatever secret it has. Raises `UnknownKey`."""
        with self._database.session() as session:
            row = _stored(session, id)
            row.revoked = row.revoked or now()
            return key_of(row)

    def authenticate(self, token: Token) -> Key:
        """The key of a token. Raises `WrongKey`, which tells only its holder why."""
        with self._database.session() as session:
            row = session.scalar(select(KeyRow).where(KeyRow.id == token.id))
        if row is None or not _proves(token, row):
            raise WrongKey("The key is unknown. Look at what was copied, or ask for a new one.")
        return _check(key_of(row))

    def usable(self, id: str) -> Key | None:
        """The key of an id, where it can still be used."""
        with self._database.session() as session:
            row = session.scalar(select(KeyRow).where(KeyRow.id == id))
        return key_of(row) if row is not None and key_of(row).state == "active" else None

    def note_use(self, key: Key) -> None:
        """Remember that a key was used, to the minute; a database that is away is no matter."""
        moment = now()
        if key.used and moment - key.used < _BETWEEN_NOTES:
            return
        try:
            with self._database.session() as session:
                session.execute(
                    update(KeyRow).where(KeyRow.number == key.number).values(used=moment)
                )
        except DatabaseAway:
            return


def key_of(row: KeyRow) -> Key:
    """The key in a row."""
    return Key(
        row.number, row.id, row.name, tuple(row.scopes), row.rate, row.quota, row.expires,
        row.created, row.used, row.revoked, row.old_until,
    )  # fmt: skip


def _stored(session: Session, id: str) -> KeyRow:
    found = session.scalar(select(KeyRow).where(KeyRow.id == id.replace("\0", "")))
    if found is None:
        raise UnknownKey("There is no key with this id. `songngu keys list` shows them.")
    return found


def _proves(token: Token, row: KeyRow) -> bool:
    """Whether the secret is the one of now, or the one before while that is still good."""
    current = token.is_of(row.digest)
    former = token.is_of(row.old_digest) and row.old_until is not None and row.old_until > now()
    return current or former


def _check(key: Key) -> Key:
    if key.state != "active":
        raise WrongKey(f"The key “{key.name}” is {key.state}. Ask for a new one.")
    return key
