"""What an observer hears of a model, from loading it to the last of its batches."""

import threading
import time

import pytest
from scripted_engine import Scripted

from models.engines.base import Decoding
from models.errors import Busy, InputTooLong, ModelNotInstalled
from models.loading import ModelOptions, load_summariser, load_translator
from models.scheduling import Call, Limits, MicroBatcher, SharedEngine
from models.scheduling.cache import SentenceCache
from models.scheduling.observed import ObservedEngine
from models.scheduling.observer import Silent, unobserved

GREEDY = Decoding(beam=1)


class Listener(Silent):
    """Keeps what it hears."""

    def __init__(self):
        self.heard = []
        self.batches = []
        self.done = threading.Event()

    def loaded(self, seconds, problem):
        assert seconds >= 0
        self.heard.append(("loaded", problem))

    def mark(self):
        return threading.current_thread().name

    def waiting(self, count):
        self.heard.append(("waiting", count))

    def ran(self, batch):
        self.batches.append(batch)
        self.done.set()

    def refused(self, inputs):
        self.heard.append(("refused", inputs))

    def dropped(self, inputs):
        self.heard.append(("dropped", inputs))

    def looked_up(self, hits, misses):
        self.heard.append(("looked up", hits, misses))


class Counting(Scripted):
    """Counts a letter as a token."""

    def generate(self, texts, decoding):
        self.read += sum(map(len, texts))
        return super().generate(texts, decoding)


@pytest.fixture
def listener():
    return Listener()


def test_a_batch_with_its_tokens_waits_and_marks(listener):
    engine = Counting()
    shared = SharedEngine(engine, cache=SentenceCache("m", None, 9), observer=listener)
    shared.generate(["ab", "cde"], GREEDY)
    assert listener.done.wait(5)
    (batch,) = listener.batches
    assert (batch.inputs, batch.failed, batch.read, batch.written) == (2, 0, 5, 5)
    assert batch.marks == (threading.current_thread().name,) * 2
    assert len(batch.waits) == 2
    assert all(0 <= wait < 5 for wait in batch.waits)
    assert batch.seconds >= 0
    assert listener.heard == [("looked up", 0, 2), ("waiting", 2), ("waiting", 0)]
    shared.generate(["ab"], GREEDY)
    assert listener.heard[3:] == [("looked up", 1, 0)]


def test_an_input_that_fails_is_counted(listener):
    queue = MicroBatcher(Scripted().generate, observer=listener)
    good, bad = queue.submit(["good", "bad"], GREEDY, Call("a"))
    assert good.result(5)
    with pytest.raises(InputTooLong):
        bad.result(5)
    assert listener.done.wait(5)
    assert (listener.batches[0].inputs, listener.batches[0].failed) == (2, 1)


def test_what_is_turned_away_or_forgotten(listener):
    engine, gone = Scripted(), threading.Event()
    engine.gate.clear()
    queue = MicroBatcher(engine.generate, Limits(waiting=2), listener)
    (first,) = queue.submit(["first"], GREEDY, Call("a"))
    assert engine.entered.wait(5)
    queue.submit(["unwanted"], GREEDY, Call("b", gone=gone.is_set))
    with pytest.raises(Busy):
        queue.submit(["c", "d"], GREEDY, Call("c"))
    gone.set()
    engine.gate.set()
    assert first.result(5)
    end = time.monotonic() + 5
    while ("dropped", 1) not in listener.heard and time.monotonic() < end:
        time.sleep(0.01)
    assert ("refused", 2) in listener.heard
    assert listener.heard.count(("dropped", 1)) == 1


def test_loading_is_told_and_why_there_was_none(listener, tmp_path):
    seen = []

    def observe(id):
        seen.append(id)
        return listener

    options = ModelOptions(cache_dir=tmp_path, observe=observe)
    load_summariser("songngu-extractive", options)
    with pytest.raises(ModelNotInstalled):
        load_translator("Helsinki-NLP/opus-mt-vi-en", options)
    assert seen == ["songngu-extractive", "Helsinki-NLP/opus-mt-vi-en"]
    assert listener.heard == [("loaded", ""), ("loaded", "model-not-installed")]


def test_an_engine_without_a_queue_is_heard_of_too(listener):
    engine = ObservedEngine(Scripted(), listener)
    assert engine.generate(["ab", "cde"], GREEDY)[0][0].text == "AB"
    with pytest.raises(InputTooLong):
        engine.generate(["bad"], GREEDY)
    assert engine.entered.is_set()
    heard = [(one.inputs, one.failed, one.written, one.waits) for one in listener.batches]
    assert heard == [(2, 0, 5, ()), (1, 1, 0, ())]


def test_nobody_need_listen():
    silent = unobserved("m")
    assert silent.mark() is None
    SharedEngine(Scripted()).generate(["a"], GREEDY)
