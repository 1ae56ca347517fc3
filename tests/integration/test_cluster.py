"""A batch on a real Ray cluster of this machine: two actors, one killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

pytest.importorskip("ray")

ROOT = Path(__file__).parents[2]
SUPPORT = ROOT / "tests" / "support"
ARTICLES = 40


@pytest.fixture
def folder(tmp_path):
    """Two files of articles, the second with one that fails."""
    for name, numbers in (("a.jsonl", range(20)), ("b.jsonl", range(20, ARTICLES))):
        rows = (
            {"id": str(n), "title": f"Bài {n}", "text": f"Sáng 8/1, họp {n}. " + "Họp. " * 500}
            for n in numbers
        )
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    with (tmp_path / "b.jsonl").open("a") as file:
        file.write('{"id": "bad"}\n')
    (tmp_path / "log").touch()
    return tmp_path


@pytest.fixture
def start(folder):
    environ = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{SUPPORT}",
        "QUICK_LOG": str(folder / "log"),
        "QUICK_SECONDS": "0.2",
    }
    environ.pop("RAY_ADDRESS", None)
    command = [sys.executable, str(SUPPORT / "quick_studio.py"), "batch", "a.jsonl", "b.jsonl"]
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [*command, "--out", "out.jsonl", "--processes", "2", *arguments],
            cwd=folder, env=environ, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            for child in [*psutil.Process(process.pid).children(recursive=True), process]:
                child.kill()


def log(folder):
    """(title, process) of every article that was worked on."""
    return [tuple(line.split("\t")) for line in (folder / "log").read_text("utf-8").splitlines()]


@pytest.mark.timeout(400)
def test_an_actor_is_killed_and_the_result_is_whole(start, folder):
    process = start("--engine", "ray")
    while process.poll() is None and len({pid for _, pid in log(folder)}) < 2:
        time.sleep(0.02)
    assert process.poll() is None, "both actors work"
    os.kill(int(log(folder)[-1][1]), signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    assert "41 articles: 40 done, 1 failed, 0 waiting." in told, told
    assert process.returncode == 1
    assert "unreadable-input" in told
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows[:ARTICLES]] == [str(n) for n in range(ARTICLES)]
    assert rows[ARTICLES]["code"] == "unreadable-input"
    worked = Counter(title for title, _ in log(folder))
    # Skips what is done, whoever does the rest: the ledger is one for both engines.
    again = start()
    _, told = again.communicate(timeout=60)
    assert "0 of them in this run" in told, told
    assert Counter(title for title, _ in log(folder)) == worked
