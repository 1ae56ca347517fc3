"""The migrations, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

from alembic import command
from alembic.script import ScriptDirectory
from archive_briefs import BRIEF
from sqlalchemy import inspect

from service.archive.briefs import BriefStore
from service.archive.database import Database
from service.archive.migrations import config, upgrade


def test_there_is_one_newest_revision(any_database):
    with any_database.engine.begin() as connection:
        assert len(ScriptDirectory.from_config(config(connection)).get_heads()) == 1


def test_the_migrations_make_what_the_tables_say(any_database):
    with any_database.engine.begin() as connection:
        command.check(config(connection))  # raises where they differ


def test_the_migrations_go_down_to_nothing_and_up_again(any_database):
    BriefStore(any_database).put(BRIEF)
    with any_database.engine.begin() as connection:
        command.downgrade(config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(any_database.engine)
    store = BriefStore(any_database)
    store.put(BRIEF)
    assert store.get(BRIEF.id) == BRIEF


def test_threads_may_bring_several_databases_up_to_date_at_once(tmp_path):
    databases = [Database(f"sqlite:///{tmp_path}/{number}.db") for number in range(4)]

    def tables(database):
        return set(inspect(database.engine).get_table_names())

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(tables, databases)
    assert "briefs" in first
    assert all(other == first for other in others)
