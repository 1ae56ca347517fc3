"""Real processes: two workers of gunicorn and a worker on jobs, what they count and log."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

pytestmark = pytest.mark.integration

SUPPORT = Path(__file__).parent.parent / "support"
MARK = "Bạchtuộckhổnglồ"
TEXT = f"Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Văn {MARK} chủ trì hội nghị."


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(environ: dict[str, str], log: Path, *arguments: str) -> Iterator[None]:
    """A command with a studio that needs no model; its log goes into a file."""
    command = [sys.executable, str(SUPPORT / "slow_worker.py"), "0", *arguments]
    with log.open("w") as file:
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=file)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def scrape(client: httpx.Client, port: int) -> dict[str, float]:
    """The sums of samples by name; waits until the process answers."""
    text = ""
    for _ in range(200):
        try:
            text = client.get(f"http://127.0.0.1:{port}/metrics").text
            break
        except httpx.TransportError:
            time.sleep(0.1)
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
    return sums


def test_processes_are_scraped_as_one_and_log_no_word_of_a_report(tmp_path: Path) -> None:
    web, own = free_port(), free_port()
    environ = {
        **os.environ,
        "PYTHONPATH": f"{Path.cwd()}:{SUPPORT}",
        "SONGNGU_DATA_DIR": str(tmp_path),
        "SONGNGU_WORKER_INLINE": "0",
        "SONGNGU_LOG_FORMAT": "json",
        "SONGNGU_LOG_LEVEL": "debug",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
    }
    served = ("serve", "--port", str(web), "--workers", "2", "--threads", "2")
    logs = tmp_path / "serve.log", tmp_path / "worker.log"
    url = f"http://127.0.0.1:{web}"
    with (
        running(environ, logs[0], *served),
        running(environ, logs[1], "worker", "--metrics-port", str(own)),
        httpx.Client(timeout=30) as client,
    ):
        scrape(client, web)
        for _ in range(20):
            client.get(f"{url}/healthz", headers={"Connection": "close"}).raise_for_status()
        body = {"articles": [{"id": "a", "text": TEXT}]}
        asked = {"X-Request-Id": "from-the-desk"}
        assert client.post(f"{url}/v1/batches", json=body, headers=asked).status_code == 202
        client.post(f"{url}/translate", params={"q": TEXT, "source": "vi", "target": "xx"})
        end = time.monotonic() + 40
        while not (found := scrape(client, web)).get("songngu_jobs_total"):
            assert time.monotonic() < end
            time.sleep(0.2)
        assert found["songngu_jobs_total"] == 1
        # However the twenty fell to the two workers, each scrape sees them all.
        requests = [scrape(client, web)["songngu_http_requests_total"] for _ in range(4)]
        assert min(requests) >= 21
        assert scrape(client, own)["songngu_job_duration_seconds_count"] == 1
    written = [line for log in logs for line in log.read_text("utf-8").splitlines()]
    told = [json.loads(line) for line in written]
    assert not [line for line in written if MARK in line or "%E1%BA%A1chtu" in line]
    of_job = [one for one in told if one.get("request_id") == "from-the-desk"]
    assert [(one["logger"], one.get("state")) for one in of_job] == [
        ("songngu.access", None),
        ("songngu.jobs", "done"),
    ]
