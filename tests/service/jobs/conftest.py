from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import empty_database
from fake_studio import FakeStudio
from queues import KINDS, empty_queue

from service.jobs.queue import Queue
from service.jobs.worker import Tools, Worker
from service.settings import Settings, load_settings


class Shop:
    """A worker with its queue and its database, worked by hand."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.worker = Worker(tools)
        tools.queue.on_ticket = self.worker.on_ticket

    def work(self) -> int:
        """Take tickets until there are none; how many there were."""
        count, huey = 0, self.tools.queue.huey
        while task := huey.dequeue():
            huey.execute(task)
            count += 1
        return count


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings with an empty queue, once on SQLite and once on Redis."""
    with empty_queue(request.param, tmp_path) as url:
        yield load_settings({"SONGNGU_QUEUE_URL": url, "SONGNGU_DATA_DIR": str(tmp_path)})


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def shop(settings: Settings, studio: FakeStudio, tmp_path: Path) -> Iterator[Shop]:
    with empty_database("sqlite", tmp_path) as database:
        made = Shop(Tools(settings, database, Queue(settings), studio))
        yield made
        made.tools.queue.close()
