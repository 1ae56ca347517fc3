"""An engine that any number of threads may use at once."""

import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from typing import Any, TypeVar

from models.engines.base import Decoding, Engine, Hypothesis
from models.scheduling.cache import SentenceCache
from models.scheduling.call import Call, current
from models.scheduling.observer import SILENT, Observer
from models.scheduling.queue import Limits, MicroBatcher

Result = TypeVar("Result")

_LOOK_SECONDS = 0.25  # how often a caller that waits looks whether its client is still there


class SharedEngine(Engine):
    """Queues, batches and remembers for the engine within; see `models.scheduling.queue`."""

    def __init__(
        self,
        engine: Engine,
        limits: Limits | None = None,
        cache: SentenceCache | None = None,
        observer: Observer = SILENT,
    ) -> None:
        self._engine, self._limits, self.cache = engine, limits, cache
        self._observer = observer
        self.queue = MicroBatcher(engine.generate, limits, observer, lambda: engine.read)

    def __getattr__(self, name: str) -> Any:
        """What the engine within says of itself, its `spec` for one."""
        return getattr(self._engine, name)

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """As the engine within, in turn with others.

        Raises `Busy` past the queue's bound, `DeadlineExceeded` or `Abandoned` as the current
        call says, and what the engine raises, each for the input it is about.
        """
        call = _named(current())
        call.check()
        cache = self.cache if decoding.temperature == 0 else None
        known = {text: cache.get(text, decoding) if cache else None for text in texts}
        unknown = [text for text, one in known.items() if one is None]
        if cache:
            self._observer.looked_up(len(known) - len(unknown), len(unknown))
        made = self._made(unknown, decoding, call)
        if cache and made:
            cache.put(made, decoding)
        return [list(known[text] or made[text]) for text in texts]

    def _made(
        self, texts: Sequence[str], decoding: Decoding, call: Call
    ) -> dict[str, list[Hypothesis]]:
        if not texts:
            return {}
        futures = self.queue.submit(texts, decoding, call)
        return {text: wait(one, call) for text, one in zip(texts, futures, strict=True)}


def _named(call: Call) -> Call:
    """A call of nobody in particular is its thread's, so that threads take turns."""
    if call.caller:
        return call
    return Call(f"thread-{threading.get_ident()}", call.priority, call.deadline, call.gone)


def wait(future: "Future[Result]", call: Call) -> Result:
    """The result of a future, for as long as the call is worth it.

    Raises `DeadlineExceeded` or `Abandoned`, and what the future has failed with.
    """
    while True:
        try:
            return future.result(min(_LOOK_SECONDS, call.left or _LOOK_SECONDS))
        except NotYet:
            call.check()
        except CancelledError:
            call.check()
            raise
