"""A disk that is full, databases and queues that go and come back, and a server that is killed."""

import resource
import shutil
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
import redis
from databases import postgresql
from live import require
from proxy import Proxy
from served import Served, served, wait

from service.archive.database import Database
from service.archive.tables.batches import BatchRow
from service.archive.tables.briefs import BriefRow

pytestmark = pytest.mark.integration

REPORT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị tổng kết lần thứ {} của năm."


def brief(server: Served, number: object) -> httpx.Response:
    body = {"text": REPORT.format(number), "points": 1}
    return httpx.post(f"{server.address}/v1/briefs", json=body, timeout=60)


def batch(server: Served, number: object) -> httpx.Response:
    body = {"articles": [{"id": str(number), "text": REPORT.format(number)}]}
    return httpx.post(f"{server.address}/v1/batches", json=body, timeout=60)


def finished(server: Served, taken: httpx.Response) -> bool:
    """Whether a batch that was taken in is done, to the last article."""
    told = httpx.get(f"{server.address}{taken.headers['Location']}", timeout=60).json()
    return bool(told["state"] == "finished" and told["counts"]["done"] == 1)


def away(answer: httpx.Response) -> bool:
    return answer.status_code == 503 and answer.json()["code"] == "database-away"


def unkept(answer: httpx.Response) -> bool:
    """Whether a brief was made, and its reader told that it is not in the archive."""
    return answer.status_code == 200 and "was not kept" in answer.headers.get("Warning", "")


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with served(tmp_path, "--threads", "4") as server:
        kept = brief(server, 1).headers["Content-Location"]
        assert finished_soon(server, batch(server, 1))
        (worker,) = psutil.Process(server.process.pid).children()
        worker.rlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        assert unkept(brief(server, 2))
        assert away(batch(server, 2))
        assert server.client.get(kept).status_code == 200
        worker.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert "Content-Location" in brief(server, 3).headers
        assert finished_soon(server, batch(server, 3))
        assert server.client.get(kept).status_code == 200
        # One that holds the file keeps writers waiting, for a while.
        with closing(sqlite3.connect(tmp_path / "songngu.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert unkept(brief(server, 4))
            assert server.client.get(kept).status_code == 200
        assert "Content-Location" in brief(server, 4).headers
        assert len(server.client.get("/v1/briefs").json()["briefs"]) == 3


def finished_soon(server: Served, taken: httpx.Response) -> bool:
    assert taken.status_code == 202, taken.text
    return bool(wait(lambda: finished(server, taken)))


@pytest.fixture
def queue(tmp_path: Path) -> Iterator["Queue"]:
    require(shutil.which("redis-server") is not None, "redis-server is missing")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found = Queue(port, tmp_path)
    found.start()
    yield found
    found.kill()


class Queue:
    """A Redis of the test's own, which forgets everything when it is killed."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self._folder = port, folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--save", "", "--dir"]
        self._process = subprocess.Popen(
            [*command, str(self._folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait(self._answers)

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


@contextmanager
def cuttable() -> Iterator[tuple[str, Proxy]]:
    """The address of an empty PostgreSQL database, and the way to it."""
    with postgresql() as url:
        parts = urlsplit(url)
        proxy = Proxy(parts.port or 5432)
        yield url.replace(f"{parts.hostname}:{parts.port}", f"127.0.0.1:{proxy.port}"), proxy
        proxy.cut()


def test_database_and_queue_go_and_come_back(tmp_path: Path, queue: Queue) -> None:
    with cuttable() as (url, proxy), served(
        tmp_path, "--threads", "4", SONGNGU_DATABASE_URL=url, SONGNGU_WORKER_LEASE="1",
        SONGNGU_QUEUE_URL=f"redis://127.0.0.1:{queue.port}/0",
    ) as server:  # fmt: skip
        kept = brief(server, 1).headers["Content-Location"]
        assert finished_soon(server, batch(server, 1))
        proxy.cut()
        wait(lambda: "database" in server.client.get("/readyz").text)
        assert unkept(brief(server, 2))
        assert away(batch(server, 2))
        assert away(server.client.get(kept))
        proxy.mend()
        wait(lambda: server.client.get("/readyz").status_code == 200)
        assert server.client.get(kept).status_code == 200
        assert finished_soon(server, batch(server, 3))
        queue.kill()
        taken = batch(server, 4)
        assert taken.status_code == 202
        queue.start()
        assert finished_soon(server, taken)
        assert finished_soon(server, batch(server, 5))


def test_what_was_acknowledged_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    briefs, batches = [], []

    def ask(start: int) -> None:
        for number in range(start, start + 1000):
            try:
                briefs.append(brief(server, number).headers["Content-Location"].rsplit("/")[-1])
                batches.append(batch(server, number).json()["id"])
            except (httpx.HTTPError, KeyError):
                return

    with served(tmp_path, "--threads", "4") as server:
        threads = [threading.Thread(target=ask, args=(start,)) for start in (0, 1000, 2000)]
        for thread in threads:
            thread.start()
        wait(lambda: len(batches) > 15)
        server.kill()
        for thread in threads:
            thread.join()
    with closing(sqlite3.connect(tmp_path / "songngu.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database = Database(f"sqlite:///{tmp_path}/songngu.db")
    with database.session() as session:
        assert set(briefs) <= {row.id for row in session.query(BriefRow)}
        assert set(batches) <= {row.id for row in session.query(BatchRow)}
    database.close()
