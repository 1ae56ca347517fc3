"""Tells of the models to whoever counts in this process at the time."""

import logging
from collections.abc import Callable
from typing import Any

from models.scheduling.observer import Observer, Ran
from service.telemetry import spans
from service.telemetry.meter import count

log = logging.getLogger("songngu.models")


class ModelWatch:
    """Hears of one model."""

    def __init__(self, id: str) -> None:
        self._id = id

    def loaded(self, seconds: float, problem: str) -> None:
        fields = {"model": self._id, "seconds": round(seconds, 3), "problem": problem or "none"}
        log.info("model loaded" if not problem else "model not loaded", extra={"fields": fields})
        self._tell(lambda one: one.loaded(seconds, problem))

    def mark(self) -> object:
        return spans.here()

    def waiting(self, count: int) -> None:
        self._tell(lambda one: one.waiting(count))

    def ran(self, batch: Ran) -> None:
        self._tell(lambda one: one.ran(batch))
        count(lambda meter: self._trace(batch))

    def refused(self, inputs: int) -> None:
        self._tell(lambda one: one.refused(inputs))

    def dropped(self, inputs: int) -> None:
        self._tell(lambda one: one.dropped(inputs))

    def looked_up(self, hits: int, misses: int) -> None:
        self._tell(lambda one: one.looked_up(hits, misses))

    def _trace(self, batch: Ran) -> None:
        spans.past(
            "model.batch",
            batch.seconds,
            batch.marks,
            model=self._id,
            inputs=batch.inputs,
            failed=batch.failed,
            tokens_in=batch.read,
            tokens_out=batch.written,
            longest_wait=max(batch.waits, default=0.0),
        )

    def _tell(self, what: Callable[[Observer], Any]) -> None:
        count(lambda meter: what(meter.model(self._id)))
