from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import empty_database
from receivers import Receiver, receiving

from service.archive.database import Database
from service.webhooks.endpoints import Endpoints
from service.webhooks.postman import Postman


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with empty_database("sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def endpoints(database: Database) -> Endpoints:
    return Endpoints(database, private=True)


@pytest.fixture
def postman(database: Database) -> Postman:
    return Postman(database, private=True, timeout=5)
