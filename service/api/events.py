"""Server-sent events: watching one long call."""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass

# A comment this often keeps proxies from closing a silent connection.
HEARTBEAT_SECONDS = 10.0
HEARTBEAT = ": still working\n\n"

Progress = Callable[[str, float], None]


class Abandoned(Exception):
    """The client went away, so the work stops at its next sign of progress."""


@dataclass(frozen=True)
class Reported:
    """A sign of progress; `fraction`, 0 to 1, is of the whole work."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class Finished:
    """The work is done, and this came of it."""

    value: object


@dataclass(frozen=True)
class Failed:
    """The work ended in an exception."""

    error: Exception


Signal = Reported | Finished | Failed


def watch(work: Callable[[Progress], object]) -> Iterator[Signal | None]:
    """Run `work` in a thread and yield its signals as they come; None when none came for long.

    The last signal is `Finished` or `Failed`. When the caller stops reading, `work` stops too.
    It works for the call, with its deadline, of whoever calls this.
    """
    return _watched(work, copy_context())


def _watched(work: Callable[[Progress], object], scope: Context) -> Iterator[Signal | None]:
    signals: queue.Queue[Signal] = queue.Queue()
    gone = threading.Event()

    def progress(stage: str, fraction: float) -> None:
        if gone.is_set():
            raise Abandoned
        signals.put(Reported(stage, min(max(fraction, 0.0), 1.0)))

    arguments = (_run, work, progress, signals)
    threading.Thread(target=scope.run, args=arguments, daemon=True).start()
    try:
        yield from _until_done(signals)
    finally:
        gone.set()


def event(name: str, data: object) -> str:
    """One event, its data as JSON on one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _run(
    work: Callable[[Progress], object], progress: Progress, signals: "queue.Queue[Signal]"
) -> None:
    try:
        signals.put(Finished(work(progress)))
    except Exception as error:  # noqa: BLE001 - told to whoever reads the signals
        signals.put(Failed(error))


def _until_done(signals: "queue.Queue[Signal]") -> Iterator[Signal | None]:
    signal: Signal | None = None
    while not isinstance(signal, Finished | Failed):
        try:
            signal = signals.get(timeout=HEARTBEAT_SECONDS)
        except queue.Empty:
            signal = None
        yield signal
