"""A request id, a line in the log and safe headers for every response."""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request

from service.telemetry import spans
from service.telemetry.meter import Answered, count
from service.telemetry.scope import Scope, within

log = logging.getLogger("songngu.access")

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")

# Nothing inline, nothing from elsewhere: the page needs neither.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# What a page that shows briefs never asks a browser for.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # To ourselves only: without it, browsers send forms of our own pages with the origin “null”.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}


# What the label of a method can be: whatever a client makes up is one.
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
UNKNOWN = "(no such address)"


@dataclass(frozen=True)
class Visit:
    """One request from its beginning to the last byte of its answer."""

    scope: Scope
    method: str
    route: str  # the rule, not the path: an address may quote what nobody should find in a log
    began: float  # by `time.perf_counter()`
    span: Any = None  # of OpenTelemetry, where requests are traced

    def end(self, status: int) -> None:
        """Write its line, and count it."""
        seconds = time.perf_counter() - self.began
        characters = self.scope.characters
        count(
            lambda meter: meter.request(
                Answered(self.method, self.route, status, seconds, characters)
            )
        )
        fields: Mapping[str, object] = {
            "method": self.method,
            "route": self.route,
            "status": status,
            "milliseconds": round(1000 * seconds, 1),
            "characters": characters,
        }
        if self.span is not None:
            self.span.set_attribute("http.response.status_code", status)
            if status >= 500:
                spans.fail(self.span, str(status))
            self.span.end()
        with within(self.scope):
            log.info("%s %s %d", self.method, self.route, status, extra={"fields": fields})


def register(app: Flask) -> None:
    """Watch every request of `app`."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_leave)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
    method = request.method if request.method in METHODS else "OTHER"
    route = _PART.sub(r"{\1}", request.url_rule.rule) if request.url_rule else UNKNOWN
    told: dict[str, Any] = {"http.request.method": method, "http.route": route}
    one = spans.start_server(f"{method} {route}", _carrier(), **told)
    g.visit = Visit(Scope(g.request_id), method, route, time.perf_counter(), one)
    g.within = ExitStack()
    g.within.enter_context(within(g.visit.scope))
    g.within.enter_context(spans.below(spans.within(one)))
    g.visit.scope.trace_id = spans.trace_id()


def _carrier() -> dict[str, str]:
    """Headers with the names that W3C gives them."""
    return {name.lower(): value for name, value in request.headers.items()}


def _leave(error: BaseException | None) -> None:
    if held := g.pop("within", None):
        held.close()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    visit, status = g.visit, response.status_code
    if response.is_streamed:
        response.call_on_close(lambda: visit.end(status))
    else:
        visit.end(status)
    return response
