"""One watcher for each source: a lock that goes with the process that holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import make_url, text

from service.archive.database import Database
from service.errors import SongnguError
from service.watching.found import sha256


class AlreadyWatched(SongnguError):
    """Another process watches the same source."""

    code = "already-watched"
    status = 409


@contextmanager
def holding(database: Database, source: str) -> Iterator[None]:
    """Hold a source for this process; the lock ends with it, however it ends.

    Raises `AlreadyWatched`.
    """
    url = make_url(database.url)
    if url.get_backend_name() == "postgresql":
        with _advisory(database, source):
            yield
    else:
        with _file(url.database or "", source):
            yield


@contextmanager
def _advisory(database: Database, source: str) -> Iterator[None]:
    number = int(sha256(source)[:15], 16)
    with database.engine.connect() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": number}):
            raise _taken(source)
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})


@contextmanager
def _file(database: str, source: str) -> Iterator[None]:
    """A lock on a file beside the database, which the system lets go of with the process."""
    path = Path(f"{database}.watch-{sha256(source)[:16]}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not _locked(file):
            raise _taken(source)
        yield


def _locked(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _taken(source: str) -> AlreadyWatched:
    return AlreadyWatched(f"{source} is already watched by another process.")
