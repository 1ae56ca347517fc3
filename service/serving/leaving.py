"""Connections that have had their last answer, whose clients may still read it."""

from collections.abc import Callable
from functools import partial
from selectors import EVENT_READ, BaseSelector
from socket import SHUT_WR
from time import monotonic
from typing import Any

from gunicorn import util

from service.serving.connections import Connection

_SECONDS = 2.0  # in which a client may read
_MOST = 100  # connections; past them the first goes at once
_READ = 65_536  # bytes at a time


class Leaving:
    """Ends connections as RFC 9112, section 9.6, asks, without a thread that waits for it."""

    def __init__(self, poller: Callable[[], BaseSelector]) -> None:
        self._poller = poller
        self._waiting: dict[Connection, None] = {}  # the first to leave is first

    def add(self, conn: Connection) -> None:
        """Say no more, and end as soon as the client does, or is late."""
        try:
            conn.sock.shutdown(SHUT_WR)
            conn.sock.setblocking(False)
            self._poller().register(conn.sock, EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError):
            util.close(conn.sock)
            return
        conn.until = monotonic() + _SECONDS
        self._waiting[conn] = None
        if len(self._waiting) > _MOST:
            self.end_first()

    def end_late(self, now: float) -> None:
        """End those whose time is over."""
        for conn in [one for one in self._waiting if one.until < now]:
            self._end(conn)

    def end_first(self) -> bool:
        """End the one that has waited the longest; whether there was one."""
        for conn in self._waiting:
            self._end(conn)
            return True
        return False

    def _drain(self, conn: Connection, sock: Any) -> None:
        try:
            if sock.recv(_READ):
                return
        except BlockingIOError:
            return
        except OSError:
            """It is gone."""
        self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self._waiting[conn]
        self._poller().unregister(conn.sock)
        util.close(conn.sock)
