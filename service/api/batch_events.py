"""The progress of a batch as server-sent events, each of which tells everything."""

import time
from collections.abc import Iterator

from service.api.batch_schemas import answer_of
from service.api.events import HEARTBEAT, HEARTBEAT_SECONDS, event
from service.jobs.batches import Batches
from service.jobs.progress import Progress

END = "end"  # name and id of the last event
_LOOK_SECONDS = 0.5  # between two looks at a batch that is watched
_WATCH_SECONDS = 600.0  # after which a stream ends and a browser asks again


def watched(found: Batches, id: str) -> Iterator[str]:
    """Events whenever something changes, until the batch has ended."""
    last, until = None, time.monotonic() + _WATCH_SECONDS
    silent = time.monotonic()
    while time.monotonic() < until:
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
        time.sleep(_LOOK_SECONDS)


def _event(name: str, progress: Progress, id: str) -> str:
    data = answer_of(progress).model_dump(mode="json", exclude={"webhook_secret"})
    return f"id: {id}\n{event(name, data)}"
