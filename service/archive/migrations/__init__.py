"""Brings a database up to date with Alembic, one revision a file in `versions`."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_ONE = Lock()  # Alembic has one context for a whole process, whatever databases it works on
_LOCK = 7_301_105  # of PostgreSQL: any number that is ours


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing up to `revision`; processes that start together wait for each other."""
    with _ONE, engine.begin() as connection:
        _lock(connection)
        command.upgrade(config(connection), revision)


def config(connection: Connection) -> Config:
    """The Alembic configuration for an open connection."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
