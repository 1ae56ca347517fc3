"""The progress of a batch as server-sent events, each of which tells everything."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from service.api.batch_schemas import answer_of
from service.api.events import HEARTBEAT, HEARTBEAT_SECONDS, event
from service.jobs.batches import Batches
from service.jobs.progress import Progress

END = "end"  # name and id of the last event
_LOOK_SECONDS = 0.5  # between two looks at a batch that is watched
_WATCH_SECONDS = 600.0  # after which a stream ends and a browser asks again
_MOST = 6  # streams that one process holds open

_open: list[int] = []  # one item a stream
_lock = Lock()


def watched(found: Batches, id: str) -> Iterator[str]:
    """Events whenever something changes, until the batch has ended.

    Each stream holds a thread. Where `_MOST` are open already, one more tells how the batch is and
    ends, and a browser asks again in some seconds.
    """
    with _counted() as count:
        yield from _events(found, id, _WATCH_SECONDS if count <= _MOST else 0.0)


def _events(found: Batches, id: str, seconds: float) -> Iterator[str]:
    last, until = None, time.monotonic() + seconds
    silent = time.monotonic()
    while last is None or time.monotonic() < until:
        progress = found.find(id)
        if (now := (progress.state, progress.counts)) != last:
            last, silent = now, time.monotonic()
            yield _event("progress", progress, str(progress.ready))
        if progress.ended:
            yield _event(END, progress, END)
            return
        if time.monotonic() - silent > HEARTBEAT_SECONDS:
            silent = time.monotonic()
            yield HEARTBEAT
        time.sleep(min(_LOOK_SECONDS, max(0.0, until - time.monotonic())))


@contextmanager
def _counted() -> Iterator[int]:
    """How many streams are open, this one included."""
    with _lock:
        _open.append(1)
        count = len(_open)
    try:
        yield count
    finally:
        with _lock:
            _open.pop()


def _event(name: str, progress: Progress, id: str) -> str:
    data = answer_of(progress).model_dump(mode="json", exclude={"webhook_secret"})
    return f"id: {id}\n{event(name, data)}"
