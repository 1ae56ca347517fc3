"""`songngu serve` alone takes a batch, works on it beside its requests, and tells of its end."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from receivers import Receiver, receiving

pytestmark = pytest.mark.integration

PATIENCE = 90.0  # seconds until the test gives up
TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị tổng kết. Trung tướng Nguyễn Hồng Thái chủ trì."


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a real server, under gunicorn."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd()), "SONGNGU_DATA_DIR": str(tmp_path),
               "SONGNGU_WEBHOOK_PRIVATE": "1"}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", str(port), "--threads", "4"],
        env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait(lambda: process.poll() is None and answers(address))
        yield address
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def wait(done) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.2)


def test_one_process_serves_works_and_tells(server, receiver):
    rows = [{"id": f"a{n}", "text": f"{TEXT} Lần thứ {n} của năm."} for n in range(3)]
    body = {"task": "summarise", "points": 1, "articles": rows, "webhook": receiver.url}
    made = httpx.post(f"{server}/v1/batches", json=body)
    assert made.status_code == 202, made.text
    receiver.secret = made.json()["webhook_secret"]
    events = []
    with httpx.stream("GET", f"{server}{made.json()['events']}", timeout=PATIENCE) as stream:
        for line in stream.iter_lines():
            events += [line.removeprefix("event: ")] if line.startswith("event: ") else []
    assert events[0] == "progress"
    assert events[-1] == "end"
    lines = httpx.get(f"{server}{made.json()['results']}").text.splitlines()
    found = [json.loads(line) for line in lines]
    assert [row["id"] for row in found] == ["a0", "a1", "a2"]
    assert all(row["result"]["summary"] for row in found)
    wait(lambda: receiver.got)
    (event,) = receiver.got
    assert event["type"] == "batch.finished"
    assert event["data"]["counts"]["done"] == 3
