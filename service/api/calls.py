"""Until when a request is worth working on: its own time limit, and whether its client is there."""

import math
import select
import socket
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, g, request

from models.scheduling.call import Call, calling
from service.api.context import context
from service.errors import BadRequest

HEADER = "X-Request-Timeout"
ARRIVED = "songngu.arrived"  # where our server keeps when a request began
# Where the servers we know keep the connection of a request.
_SOCKETS = ("gunicorn.socket", "werkzeug.socket")


def register(app: Flask) -> None:
    """Name the call of every request of `app`, for the queue of the models."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    call = Call(caller(), deadline=_deadline(), gone=_gone())
    g.calling = calling(call)
    g.calling.__enter__()
    call.check()  # it may have waited too long for a thread


def _end(error: BaseException | None) -> None:
    if held := g.pop("calling", None):
        held.__exit__(None, None, None)


def caller() -> str:
    """Who takes turns with others: one client, however many requests it sends."""
    return str(g.get("client") or request.remote_addr or g.request_id)


def _deadline() -> float | None:
    given = request.headers.get(HEADER)
    limit = context().settings.float("request_timeout")
    seconds = min(_seconds(given), limit or math.inf) if given else limit
    began = float(request.environ.get(ARRIVED, time.monotonic()))
    return began + seconds if seconds else None


def _seconds(given: str) -> float:
    try:
        seconds = float(given)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise BadRequest(f"{HEADER} must be a number of seconds above 0, not {given[:40]!r}.")
    return seconds


def _gone() -> Callable[[], bool] | None:
    found = next((request.environ[n] for n in _SOCKETS if n in request.environ), None)
    return (lambda: closed(found)) if isinstance(found, socket.socket) else None


def closed(connection: Any) -> bool:
    """Whether the other side has closed a connection; one that cannot tell counts as open."""
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):  # closed on this side, or encrypted, where nobody may peek
        return bool(connection.fileno() == -1)
