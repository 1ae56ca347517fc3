"""Handing work over to the workers: into the database first, then a ticket into the queue."""

import logging
from threading import Lock
from typing import Any

from flask import current_app

from service.api.context import context
from service.api.keys import principal
from service.api.schemas import Options, WithTerms
from service.jobs.batches import PRIORITY, Batches, Order, Taken
from service.jobs.queue import Queue

log = logging.getLogger("songngu.jobs")

_KEY = "songngu-queue"
_lock = Lock()


def batches() -> Batches:
    """The batches of the application that answers now."""
    return Batches(context().database)


def accept(order: Order) -> Taken:
    """Take an order in and wake a worker. Raises `KeyReused` or `EmptyBatch`."""
    taken = batches().take(order)
    if not taken.again:
        wake(taken.number, PRIORITY[order.kind])
    return taken


def wake(batch: int, priority: int) -> None:
    """Put a ticket into the queue; where that fails, a worker does it as soon as it can."""
    try:
        _queue().put(batch, priority)
    except Exception as error:  # noqa: BLE001 - of whatever client the queue has
        log.warning("the queue is away (%s); the batch is done when it is back", error)


def options_of(asked: Options) -> dict[str, Any]:
    """What a request asks for, as it waits in the database; what it leaves open is left out."""
    names = ("points", "words", "summariser", "translator", "diacritics", "glossary")
    told = {name: value for name in names if (value := getattr(asked, name, None)) is not None}
    if (key := principal().key) is not None:
        told["key"] = key.number  # who pays for it
    if isinstance(asked, WithTerms) and asked.terms:
        told["terms"] = [(one.vi.strip(), one.en.strip()) for one in asked.terms]
    return told


def _queue() -> Queue:
    """The queue of this application, opened when first needed: after the server has forked."""
    with _lock:
        if _KEY not in current_app.extensions:
            current_app.extensions[_KEY] = Queue(context().settings)
        found: Queue = current_app.extensions[_KEY]
        return found
