"""A batch that is killed at any point, and goes on: nothing lost, nothing done twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
SUPPORT = ROOT / "tests" / "support"
ARTICLES = 40
AHEAD = 4  # articles that two processes may be at: their work may be lost, and is done again


@pytest.fixture
def start(tmp_path):
    """Starts the command in a process of its own."""
    rows = (
        {"id": str(n), "title": f"Bài {n}", "text": f"Sáng 8/1, Quân khu 1 họp lần thứ {n}."}
        for n in range(ARTICLES)
    )
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "log").touch()
    environ = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{SUPPORT}",
        "QUICK_LOG": str(tmp_path / "log"),
        "QUICK_SECONDS": "0.05",
    }
    command = [sys.executable, str(SUPPORT / "quick_studio.py"), "batch", "in.jsonl"]
    started = []

    def start():
        process = subprocess.Popen(
            [*command, "--out", "out.jsonl", "--processes", "2"],
            cwd=tmp_path,
            env=environ,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def done(folder):
    """The titles that were worked on, in the order of the work."""
    return [line.split("\t")[0] for line in (folder / "log").read_text("utf-8").splitlines()]


def wait_for(folder, process, count):
    while process.poll() is None and len(done(folder)) < count:
        time.sleep(0.01)


def ids(folder):
    lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_kills_at_random_points_lose_nothing_and_double_nothing(start, tmp_path):
    chance, kills = random.Random(2025), 3
    for kill in range(kills):
        process = start()
        wait_for(tmp_path, process, (kill + 1) * ARTICLES // 5 + chance.randrange(4))
        time.sleep(chance.random() * 0.05)
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive, "the workers outlived their command"
    process = start()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert f"{ARTICLES} articles: {ARTICLES} done" in told
    assert ids(tmp_path) == [str(n) for n in range(ARTICLES)]
    again = sum(count - 1 for count in Counter(done(tmp_path)).values())
    assert again <= kills * AHEAD


def test_ctrl_c_writes_what_is_done_and_the_next_run_goes_on(start, tmp_path):
    process = start()
    wait_for(tmp_path, process, 10)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "Run it again to go on." in told
    assert 0 < len(ids(tmp_path)) < ARTICLES
    assert ids(tmp_path) == sorted(ids(tmp_path), key=int)
    process = start()
    _, told = process.communicate(timeout=60)
    assert ids(tmp_path) == [str(n) for n in range(ARTICLES)]
    assert len(done(tmp_path)) <= ARTICLES + AHEAD
