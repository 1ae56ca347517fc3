"""Batches by a budget of tokens, and the cores there are."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.batching import batches, prompt_batches
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


@given(st.lists(st.integers(0, 300), max_size=40), st.integers(1, 900), st.integers(1, 4))
def test_every_prompt_comes_once_and_every_worker_has_a_batch(lengths, budget, least):
    made = prompt_batches(lengths, budget, least=least, width=4)
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    assert len(made) >= min(least, len(lengths))
    assert all(len(b) == 1 or max(1, lengths[b[0]]) * len(b) * 4 <= budget for b in made)


@pytest.mark.parametrize(
    ("lengths", "options", "expected"),
    [
        ([], {}, []),
        ([64, 64, 64, 64], {}, [[0, 1, 2, 3]]),
        ([64, 64, 64, 64], {"least": 2}, [[0, 1], [2, 3]]),
        ([32, 160, 32], {}, [[1], [0, 2]]),  # the long one would be read token by token
        ([64, 64, 64, 80], {}, [[3, 0, 1, 2]]),  # a step of difference costs less than a batch
        ([64, 64, 64], {"budget": 128}, [[0], [1, 2]]),
        ([64, 64, 64], {"budget": 512, "width": 4}, [[0], [1, 2]]),
    ],
)
def test_prompts_run_with_those_about_as_long(lengths, options, expected):
    assert prompt_batches(lengths, **{"budget": 2048} | options) == expected


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
