import os
from pathlib import Path

import pytest

from service.bench import child
from service.bench.__main__ import REPORT, table
from service.bench.machine import machine
from service.bench.probes import ENGINES, PROBES, Workload, texts


def test_a_child_is_timed_and_weighed():
    ran = child.run("-c", "import time; held = b'x' * 60_000_000; time.sleep(0.1); print('đã')")
    assert ran.seconds >= 0.1
    assert ran.peak > 60_000_000
    assert ran.output == f"đã{os.linesep}"


def test_a_child_that_fails_says_why():
    with pytest.raises(RuntimeError, match="no such thing"):
        child.run("-c", "raise SystemExit('no such thing')")


def test_the_machine_is_described():
    found = dict(machine())
    assert int(found["cores"]) >= 1
    assert found["ctranslate2"][0].isdigit()


def test_tables_are_aligned():
    written = table(("a", "b"), [("one", "1"), ("three", "22")])
    assert written.splitlines() == [
        "| a     | b  |",
        "| ----- | -- |",
        "| one   | 1  |",
        "| three | 22 |",
    ]


def test_the_same_weights_run_in_both_engines():
    assert set(ENGINES) <= set(PROBES)
    assert {name.partition("-")[0] for name in ENGINES} == {"ctranslate2", "transformers"}


def test_no_sentence_of_a_load_comes_twice():
    report = Path(__file__).parents[3] / REPORT
    made = texts(Workload(report, 120, 0, Path()))
    assert len(set(made)) == len(made) == 120
