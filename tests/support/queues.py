"""Empty queues of each kind that tickets can lie in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

# A database of its own, so that nothing else that is kept there is touched, and one for each
# process that runs tests, so that none empties that of another.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
_DATABASE = 13 + int(_WORKER.removeprefix("gw")) % 3  # Redis has 16
SERVER = os.environ.get("SONGNGU_TEST_REDIS", f"redis://127.0.0.1:6379/{_DATABASE}")
KINDS = ("sqlite", "redis")


@contextmanager
def empty_queue(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new queue; skips without a server, but fails where all must be there."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/queue.db"
        return
    client = redis.Redis.from_url(SERVER, socket_connect_timeout=5)
    try:
        client.flushdb()
    except redis.ConnectionError as error:
        needed = os.environ.get("CI") == "true" or os.environ.get("SONGNGU_REQUIRE_SERVICES")
        (pytest.fail if needed else pytest.skip)(f"Redis does not answer: {error}")
    try:
        yield SERVER
    finally:
        client.flushdb()
        client.close()
