"""What tests of several parts of the service share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import KINDS, empty_database

from service.archive.database import Database


@pytest.fixture(params=KINDS)
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, once on SQLite and once on PostgreSQL."""
    with empty_database(request.param, tmp_path) as database:
        yield database
