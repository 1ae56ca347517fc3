"""Real processes: two workers of gunicorn and a worker on jobs, what they count and log."""

import json
import os
import re
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
PATIENCE = 60.0  # seconds until a test gives up on a process
MARK = "Bạchtuộckhổnglồ"
TEXT = f"Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Văn {MARK} chủ trì hội nghị."


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


def address(log: Path) -> str:
    """Where a server listens, once its log says so."""
    end = time.monotonic() + PATIENCE
    while not (found := re.search(r"Listening at: (http://[\d.:]+)", log.read_text("utf-8"))):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found[1]


def scrape(client: httpx.Client, url: str) -> dict[str, float]:
    """The sums of samples by name."""
    answer = client.get(f"{url}/metrics").raise_for_status()
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
    return sums


def test_processes_are_scraped_as_one_and_log_no_word_of_a_report(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "PYTHONPATH": f"{Path.cwd()}:{SUPPORT}",
        "SONGNGU_DATA_DIR": str(tmp_path),
        "SONGNGU_WORKER_INLINE": "0",
        "SONGNGU_LOG_FORMAT": "json",
        "SONGNGU_LOG_LEVEL": "debug",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
    }
    served = ("serve", "--port", "0", "--workers", "2", "--threads", "2")
    logs = tmp_path / "serve.log", tmp_path / "worker.log"
    with (
        running(environ, logs[0], *served),
        running(environ, logs[1], "worker"),
        httpx.Client(timeout=PATIENCE) as client,
    ):
        url = address(logs[0])
        for _ in range(20):
            client.get(f"{url}/healthz", headers={"Connection": "close"}).raise_for_status()
        body = {"articles": [{"id": "a", "text": TEXT}]}
        asked = {"X-Request-Id": "from-the-desk"}
        assert client.post(f"{url}/v1/batches", json=body, headers=asked).status_code == 202
        client.post(f"{url}/translate", params={"q": TEXT, "source": "vi", "target": "xx"})
        end = time.monotonic() + PATIENCE
        while not scrape(client, url).get("songngu_job_duration_seconds_count"):
            assert time.monotonic() < end
            time.sleep(0.2)
        assert scrape(client, url)["songngu_jobs_total"] == 1
        # However the twenty fell to the two workers, each scrape sees them all.
        requests = [scrape(client, url)["songngu_http_requests_total"] for _ in range(4)]
        assert min(requests) >= 21
    written = [line for log in logs for line in log.read_text("utf-8").splitlines()]
    told = [json.loads(line) for line in written]
    assert not [line for line in written if MARK in line or "%E1%BA%A1chtu" in line]
    # Whoever is first also makes the database, which has lines of its own.
    ours = [one for one in told if one["logger"] in ("songngu.access", "songngu.jobs")]
    of_job = [one for one in ours if one.get("request_id") == "from-the-desk"]
    assert [(one["logger"], one.get("state")) for one in of_job] == [
        ("songngu.access", None),
        ("songngu.jobs", "done"),
    ]
