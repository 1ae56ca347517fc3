"""Spans of what takes time, for OpenTelemetry. Its packages are imported only where it is on.

Attributes are counts and names of ours. Exceptions are told by their type alone: their messages
quote values, and values are text of articles.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Value = str | int | float | bool

_tracer: Any = None


def use(tracer: Any) -> None:
    """Trace with another tracer of OpenTelemetry from now on; None: not at all."""
    global _tracer
    _tracer = tracer


def tracing() -> bool:
    """Whether spans are made in this process."""
    return _tracer is not None


@contextmanager
def span(name: str, **attributes: Value) -> Iterator[None]:
    """A span around the block, below that of whoever called."""
    if _tracer is None:
        yield
        return
    one = _tracer.start_as_current_span(
        name, attributes=_named(attributes), record_exception=False, set_status_on_exception=False
    )
    with one as opened:
        try:
            yield
        except BaseException as error:
            fail(opened, type(error).__name__)
            raise


def fail(one: Any, kind: str) -> None:
    """Mark a span as failed."""
    from opentelemetry.trace import Status, StatusCode

    one.set_status(Status(StatusCode.ERROR, kind))
    one.set_attribute("error.type", kind)


def here() -> Any:
    """Where this thread is in its trace, for `past`; None where it is in none."""
    if _tracer is None:
        return None
    from opentelemetry.trace import get_current_span

    found = get_current_span().get_span_context()
    return found if found.is_valid else None


def past(name: str, seconds: float, places: Sequence[Any], **attributes: Value) -> None:
    """A span that ends now, of work for all who were at `places`: below the first of them."""
    if _tracer is None:
        return
    from opentelemetry.trace import Link, NonRecordingSpan, set_span_in_context

    known = list({place.span_id: place for place in places if place is not None}.values())
    above = set_span_in_context(NonRecordingSpan(known[0])) if known else None
    end = time.time_ns()
    one = _tracer.start_span(
        name,
        context=above,
        links=[Link(place) for place in known[1:]],
        attributes=_named(attributes),
        start_time=end - int(seconds * 1e9),
    )
    one.end(end)


def outgoing() -> dict[str, str]:
    """The headers by which whoever is asked goes on with the trace of this thread (W3C).

    Also of a trace that is not ours, in a program that uses our client.
    """
    if sys.modules.get("opentelemetry.trace") is None:
        return {}
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    headers: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(headers)
    return headers


def incoming(headers: Mapping[str, str]) -> Any:
    """The context that headers of `outgoing` tell of; None where nothing is traced."""
    if _tracer is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    told = {name: headers[name] for name in ("traceparent", "tracestate") if name in headers}
    return TraceContextTextMapPropagator().extract(told)


@contextmanager
def below(context: Any) -> Iterator[None]:
    """Be within the block where `incoming` says."""
    if context is None:
        yield
        return
    from opentelemetry.context import attach, detach

    token = attach(context)
    try:
        yield
    finally:
        detach(token)


def trace_id() -> str:
    """The id of the trace that this thread is in, as logs and headers write it; "" for none."""
    found = here()
    return format(found.trace_id, "032x") if found else ""


def start_server(name: str, headers: Mapping[str, str], **attributes: Value) -> Any:
    """The span of a request that came in, to be ended by the caller; None where it is off."""
    if _tracer is None:
        return None
    from opentelemetry.trace import SpanKind

    return _tracer.start_span(
        name, context=incoming(headers), kind=SpanKind.SERVER, attributes=attributes
    )


def within(one: Any) -> Any:
    """The context of an open span, for `below`."""
    if one is None:
        return None
    from opentelemetry.trace import set_span_in_context

    return set_span_in_context(one)


def _named(attributes: Mapping[str, Value]) -> dict[str, Value]:
    return {f"songngu.{name}": value for name, value in attributes.items()}
