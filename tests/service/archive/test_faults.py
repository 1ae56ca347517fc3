"""What becomes of briefs when the database fails, and afterwards."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from archive_briefs import BRIEF, other
from databases import SERVER, empty_database

from service.archive import database as opening
from service.archive.briefs import BriefStore, Query
from service.archive.database import Database, DatabaseAway


def test_a_locked_file_is_told_and_used_when_it_is_free(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_BUSY_SECONDS", 0.05)
    with empty_database("sqlite", tmp_path) as database:
        store = BriefStore(database)
        store.put(BRIEF)
        with closing(sqlite3.connect(tmp_path / "songngu.db", isolation_level=None)) as other_one:
            other_one.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseAway, match="locked") as caught:
                store.put(other("e1"))
            assert caught.value.status == 503
            assert store.get(BRIEF.id) == BRIEF  # readers do not wait for a writer
            other_one.execute("ROLLBACK")
        store.put(other("e1"))
        assert len(store.search(Query()).rows) == 2


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / "songngu.db").write_bytes(b"no database" * 1000)
    with empty_database("sqlite", tmp_path) as database, pytest.raises(DatabaseAway):
        BriefStore(database).search(Query())


def test_a_server_that_does_not_answer_is_told():
    store = BriefStore(Database("postgresql://postgres@127.0.0.1:9/test"))
    with pytest.raises(DatabaseAway, match="SONGNGU_DATABASE_URL"):
        store.put(BRIEF)


def test_a_server_that_was_restarted_is_used_again(tmp_path):
    with empty_database("postgresql", tmp_path) as database:
        store = BriefStore(database)
        store.put(BRIEF)
        with psycopg.connect(SERVER, autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [database.url.rpartition("/")[2]],
            )
        assert store.get(BRIEF.id) == BRIEF


def test_a_transaction_that_fails_leaves_nothing(store, monkeypatch):
    store.put(BRIEF)
    monkeypatch.setattr(store, "_describe", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.put(other("e1", vi="Bản tin dở dang."))
    with pytest.raises(ZeroDivisionError):
        store.correct(BRIEF.id, "headline", en="Another")
    assert [row.id for row in store.search(Query()).rows] == [BRIEF.id]
    assert store.get(BRIEF.id) == BRIEF
    assert store.corrections(BRIEF.id) == ()
