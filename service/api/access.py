"""A request id, a line in the log and safe headers for every response."""

import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

log = logging.getLogger("songngu.access")

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

# Nothing inline, nothing from elsewhere: the page needs neither.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register(app: Flask) -> None:
    """Watch every request of `app`."""
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    # The rule, not the path: an address may quote what nobody should find in a log.
    rule = request.url_rule.rule if request.url_rule else "(no such address)"
    milliseconds = 1000 * (time.perf_counter() - g.began)
    log.info("%s %s %s %d %.0f ms", g.request_id, request.method, rule, response.status_code,
             milliseconds)  # fmt: skip
    return response
