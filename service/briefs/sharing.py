"""One computation for requests that ask for the same, and its answer remembered.

Clients with a short patience send a request again while the first is still worked on; the second
then waits for the first instead of starting over.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

# Values that tell requests apart; their structure counts, so that no two join to the same text.
Key = tuple[object, ...]


class Sharing(Generic[T]):
    """Answers by key: those being computed, and the last ones. Safe to share by threads."""

    def __init__(self, size: Callable[[T], int], most: int = 8_000_000) -> None:
        """`size` weighs an answer, `most` is the weight of all that are remembered."""
        self._size, self._most = size, most
        self._lock = Lock()
        self._running: dict[str, Future[T]] = {}
        self._known: OrderedDict[str, T] = OrderedDict()
        self._weight = 0

    def answer(self, key: Key, compute: Callable[[], T], seconds: float | None = None) -> T:
        """The answer to `key`, by `compute` where it is not known and not on its way.

        The computation has a thread of its own, in the context of whoever asked first, and goes on
        when that one is gone. An error is told to all who wait and is not remembered. `seconds` is
        the longest to wait; past it comes `TimeoutError`, and the computation goes on.
        """
        digest = digest_of(key)
        with self._lock:
            if digest in self._known:
                self._known.move_to_end(digest)
                return self._known[digest]
            future = self._running.get(digest)
            if future is None:
                future = self._running[digest] = Future()
                arguments = (self._run, digest, future, compute)
                Thread(target=copy_context().run, args=arguments, daemon=True).start()
        return future.result(seconds)

    def _run(self, digest: str, future: Future[T], compute: Callable[[], T]) -> None:
        try:
            result = compute()
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must know
            with self._lock:
                del self._running[digest]
            future.set_exception(error)
            return
        with self._lock:
            del self._running[digest]
            self._keep(digest, result)
        future.set_result(result)

    def _keep(self, digest: str, result: T) -> None:
        size = self._size(result)
        if size > self._most:
            return
        self._known[digest] = result
        self._weight += size
        while self._weight > self._most:
            _, old = self._known.popitem(last=False)
            self._weight -= self._size(old)


def digest_of(key: Key) -> str:
    """The digest of a key with its structure: ("a", "b") is not ("ab",)."""
    return hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
