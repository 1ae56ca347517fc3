"""What is being worked on: told in every line of the log, and carried along with jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from service.telemetry import spans


@dataclass
class Scope:
    """One request, or one article of a batch."""

    request_id: str = ""
    key: str = ""  # the id of the API key that was used, never the key
    batch: str = ""
    characters: int = 0  # of the text that came in
    trace_id: str = ""

    def fields(self) -> dict[str, str]:
        """What each line of the log says of it; what is empty is left out."""
        names = ("request_id", "key", "batch", "trace_id")
        return {name: value for name in names if (value := getattr(self, name))}


_current: ContextVar[Scope | None] = ContextVar("songngu_scope", default=None)


def current() -> Scope:
    """The scope of this thread; one that nobody keeps where there is none."""
    return _current.get() or Scope()


@contextmanager
def within(scope: Scope) -> Iterator[Scope]:
    """Work on `scope` within the block."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def count_characters(count: int) -> None:
    """Add to the characters of text that came in with what is being worked on."""
    current().characters += count


def carried() -> dict[str, str]:
    """What goes with a job, so that whoever works on it tells whose it is."""
    scope = current()
    told = {"request_id": scope.request_id, "key": scope.key, **spans.outgoing()}
    return {name: value for name, value in told.items() if value}


@contextmanager
def resumed(origin: Mapping[str, str], batch: str = "") -> Iterator[Scope]:
    """Work within the block for the request that `carried` was asked in."""
    scope = Scope(origin.get("request_id", ""), origin.get("key", ""), batch)
    with within(scope), spans.below(spans.incoming(origin)):
        scope.trace_id = spans.trace_id()
        yield scope
