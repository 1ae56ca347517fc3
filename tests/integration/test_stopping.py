"""A server that is told to stop finishes what it has begun, and gives the rest back."""

import signal
import threading
from collections import Counter
from pathlib import Path

import httpx
import pytest
from served import PATIENCE, Served, served, wait

from service.archive.database import Database
from service.archive.tables.batches import ItemRow

pytestmark = pytest.mark.integration

TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị tổng kết, chờ {} giây."


class Asked(threading.Thread):
    """A request that takes some seconds, and its answer."""

    def __init__(self, server: Served, seconds: float) -> None:
        super().__init__()
        self._server, self._seconds = server, seconds
        self.answer: httpx.Response | None = None
        self.start()

    def run(self) -> None:
        self.answer = self._server.translate(f"chờ {self._seconds}")


def begin(server: Served, folder: Path, seconds: float) -> Asked:
    """A batch of three articles, of which the first is begun, and a request."""
    articles = [{"id": str(n), "text": TEXT.format(seconds)} for n in range(3)]
    taken = server.client.post("/v1/batches", json={"articles": articles})
    assert taken.status_code == 202, taken.text
    wait(lambda: states(folder)["running"] == 1)
    asked = Asked(server, seconds)
    wait(lambda: len(server.clients()) == 2)
    return asked


def states(folder: Path) -> Counter[str]:
    database = Database(f"sqlite:///{folder}/songngu.db")
    with database.session() as session:
        found = Counter(row.state for row in session.query(ItemRow))
    database.close()
    return found


def refused(server: Served) -> bool:
    try:
        server.connect().close()
    except (ConnectionRefusedError, ConnectionResetError):  # reset: in the moment of closing
        return True
    return False


def test_what_is_begun_is_finished_and_nothing_new_is_taken(tmp_path: Path) -> None:
    with served(tmp_path, "--threads", "2") as server:
        asked = begin(server, tmp_path, 1.5)
        assert server.client.get("/readyz").status_code == 200
        server.process.send_signal(signal.SIGTERM)
        wait(lambda: refused(server))
        problem = server.client.get("/readyz")
        assert (problem.status_code, problem.json()["problems"]) == (
            503, ["The service is being stopped."],
        )  # fmt: skip
        assert problem.headers["Connection"] == "close"
        assert server.process.wait(PATIENCE) == 0
    asked.join()
    assert asked.answer is not None
    assert asked.answer.status_code == 200
    assert states(tmp_path) == {"done": 1, "waiting": 2}


def test_what_takes_too_long_is_told_so_and_goes_back(tmp_path: Path) -> None:
    with served(tmp_path, "--threads", "2", SONGNGU_STOP_TIMEOUT="4") as server:
        asked = begin(server, tmp_path, 30)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0
    asked.join()
    assert asked.answer is not None
    assert (asked.answer.status_code, asked.answer.json()["code"]) == (503, "stopping")
    assert asked.answer.headers["Retry-After"] == "5"
    assert states(tmp_path) == {"waiting": 3}
