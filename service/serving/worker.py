"""gunicorn's worker with threads, but no thread waits for a client.

The loop of the process gathers each request until it is whole, and only then gives it to a thread.
Probes have a thread of their own, so that a busy service is not taken for a dead one. A request
for which no thread is free in time is told to come again.
"""

import errno
import io
import os
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from models.errors import DeadlineExceeded, SongnguError
from service.api.calls import ARRIVED
from service.api.problems import RequestTimeout
from service.serving.bounds import Bounds
from service.serving.connections import Connection, PatientSocket
from service.serving.gathering import Gathering
from service.serving.leaving import Leaving
from service.serving.refusals import busy, refusal_of, stopping, told

PROBES = (b"/healthz", b"/readyz", b"/metrics", b"/health")
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_PASSING = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
_READ = 65_536  # bytes at a time
_LAST_SECONDS = 2.0  # in which a request must be whole when the process stops
_SPARE = 4  # connections below the most there may be, from which the least are let go
_MARGIN_SECONDS = 3.0  # of the time to stop: for jobs to go back


class Worker(ThreadWorker):  # type: ignore[misc]
    """One process. `app.bounds` says what a client may cost; `app.stopping` and `app.stopped`
    are told of the end."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.wsgi: Any = None
        self.bounds: Bounds = self.app.bounds
        self.coming: set[Connection] = set()
        self.working: set[Connection] = set()
        self.held = 0  # bytes of requests that were not answered yet
        self.until = 0.0  # when a worker that stops has to have ended

    def init_process(self) -> None:
        """Begin after the fork."""
        grace = self.cfg.graceful_timeout
        self.cfg.set("graceful_timeout", int(max(1.0, grace - _MARGIN_SECONDS)))
        self.probes = ThreadPoolExecutor(2, "songngu-probe")
        self.leaving = Leaving(lambda: self.poller)
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application, and tell it when each request began."""
        super().load_wsgi()
        application: Any = self.wsgi

        def dated(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            environ[ARRIVED] = environ["gunicorn.socket"].arrived
            found: Iterable[bytes] = application(environ, start)
            return found

        self.wsgi = dated

    def run(self) -> None:
        """Serve until a signal; what does not end in time is cut off."""
        super().run()
        self.probes.shutdown(wait=False)
        self.app.stopped(self.until)
        if self.working:
            self._cut_off()

    def _cut_off(self) -> None:
        """Tell whoever still waits, and end: threads that still work would hold the process."""
        self.log.warning("%d requests were cut off: no time was left", len(self.working))
        for conn in self.working:
            if not conn.sock.spoken:
                self._tell(conn, stopping())
        os._exit(0)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or end to accept; at the end of all, connections are refused from now on."""
        super().set_accept_enabled(enabled)
        if not self.alive and not self.until:
            self._begin_to_stop()

    def _begin_to_stop(self) -> None:
        self.until = time.monotonic() + self.cfg.graceful_timeout
        self.app.stopping()
        for listener in self.sockets:
            while self.accept(listener):
                """Those who are connected already are served."""
            listener.close()
        for conn in self.coming:
            _gathered(conn).until = min(_gathered(conn).until, time.monotonic() + _LAST_SECONDS)

    def accept(self, listener: Any) -> bool:
        """Take a connection on; whether there was one."""
        try:
            taken, client = listener.accept()
        except OSError as error:
            if error.errno in _FULL:
                self._make_room()
            elif error.errno not in _PASSING:
                raise
            return False
        sock = PatientSocket(fileno=taken.detach())
        sock.bounds = self.bounds
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections - _SPARE:
            self._make_room()
        server = listener.getsockname()
        self.enqueue_req(Connection(self.cfg, sock, client, server, self.leaving.add))
        return True

    def enqueue_req(self, conn: Connection) -> None:
        """Gather the next request of a connection, what was read ahead of it first."""
        conn.gathering = Gathering(self.bounds)
        ahead = conn.parser.unreader.take_buffered() if conn.parser else b""
        conn.sock.setblocking(False)
        self.coming.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._readable, conn))
        if ahead:
            self._feed(conn, ahead)

    def _readable(self, conn: Connection, sock: Any) -> None:
        try:
            piece = sock.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            self._feed(conn, piece)
        else:
            self._drop(conn)

    def _feed(self, conn: Connection, piece: bytes) -> None:
        gathering = _gathered(conn)
        try:
            self.held += len(piece)
            if gathering.feed(piece):
                self._forward(conn)
            elif self.held > self.bounds.held:
                raise busy()
            elif gathering.expects and not gathering.told:
                gathering.told = True
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        except SongnguError as error:
            self._refuse(conn, error)
        except OSError:
            self._drop(conn)

    def _forward(self, conn: Connection) -> None:
        """Give a whole request to a thread."""
        self._end_gathering(conn)
        gathering = _gathered(conn)
        conn.size = len(gathering.data)
        allowed = gathering.patience
        conn.until = gathering.began + min(allowed or self.bounds.wait_time, self.bounds.wait_time)
        pool = self.probes if gathering.path in PROBES else self.tpool
        self.working.add(conn)
        conn.future = pool.submit(self.handle, conn)
        conn.future.add_done_callback(
            lambda future: self.method_queue.defer(self.finish_request, conn, future)
        )

    def handle(self, conn: Connection) -> Any:
        """Answer a request; in a thread."""
        conn.parse()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Answer a request that gunicorn has parsed."""
        gathering = _gathered(conn)
        req._expected_100_continue = False  # it was told, where it had to be
        if gathering.cut:
            req.force_close()
        elif gathering.chunked:
            req.body = io.BytesIO(req.body.read())  # errors in its framing come now
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what is no request with a problem document."""
        error = refusal_of(exc)
        if error is None:
            super().handle_error(req, client, addr, exc)
            return
        client.sendall(told(error))

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """Go on with a connection whose request was answered, or waited too long."""
        self.working.discard(conn)
        self.held -= conn.size
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Look after all that has taken too long."""
        now = time.monotonic()
        for conn in [one for one in self.coming if _gathered(one).until < now]:
            self._late(conn)
        for conn in [one for one in self.working if one.until < now]:
            self._unheard(conn)
        self.leaving.end_late(now)

    def _late(self, conn: Connection) -> None:
        if _gathered(conn).data:
            self._refuse(conn, RequestTimeout("The request took too long to come in."))
        else:
            self._drop(conn)

    def _unheard(self, conn: Connection) -> None:
        """Refuse a request that waits for a thread, unless one has begun with it."""
        if conn.future is None or not conn.future.cancel():
            return
        allowed = _gathered(conn).patience
        late = allowed is not None and allowed <= self.bounds.wait_time
        error = DeadlineExceeded(_TOO_LATE) if late else busy()
        self._tell(conn, error)  # `finish_request` closes it

    def _refuse(self, conn: Connection, error: SongnguError) -> None:
        self._forget(conn)
        self._tell(conn, error)
        self.nr_conns -= 1
        conn.close(graceful=True)

    def _tell(self, conn: Connection, error: SongnguError) -> None:
        response = told(error)
        try:
            conn.sock.settimeout(0.0)
            conn.sock.send(response)
        except OSError:
            """Whoever is gone or does not read is not told."""

    def _drop(self, conn: Connection) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: Connection) -> None:
        self._end_gathering(conn)
        self.held -= len(_gathered(conn).data)

    def _end_gathering(self, conn: Connection) -> None:
        self.coming.discard(conn)
        self.poller.unregister(conn.sock)

    def _make_room(self) -> None:
        """Let go of whoever has been silent or leaving for the longest."""
        if self.leaving.end_first():
            return
        if self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0.0
            self.murder_keepalived()
        elif self.coming:
            self._drop(min(self.coming, key=_worth))
        else:
            time.sleep(0.05)  # all threads are at work: there is nothing but to wait


_TOO_LATE = (
    "The answer was not ready in the time the request allows. Allow more in X-Request-Timeout, "
    "or send less at a time."
)


def _worth(conn: Connection) -> tuple[bool, float]:
    """Whoever has said least, and has the least time left, is let go first."""
    gathering = _gathered(conn)
    return bool(gathering.path), gathering.until


def _gathered(conn: Connection) -> Gathering:
    assert conn.gathering is not None  # from the first moment of a connection
    return conn.gathering
