"""Real workers, killed in the middle, with the queue on SQLite and on Redis."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from queues import KINDS, empty_queue

from service.archive.database import Database
from service.archive.tables.batches import BatchRow
from service.jobs.batches import Batches, Order
from service.jobs.progress import Progress
from service.jobs.queue import Queue
from service.settings import load_settings

pytestmark = pytest.mark.integration

SUPPORT = Path(__file__).parent.parent / "support"
TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Hồng Thái chủ trì hội nghị."
PATIENCE = 60.0  # seconds until a test gives up on a worker


@pytest.fixture(params=KINDS)
def environ(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of workers that share a database and a queue."""
    with empty_queue(request.param, tmp_path) as url:
        yield {
            **os.environ,
            "PYTHONPATH": f"{Path.cwd()}:{SUPPORT}",
            "SONGNGU_QUEUE_URL": url,
            "SONGNGU_DATA_DIR": str(tmp_path),
            "SONGNGU_WORKER_LEASE": "1",
        }


@contextmanager
def worker(environ: dict[str, str], seconds: float, threads: int = 1) -> Iterator[subprocess.Popen]:
    """A process that works; killed at the end if it has not ended by itself."""
    command = [sys.executable, str(SUPPORT / "slow_worker.py"), str(seconds), "worker"]
    process = subprocess.Popen(
        [*command, "--threads", str(threads)], env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    watch = Timer(PATIENCE, process.kill)
    watch.start()
    try:
        yield process
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def begun(process: subprocess.Popen, count: int) -> list[str]:
    """The titles of the next articles that a worker begins."""
    return [process.stdout.readline().strip() for _ in range(count)]


def queued(environ: dict[str, str], count: int, kind: str = "batch") -> tuple[Batches, str]:
    """A batch of articles, its ticket in the queue."""
    database = Database(f"sqlite:///{environ['SONGNGU_DATA_DIR']}/songngu.db")
    articles = [{"id": f"{kind}{n}", "title": f"{kind}{n}", "text": TEXT} for n in range(count)]
    batches = Batches(database)
    id = batches.take(Order("brief", {}, articles, kind=kind)).progress.id
    with database.session() as session:
        row = session.query(BatchRow).filter_by(id=id).one()
    queue = Queue(load_settings(environ))
    queue.put(row.number, row.priority)
    queue.close()
    return batches, id


def ended(process: subprocess.Popen, batches: Batches, id: str) -> Progress:
    """The batch at its end; a worker that takes too long is killed, which fails the test."""
    while not (found := batches.find(id)).ended:
        assert process.poll() is None, "the worker is gone"
        time.sleep(0.1)
    return found


def test_a_worker_killed_in_the_middle_loses_nothing(environ):
    batches, id = queued(environ, 6)
    with worker(environ, 0.2) as first:
        assert begun(first, 3) == ["batch0", "batch1", "batch2"]
        first.send_signal(signal.SIGKILL)
        first.wait()
    left = batches.find(id)
    assert left.state == "running"
    assert left.counts["running"] == 1
    with worker(environ, 0.0, threads=2) as second:
        found = ended(second, batches, id)
    assert (found.state, found.counts["done"]) == ("finished", 6)
    rows = list(batches.results(id))
    assert [row.name for row in rows] == [f"batch{n}" for n in range(6)]
    assert [row.attempts for row in rows] == [1, 1, 2, 1, 1, 1]
    assert all(row.result["body"]["points"] for row in rows)


@pytest.mark.parametrize("environ", ["redis"], indirect=True)
def test_two_workers_share_a_batch_and_one_may_be_killed(environ):
    batches, id = queued(environ, 8)
    with worker(environ, 0.1) as first, worker(environ, 0.1) as second:
        begun(first, 1)
        first.send_signal(signal.SIGKILL)
        found = ended(second, batches, id)
    assert found.counts["done"] == 8
    rows = list(batches.results(id))
    assert [row.place for row in rows] == list(range(8))
    assert sum(row.attempts for row in rows) <= 9


@pytest.mark.parametrize("environ", ["sqlite"], indirect=True)
def test_an_editor_goes_first_and_a_worker_told_to_stop_finishes_its_article(environ):
    batches, archive = queued(environ, 6)
    with worker(environ, 0.5) as process:
        begun(process, 1)
        _, urgent = queued(environ, 1, kind="brief")
        # At the most one more article was begun before the editor came.
        assert "brief0" in begun(process, 2)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    assert batches.find(urgent).counts["done"] == 1
    counts = batches.find(archive).counts
    assert counts["waiting"] >= 3
    assert counts["running"] == 0
