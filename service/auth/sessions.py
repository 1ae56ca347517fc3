"""Browsers that are signed in: a random cookie each, of which only the digest is kept.

They lie in the database, so that they hold on every server of it, and end with their key.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete

from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.keys import SessionRow

HOURS = 12  # a working day, after which one signs in again
SETTING = ""  # stands for the key of the settings


class Sessions:
    """The sessions of a database; `secret` is the key of the settings, "" where there is none."""

    def __init__(self, database: Database, secret: str = "") -> None:
        self._database = database
        self._secret = secret

    def begin(self, key: str) -> str:
        """The cookie of a new session, for the id of a key or `SETTING`."""
        cookie, moment = secrets.token_urlsafe(32), now()
        row = SessionRow(
            digest=_digest(cookie),
            key=key,
            proof=self._proof(cookie, key),
            expires=moment + timedelta(hours=HOURS),
        )
        with self._database.session() as session:
            session.execute(delete(SessionRow).where(SessionRow.expires < moment))
            session.add(row)
        return cookie

    def key(self, cookie: str) -> str | None:
        """The id of the key that a cookie stands for, None for one that is over or unknown."""
        with self._database.session() as session:
            row = session.get(SessionRow, _digest(cookie))
        if row is None or row.expires <= now():
            return None
        return row.key if hmac.compare_digest(row.proof, self._proof(cookie, row.key)) else None

    def end(self, cookie: str) -> None:
        """Forget a session."""
        with self._database.session() as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == _digest(cookie)))

    def _proof(self, cookie: str, key: str) -> str:
        """Ties a session to the key of the settings, which ends it when it is changed.

        Made with the cookie, so that nobody can try keys on what the database holds.
        """
        bound = self._secret if key == SETTING else key
        return hmac.new(cookie.encode(), bound.encode(), hashlib.sha256).hexdigest()


def form_token(cookie: str) -> str:
    """What the forms of a session carry; a page of another site cannot know it."""
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
