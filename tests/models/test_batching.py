"""Batches by a budget of tokens, and the cores there are."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.batching import batches
from models.cores import available_cores


@given(st.lists(st.integers(0, 300)), st.integers(1, 500))
def test_every_input_comes_once_and_batches_keep_to_the_budget(lengths, budget):
    made = list(batches(lengths, budget))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        longest = max(max(lengths[i] for i in batch), 1)
        assert len(batch) == 1 or longest * len(batch) <= budget
    order = [lengths[index] for batch in made for index in batch]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize(
    ("lengths", "budget", "expected"),
    [
        ([], 10, []),
        ([5, 5, 5], 10, [[0, 1], [2]]),
        ([1, 9, 2, 8], 10, [[1], [3], [2, 0]]),
        ([50], 10, [[0]]),
    ],
)
def test_batches(lengths, budget, expected):
    assert list(batches(lengths, budget)) == expected


@pytest.mark.parametrize(
    ("name", "content", "cores"),
    [
        ("cpu.max", "100000 100000\n", 1),
        ("cpu.max", "50000 100000\n", 1),
        ("cpu.max", "150000 100000\n", 2),
        ("cpu.max", "max 100000\n", None),
        ("cpu.max", "nonsense", None),
        ("cpu/cpu.cfs_quota_us", "200000", 2),
        ("cpu/cpu.cfs_quota_us", "-1", None),
    ],
)
def test_a_quota_bounds_the_cores(tmp_path, monkeypatch, name, content, cores):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    (tmp_path / name).write_text(content)
    assert available_cores(tmp_path) == (cores or 8)


def test_without_a_cgroup_the_affinity_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert available_cores(tmp_path) == 1
