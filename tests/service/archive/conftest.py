"""A store on each kind of database."""

import pytest

from service.archive.briefs import BriefStore


@pytest.fixture
def store(any_database):
    """An empty store, once on SQLite and once on PostgreSQL."""
    return BriefStore(any_database)
