"""Connections whose clients cannot hold a thread for long."""

import errno
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn

from service.serving.bounds import Bounds
from service.serving.gathering import Gathering

_PIECE = 65_536  # bytes that are handed to the system at a time


class PatientSocket(socket.socket):
    """A socket whose client may lag behind a pace by some seconds, and is then cut off."""

    bounds = Bounds()
    arrived = 0.0  # when the request began that is being answered, by `time.monotonic()`
    spoken = False  # whether something of the answer was sent
    _behind = 0.0  # seconds that the client lags behind

    def setblocking(self, flag: bool) -> None:
        """Block, but never for ever."""
        self.settimeout(self.bounds.send_time if flag else 0.0)

    def recv(self, *arguments: Any) -> bytes:
        """As a socket does; a client that is too slow counts as gone."""
        try:
            return super().recv(*arguments)
        except TimeoutError as error:
            raise _gone() from error

    def sendall(self, data: Any, flags: int = 0) -> None:
        """As a socket does; a client that does not read counts as gone."""
        whole = memoryview(data).cast("B")
        for start in range(0, len(whole), _PIECE):
            self._send(whole[start : start + _PIECE], flags)

    def _send(self, piece: memoryview, flags: int) -> None:
        began, self.spoken = time.monotonic(), True
        self.settimeout(max(0.01, self.bounds.send_time - self._behind))
        try:
            super().sendall(piece, flags)
        except TimeoutError as error:
            raise _gone() from error
        took = time.monotonic() - began
        self._behind = max(0.0, self._behind + took - len(piece) / self.bounds.rate)


class Connection(TConn):  # type: ignore[misc]
    """A connection and the request that comes in on it."""

    def __init__(
        self,
        cfg: Any,
        sock: socket.socket,
        client: Any,
        server: Any,
        leave: Callable[["Connection"], None],
    ) -> None:
        super().__init__(cfg, sock, client, server)
        self.gathering: Gathering | None = None
        self.future: Future[bool] | None = None  # of its answer
        self.size = 0  # bytes of the request that is being answered
        self.until = 0.0  # when what it waits for has to have happened
        self._leave = leave

    def close(self, graceful: bool = False) -> None:
        """Close; gracefully, its client may first read what was sent to it."""
        if graceful:
            self._leave(self)
        else:
            util.close(self.sock)

    def parse(self) -> None:
        """Give what was gathered to gunicorn's parser."""
        assert self.gathering is not None
        self.sock.arrived, self.sock.spoken = self.gathering.began, False
        self.init()
        self.parser.unreader.unread(bytes(self.gathering.data))
        self.gathering.data.clear()


def _gone() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the client is too slow")
