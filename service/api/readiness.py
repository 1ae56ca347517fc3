"""Finding out whether briefs can be made, without keeping whoever asks waiting."""

import logging
from collections.abc import Callable, Sequence
from threading import Lock, Thread

LOADING = "The models are being loaded."
STOPPING = "The service is being stopped."
WAIT_SECONDS = 1.0

log = logging.getLogger("songngu.api")


class Readiness:
    """Looks in a thread of its own, since a first look loads the models.

    Probes come every few seconds and give up quickly: were each to wait for the models, they
    would soon hold every thread of the server.
    """

    def __init__(self, look: Callable[[], Sequence[str]]) -> None:
        self._look = look
        self._found = [LOADING]  # what the last look that came to an end has found
        self._thread: Thread | None = None
        self._lock = Lock()
        self._stopping = False

    def stop(self) -> None:
        """Not ready from now on, so that nobody sends anything new."""
        self._stopping = True

    def problems(self) -> list[str]:
        """What keeps briefs from being made; empty when nothing does."""
        if self._stopping:
            return [STOPPING]
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(WAIT_SECONDS)
        if thread.is_alive():
            return self._found
        with self._lock:
            self._thread = None  # the next to ask looks again: what is loaded is found at once
        return self._found

    def _run(self) -> None:
        try:
            self._found = list(self._look())
        except Exception:
            log.exception("whether the service is ready could not be found out")
            self._found = ["The models could not be looked at."]
