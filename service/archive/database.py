"""The one database: SQLite beside the service by default, PostgreSQL by one setting."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from service.errors import SongnguError
from service.settings import BadSetting, Settings, data_dir

_BUSY_SECONDS = 10.0  # that a writer waits for another before it gives up
_AGAIN_SECONDS = 1.0  # between two tries to open a database: who asks meanwhile need not wait
_SILENT_SECONDS = 15  # after which a server that says nothing counts as gone


class DatabaseAway(SongnguError):
    """The database does not answer; what was acknowledged before is not lost."""

    code = "database-away"
    status = 503


class Base(DeclarativeBase):
    """The base of every table."""


class Database:
    """Sessions of one database. Safe to share by threads; opened when first used."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._lock = Lock()
        self._sessions: sessionmaker[Session] | None = None
        self._failed: tuple[float, DatabaseAway] | None = None  # when it could not be opened

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on an error.

        Raises `DatabaseAway` where the database cannot be reached or written.
        """
        try:
            with self._opened().begin() as session:
                yield session
        except SQLAlchemyError as error:
            raise _away(error) from error

    @property
    def engine(self) -> Engine:
        """The engine, its tables brought up to date."""
        found: Engine = self._opened().kw["bind"]
        return found

    def problems(self) -> list[str]:
        """Why it cannot be used, in a sentence; empty where it can."""
        try:
            with self.session() as session:
                session.execute(select(1))
        except DatabaseAway as error:
            return [error.message]
        return []

    def close(self) -> None:
        """Let go of all connections; the next use opens them again."""
        with self._lock:
            if self._sessions is not None:
                self._sessions.kw["bind"].dispose()
                self._sessions = None

    def _opened(self) -> sessionmaker[Session]:
        with self._lock:
            if self._sessions is None:
                self._sessions = sessionmaker(self._tried(), expire_on_commit=False)
            return self._sessions

    def _tried(self) -> Engine:
        if self._failed and time.monotonic() < self._failed[0] + _AGAIN_SECONDS:
            raise DatabaseAway(self._failed[1].message)
        try:
            return _engine(self.url)
        except DatabaseAway as error:
            self._failed = time.monotonic(), error
            raise


@cache
def open_database(settings_url: str) -> Database:
    """The database at an address, one for a process."""
    return Database(settings_url)


def database_url(settings: Settings) -> str:
    """The address in the settings, by default a file in the data folder."""
    return settings.str("database_url") or f"sqlite:///{data_dir(settings) / 'songngu.db'}"


def plain_engine(url: str) -> Engine:
    """The engine of a database as it is: nothing is made or brought up to date."""
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, **_options(parsed.get_backend_name()))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise BadSetting(
            "SONGNGU_DATABASE_URL must be sqlite:///FILE or postgresql://USER@HOST/DATABASE "
            "(which needs `pip install 'songngu[postgres]'`)."
        ) from error


def _engine(url: str) -> Engine:
    from service.archive.migrations import upgrade

    engine = plain_engine(url)
    if engine.url.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, engine.url.database or "")
    try:
        upgrade(engine)
    except (SQLAlchemyError, OSError) as error:
        raise _away(error) from error
    return engine


def _options(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": _BUSY_SECONDS}}
    watched = {"keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2}
    limits = {"connect_timeout": 5, "tcp_user_timeout": 1000 * _SILENT_SECONDS}
    return {"pool_pre_ping": True, "connect_args": watched | limits}


def _prepare_sqlite(engine: Engine, path: str) -> None:
    """Write-ahead log, so that readers never wait for the one writer."""
    if path and path != ":memory:":
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _away(error) from error

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


def _away(error: Exception) -> DatabaseAway:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()
    told = reason[0] if reason else type(error).__name__
    return DatabaseAway(
        f"The database cannot be used ({told}). Look at SONGNGU_DATABASE_URL and "
        "SONGNGU_DATA_DIR, and try again."
    )
