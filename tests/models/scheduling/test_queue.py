"""The queue: what goes together, who goes first, and what a caller is told."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_engine import Scripted

from models.engines.base import Decoding
from models.errors import Abandoned, Busy, DeadlineExceeded, InputTooLong
from models.scheduling import ARCHIVE, Call, Limits, MicroBatcher, SharedEngine, calling
from models.scheduling.cache import SentenceCache
from models.scheduling.queue import Item, choose

GREEDY, BEAM = Decoding(beam=1), Decoding(beam=4)


@pytest.fixture
def engine():
    return Scripted()


def item(text, caller="a", priority=0, decoding=GREEDY):
    return Item((text, decoding), [Call(caller, priority)])


@pytest.mark.parametrize(
    ("waiting", "turns", "limits", "expected"),
    [
        ([], {}, Limits(), []),
        ([item("1"), item("2")], {}, Limits(), ["1", "2"]),
        ([item("1"), item("2"), item("3")], {}, Limits(batch=2), ["1", "2"]),
        ([item("11"), item("22"), item("33")], {}, Limits(characters=4), ["11", "22"]),
        ([item("too long")], {}, Limits(characters=4), ["too long"]),
        ([item("a1"), item("a2"), item("b1", "b")], {}, Limits(batch=2), ["a1", "b1"]),
        ([item("a1"), item("b1", "b")], {"a": 5}, Limits(batch=1), ["b1"]),
        ([item("slow", "a", ARCHIVE), item("now", "b")], {}, Limits(), ["now"]),
        ([item("1"), item("2", decoding=BEAM), item("3")], {}, Limits(), ["1", "3"]),
    ],
)
def test_what_goes_together(waiting, turns, limits, expected):
    assert [one.key[0] for one in choose(waiting, turns, limits)] == expected


@given(
    st.lists(
        st.tuples(st.text(max_size=9), st.sampled_from("abc"), st.sampled_from([0, 10])),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 5),
    st.integers(1, 20),
)
def test_choosing_again_and_again_ends_and_loses_nothing(rows, batch, characters):
    waiting = [item(*row) for row in rows]
    seen, limits = [], Limits(batch=batch, characters=characters)
    while waiting:
        found = choose(waiting, {}, limits)
        assert found
        assert len(found) <= batch
        assert len({(one.priority, one.key[1]) for one in found}) == 1
        seen += found
        waiting = [one for one in waiting if one not in found]
    assert [one.priority for one in seen] == sorted(one.priority for one in seen)
    assert len(seen) == len(rows)


def test_answers_come_in_the_order_of_the_texts(engine):
    shared = SharedEngine(engine)
    texts = [f"text {number % 7}" for number in range(40)]
    made = shared.generate(texts, GREEDY)
    assert [row[0].text for row in made] == [text.upper() for text in texts]
    assert sum(len(batch) for batch in engine.batches) == 7


def test_threads_share_batches(engine):
    shared = SharedEngine(engine)
    engine.gate.clear()
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(shared.generate, ["first"], GREEDY)
        assert engine.entered.wait(5)
        rest = [pool.submit(shared.generate, [f"text {n}"], GREEDY) for n in range(8)]
        while shared.queue.waiting < 8:
            time.sleep(0.01)
        engine.gate.set()
        assert first.result()[0][0].text == "FIRST"
        assert [one.result()[0][0].text for one in rest] == [f"TEXT {n}" for n in range(8)]
    assert [len(batch) for batch in engine.batches] == [1, 8]


def test_identical_inputs_in_flight_are_one(engine):
    shared = SharedEngine(engine)
    engine.gate.clear()
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(shared.generate, ["same"], BEAM) for _ in range(4)]
        while shared.queue.stats.joined < 3:
            time.sleep(0.01)
        engine.gate.set()
        assert {one.result()[0][0].text for one in asked} == {"SAME"}
    assert engine.batches == [["same"]]


def test_samples_are_never_shared(engine):
    shared = SharedEngine(engine, cache=SentenceCache("m", None, 10))
    drawn = Decoding(beam=1, temperature=0.7)
    shared.generate(["same"], drawn)
    shared.generate(["same"], drawn)
    assert engine.batches == [["same"], ["same"]]


def test_one_bad_input_fails_alone(engine):
    shared = SharedEngine(engine)
    engine.gate.clear()
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(shared.generate, ["first"], GREEDY)
        assert engine.entered.wait(5)
        bad = pool.submit(shared.generate, ["bad"], GREEDY)
        good = [pool.submit(shared.generate, [f"good {n}"], GREEDY) for n in range(2)]
        while shared.queue.waiting < 3:
            time.sleep(0.01)
        engine.gate.set()
        first.result()
        with pytest.raises(InputTooLong):
            bad.result()
        assert [one.result()[0][0].text for one in good] == ["GOOD 0", "GOOD 1"]


def test_past_the_bound_callers_are_told_when_to_come_again(engine):
    shared = SharedEngine(engine, Limits(waiting=2))
    engine.gate.clear()
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(shared.generate, ["first"], GREEDY)
        assert engine.entered.wait(5)
        second = pool.submit(shared.generate, ["a", "b"], GREEDY)
        while shared.queue.waiting < 2:
            time.sleep(0.01)
        with pytest.raises(Busy) as raised:
            shared.generate(["c"], GREEDY)
        assert 1 <= raised.value.extra["retry_after"] <= 60
        engine.gate.set()
        first.result()
        assert len(second.result()) == 2


def test_a_deadline_is_kept_while_the_model_works(engine):
    shared = SharedEngine(engine)
    engine.gate.clear()
    late = Call(deadline=time.monotonic() + 0.2)
    with calling(late), pytest.raises(DeadlineExceeded, match="X-Request-Timeout"):
        shared.generate(["slow"], GREEDY)
    engine.gate.set()


def test_what_nobody_waits_for_is_not_made(engine):
    shared = SharedEngine(engine)
    engine.gate.clear()
    gone = threading.Event()

    def leave():
        with calling(Call("client", gone=gone.is_set)):
            shared.generate(["unwanted"], GREEDY)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shared.generate, ["first"], GREEDY)
        assert engine.entered.wait(5)
        left = pool.submit(leave)
        while shared.queue.waiting < 1:
            time.sleep(0.01)
        gone.set()
        with pytest.raises(Abandoned):
            left.result(5)
        engine.gate.set()
        first.result()
    assert shared.generate(["next"], GREEDY)[0][0].text == "NEXT"
    assert ["unwanted"] not in engine.batches
    assert shared.queue.stats.abandoned == 1


def test_a_queue_counts_what_it_did(engine):
    queue = MicroBatcher(engine.generate)
    for one in queue.submit(["ab", "cde"], GREEDY, Call("a")):
        one.result(5)
    stats = queue.stats
    assert (stats.batches, stats.inputs, stats.tokens, stats.sizes[2]) == (1, 2, 5, 1)
