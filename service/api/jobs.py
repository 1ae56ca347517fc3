"""Handing work over to the workers: into the database first, then a ticket into the queue."""

import logging
from threading import Lock

from flask import current_app

from service.api.context import context
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


def _queue() -> Queue:
    """The queue of this application, opened when first needed: after the server has forked."""
    with _lock:
        if _KEY not in current_app.extensions:
            current_app.extensions[_KEY] = Queue(context().settings)
        found: Queue = current_app.extensions[_KEY]
        return found
