"""An engine that needs no queue of ours, such as a server, with somebody who hears of it."""

import time
from collections.abc import Sequence
from typing import Any

from models.engines.base import Decoding, Engine, Hypothesis
from models.scheduling.observer import Observer, Ran


class ObservedEngine(Engine):
    """The engine within; each call is told as a batch that did not wait."""

    def __init__(self, engine: Engine, observer: Observer) -> None:
        self._engine, self._observer = engine, observer

    def __getattr__(self, name: str) -> Any:
        """What the engine within says of itself, its `spec` for one."""
        return getattr(self._engine, name)

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """As the engine within; errors as of it."""
        start, made = time.perf_counter(), None
        try:
            made = self._engine.generate(texts, decoding)
            return made
        finally:
            self._observer.ran(
                Ran(
                    inputs=len(texts),
                    failed=len(texts) if made is None else 0,
                    read=0,
                    written=sum(row[0].tokens for row in made or () if row),
                    seconds=time.perf_counter() - start,
                    waits=(),
                    marks=(self._observer.mark(),),
                )
            )
