"""Working on jobs within the web server, so that one machine needs no second process."""

import atexit
import logging
import threading
import time
from typing import TYPE_CHECKING

from service.api.context import Context, context
from service.errors import SongnguError

if TYPE_CHECKING:
    from flask import Flask

    from service.jobs.consumer import Crew

log = logging.getLogger("songngu.jobs")

_AGAIN_SECONDS = 30.0  # until the next try, where the database or the queue is away
THREADS = 1  # requests of people have the others


class Inline:
    """A crew beside an application, or nobody where the settings want none."""

    def __init__(self, scope: Context) -> None:
        self._scope = scope
        self._crew: Crew | None = None
        self._ending = threading.Event()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to work as soon as the database and the queue are there."""
        if self._scope.settings.bool("worker_inline"):
            threading.Thread(target=self._work, name="songngu-inline", daemon=True).start()
            atexit.register(self.stop)

    def finish(self) -> None:
        """Take no more articles; what is being worked on goes on."""
        self._ending.set()
        with self._lock:
            if self._crew:
                self._crew.finish()

    def stop(self, until: float = 0.0) -> None:
        """Finish what is being worked on by a moment of `time.monotonic()`, or give it back."""
        self.finish()
        with self._lock:
            crew, self._crew = self._crew, None
        if crew:
            crew.stop(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        while not self._ending.is_set() and not self._started():
            self._ending.wait(_AGAIN_SECONDS)

    def _started(self) -> bool:
        from service.jobs.consumer import Crew
        from service.jobs.queue import Queue
        from service.jobs.worker import Tools

        scope = self._scope
        try:
            tools = Tools(scope.settings, scope.database, Queue(scope.settings), scope.studio)
            crew = Crew(tools, THREADS, inline=True)
        except (SongnguError, OSError) as error:
            log.warning("no jobs are worked on: %s", error)
            return False
        with self._lock:
            if not self._ending.is_set():
                crew.start()
                self._crew = crew
        return True


def begin(app: "Flask") -> Inline:
    """Start to work beside an application, where the settings want it.

    Call it once in each process, after it was forked; models are loaded by the first job.
    """
    with app.app_context():
        found = Inline(context())
    found.start()
    return found
