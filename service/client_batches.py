"""Batches over HTTP, as the client speaks of them."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_ENDED = ("finished", "failed", "cancelled")

Send = Callable[..., Any]  # method, path and the arguments of httpx → its response


@dataclass(frozen=True)
class Batch:
    """A batch at one moment; `counts` are articles by state."""

    id: str
    state: str  # waiting, running, finished, failed, cancelled
    total: int
    counts: Mapping[str, int]
    rate: float | None  # articles per hour; None before there is one
    left: float | None  # seconds the rest may take; None where unknown
    webhook_secret: str | None = None  # told to its maker only

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in _ENDED


@dataclass(frozen=True)
class BatchResult:
    """What became of one article: `result`, or the `error` with its code and detail."""

    place: int  # in the batch, from 0
    id: str
    state: str  # done, failed, cancelled
    status: str = ""  # ok or review
    result: Any = None
    error: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batches:
    """What can be asked of the batches of a server; `client.batches` is one."""

    send: Send

    def start(
        self, articles: Iterable[Mapping[str, Any]], task: str = "brief", key: str = "", **how: Any
    ) -> Batch:
        """Hand in articles; the same `key` with the same request gives the same batch again.

        `how` holds the options of a brief, and `webhook`.
        """
        body = {"articles": list(articles), "task": task, **how}
        headers = {"Idempotency-Key": key} if key else {}
        return _batch(self.send("POST", "/v1/batches", json=body, headers=headers))

    def get(self, id: str) -> Batch:
        """How far a batch is."""
        return _batch(self.send("GET", f"/v1/batches/{id}"))

    def wait(self, id: str, seconds: float = 1.0) -> Iterator[Batch]:
        """Look every so many seconds until the batch has ended; the last one has."""
        while True:
            yield (batch := self.get(id))
            if batch.ended:
                return
            time.sleep(seconds)

    def results(self, id: str, after: int = -1) -> Iterator[BatchResult]:
        """What is done, in the order of the articles, after the place `after`."""
        answer = self.send("GET", f"/v1/batches/{id}/results", params={"after": after})
        for line in answer.text.split("\n"):
            if line:
                yield _result(json.loads(line))

    def cancel(self, id: str) -> Batch:
        """End a batch: what waits is not done."""
        return _batch(self.send("POST", f"/v1/batches/{id}/cancel"))


def _batch(answer: Any) -> Batch:
    told = answer.json()
    return Batch(**{name: told.get(name) for name in Batch.__dataclass_fields__})


def _result(told: Mapping[str, Any]) -> BatchResult:
    known = {name: told[name] for name in BatchResult.__dataclass_fields__ if told.get(name)}
    return BatchResult(**{"place": told["place"], **known})
