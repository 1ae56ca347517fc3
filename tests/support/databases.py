"""Empty databases of each kind that the service keeps its things in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from service.archive.database import Database

SERVER = os.environ.get("SONGNGU_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
KINDS = ("sqlite", "postgresql")


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[Database]:
    """A new database of a kind; skips without a server, but fails where all must be there."""
    made = sqlite(folder) if kind == "sqlite" else postgresql()
    with made as url:
        database = Database(url)
        yield database
        database.close()


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder}/songngu.db"


@contextmanager
def postgresql() -> Iterator[str]:
    """A database of its own, dropped at the end."""
    name = f"songngu_{uuid4().hex}"
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        needed = os.environ.get("CI") == "true" or os.environ.get("SONGNGU_REQUIRE_SERVICES")
        (pytest.fail if needed else pytest.skip)(f"PostgreSQL does not answer: {error}")
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
