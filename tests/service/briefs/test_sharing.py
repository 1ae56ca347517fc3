from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.briefs.sharing import Key, Sharing, digest_of


@pytest.fixture
def sharing() -> Sharing[str]:
    return Sharing(len, most=10)


def test_the_same_at_the_same_time_is_computed_once(sharing: Sharing[str]) -> None:
    calls, begun, gate = [], Event(), Event()

    def compute() -> str:
        calls.append(1)
        begun.set()
        gate.wait(10)
        return "answer"

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(sharing.answer, ("a",), compute)
        begun.wait(10)
        others = [pool.submit(sharing.answer, ("a",), compute) for _ in range(2)]
        gate.set()
        assert [one.result(10) for one in (first, *others)] == ["answer"] * 3
    assert sharing.answer(("a",), compute) == "answer"
    assert len(calls) == 1


def test_whoever_waits_too_long_may_come_again(sharing: Sharing[str]) -> None:
    calls, gate = [], Event()

    def compute() -> str:
        calls.append(1)
        gate.wait(10)
        return "answer"

    with pytest.raises(TimeoutError):
        sharing.answer(("a",), compute, seconds=0.01)
    gate.set()
    assert sharing.answer(("a",), compute, seconds=10) == "answer"
    assert len(calls) == 1


def test_errors_are_told_and_not_remembered(sharing: Sharing[str]) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        sharing.answer(("a",), fail)
    assert sharing.answer(("a",), lambda: "yes") == "yes"


def test_the_oldest_is_forgotten(sharing: Sharing[str]) -> None:
    for key in "abc":
        sharing.answer((key,), lambda: "12345")
    assert sharing.answer(("c",), lambda: "other") == "12345"
    assert sharing.answer(("a",), lambda: "other") == "other"
    sharing.answer(("big",), lambda: "more than fits")
    assert sharing.answer(("big",), lambda: "again") == "again"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a|b", "c"), ("a", "b|c")),
        (("a", "b"), ("ab",)),
        ((["a"], "b"), ("a", ["b"])),
        (("1",), (1,)),
        (("a", ""), ("a",)),
        ((True,), ("True",)),
    ],
)
def test_keys_keep_their_structure(one: Key, other: Key) -> None:
    assert digest_of(one) != digest_of(other)
