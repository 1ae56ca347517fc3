"""A bounded queue in front of one model: what waits is batched, and callers take turns."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from models.engines.base import Decoding, Hypothesis
from models.errors import Busy
from models.scheduling.call import Call
from models.scheduling.observer import SILENT, Observer, Ran

Hypotheses = list[Hypothesis]
Run = Callable[[Sequence[str], Decoding], list[Hypotheses]]
Key = tuple[str, Decoding]


@dataclass(frozen=True)
class Limits:
    """How much waits, and how much goes together."""

    waiting: int = 2048  # inputs; past them callers are told to come again
    batch: int = 16  # inputs: nobody urgent waits longer than one such batch
    characters: int = 6000  # of the inputs of a batch together
    wait: float = 0.004  # seconds in which an idle model waits for company


@dataclass
class Stats:
    """What happened since the process began."""

    batches: int = 0
    inputs: int = 0
    joined: int = 0  # inputs answered by work that was already under way
    tokens: int = 0  # of the best hypotheses
    seconds: float = 0.0  # that the model worked
    refused: int = 0
    abandoned: int = 0  # inputs dropped before their turn
    sizes: list[int] = field(default_factory=lambda: [0] * 65)  # batches by number of inputs


@dataclass(eq=False)
class Item:
    """One input with everybody who waits for it."""

    key: Key
    calls: list[Call]
    future: "Future[Hypotheses]" = field(default_factory=Future)
    since: float = field(default_factory=time.perf_counter)
    marks: list[object] = field(default_factory=list)  # of the observer

    @property
    def priority(self) -> int:
        return min(call.priority for call in self.calls)

    @property
    def caller(self) -> str:
        return min(self.calls, key=lambda call: call.priority).caller

    @property
    def over(self) -> bool:
        return all(call.over for call in self.calls)


class MicroBatcher:
    """Runs `run` in one thread of its own, which starts with the first input."""

    def __init__(
        self,
        run: Run,
        limits: Limits | None = None,
        observer: Observer = SILENT,
        read: Callable[[], int] = int,
    ) -> None:
        """`read` says how many tokens the model has read since it was loaded."""
        self.limits, self.stats = limits or Limits(), Stats()
        self._run, self._observer, self._read = run, observer, read
        self._waiting: list[Item] = []
        self._known: dict[Key, Item] = {}  # waiting or running
        self._turns: dict[str, int] = {}  # caller → number of its last turn
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def waiting(self) -> int:
        """Inputs whose turn has not come."""
        return len(self._waiting)

    def submit(
        self, texts: Sequence[str], decoding: Decoding, call: Call
    ) -> "list[Future[Hypotheses]]":
        """Queue every text and return its future; a text already under way is not done twice.

        Raises `Busy` when too much waits.
        """
        with self._changed:
            if self._waiting and len(self._waiting) + len(texts) > self.limits.waiting:
                self.stats.refused += 1
                self._observer.refused(len(texts))
                raise Busy(
                    "Too much work is waiting. Try again later.", retry_after=self._patience()
                )
            mark = self._observer.mark()
            futures = [self._join((text, decoding), call, mark) for text in texts]
            self._observer.waiting(len(self._waiting))
            self._start()
            self._changed.notify()
        return futures

    def _join(self, key: Key, call: Call, mark: object) -> "Future[Hypotheses]":
        # Sampling draws anew each time, so that such inputs are never one.
        item = self._known.get(key) if key[1].temperature == 0 else None
        if item is None:
            item = Item(key, [])
            self._known[key] = item
            self._waiting.append(item)
        else:
            self.stats.joined += 1
        item.calls.append(call)
        item.marks.append(mark)
        return item.future

    def _patience(self) -> int:
        """Seconds until about half of what waits is done, from 1 to 60."""
        speed = self.stats.inputs / self.stats.seconds if self.stats.seconds else 2.0
        return round(min(max(len(self._waiting) / speed / 2, 1.0), 60.0))

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="songngu-model", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            batch = self._next()
            if batch:
                self._answer(batch)

    def _next(self) -> list[Item]:
        with self._changed:
            if not self._waiting:
                self._changed.wait_for(lambda: bool(self._waiting))
                self._changed.wait(self.limits.wait)  # company comes within milliseconds
            self._drop()
            batch = choose(self._waiting, self._turns, self.limits)
            for item in batch:
                self._waiting.remove(item)
                self._turns[item.caller] = self.stats.batches
            self._turns = {c: n for c, n in self._turns.items() if n > self.stats.batches - 1000}
            self._observer.waiting(len(self._waiting))
            return batch

    def _drop(self) -> None:
        """Forget what nobody waits for."""
        over = [item for item in self._waiting if item.over]
        for item in over:
            self._waiting.remove(item)
            self._known.pop(item.key, None)
            item.future.cancel()
            self.stats.abandoned += 1
        if over:
            self._observer.dropped(len(over))

    def _answer(self, batch: list[Item]) -> None:
        start, read = time.perf_counter(), self._read()
        outcomes = self._outcomes(batch)
        seconds = time.perf_counter() - start
        with self._changed:
            self._count(outcomes, seconds)
            for item in batch:
                self._known.pop(item.key, None)
        for item, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                item.future.set_exception(outcome)
            else:
                item.future.set_result(outcome)
        self._observer.ran(
            Ran(
                inputs=len(batch),
                failed=sum(isinstance(one, BaseException) for one in outcomes),
                read=self._read() - read,
                written=_tokens(outcomes),
                seconds=seconds,
                waits=tuple(start - item.since for item in batch),
                marks=tuple(mark for item in batch for mark in item.marks),
            )
        )

    def _outcomes(self, batch: Sequence[Item]) -> list[Hypotheses | BaseException]:
        """The answers; where a batch fails its halves are tried, so that one input fails alone."""
        try:
            return list(self._run([item.key[0] for item in batch], batch[0].key[1]))
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            if len(batch) == 1:
                return [error]
        half = len(batch) // 2
        return [*self._outcomes(batch[:half]), *self._outcomes(batch[half:])]

    def _count(self, outcomes: Sequence[object], seconds: float) -> None:
        stats = self.stats
        stats.batches += 1
        stats.inputs += len(outcomes)
        stats.seconds += seconds
        stats.sizes[min(len(outcomes), len(stats.sizes) - 1)] += 1
        stats.tokens += _tokens(outcomes)


def _tokens(outcomes: Sequence[object]) -> int:
    return sum(one[0].tokens for one in outcomes if isinstance(one, list) and one)


def choose(waiting: Sequence[Item], turns: dict[str, int], limits: Limits) -> list[Item]:
    """The next batch: the most urgent, callers in turn, all decoded alike, none too long."""
    if not waiting:
        return []
    urgent = min(item.priority for item in waiting)
    lines: dict[str, list[Item]] = {}
    for item in waiting:
        if item.priority == urgent:
            lines.setdefault(item.caller, []).append(item)
    order = sorted(lines, key=lambda caller: turns.get(caller, -1))
    first = lines[order[0]][0]
    fitting = [[i for i in lines[c] if i.key[1] == first.key[1]] for c in order]
    batch: list[Item] = []
    size = 0
    for row in range(max(map(len, fitting))):
        for line in fitting:
            if row >= len(line):
                continue
            size += len(line[row].key[0])
            if batch and (len(batch) >= limits.batch or size > limits.characters):
                return batch
            batch.append(line[row])
    return batch
