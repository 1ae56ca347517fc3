"""Who is told of what a model does: nobody, unless the program around it wants to know.

What is told are counts and times, never texts. An observer must be quick and must not raise: some
of it is called while callers wait for a place in the queue.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Ran:
    """What a model did at one go."""

    inputs: int
    failed: int
    read: int  # tokens of the inputs; 0 where the engine does not count them
    written: int  # tokens of the best hypotheses
    seconds: float
    waits: tuple[float, ...]  # seconds that each input waited for its turn
    marks: tuple[object, ...]  # of those who asked; see `Observer.mark`


class Observer(Protocol):
    """Hears of one model."""

    def loaded(self, seconds: float, problem: str) -> None:
        """It was loaded, or could not be: `problem` is then the code or type of the error."""

    def mark(self) -> object:
        """Asked in the thread of each caller; what it answers comes back in `Ran.marks`."""

    def waiting(self, count: int) -> None:
        """So many inputs wait now."""

    def ran(self, batch: Ran) -> None:
        """A batch is done."""

    def refused(self, inputs: int) -> None:
        """So many inputs were turned away, since too many wait."""

    def dropped(self, inputs: int) -> None:
        """So many inputs were forgotten, since nobody waits for them any more."""

    def looked_up(self, hits: int, misses: int) -> None:
        """So many answers were in the cache, and so many were not."""


class Silent:
    """An observer that does nothing."""

    def loaded(self, seconds: float, problem: str) -> None:
        pass

    def mark(self) -> object:
        return None

    def waiting(self, count: int) -> None:
        pass

    def ran(self, batch: Ran) -> None:
        pass

    def refused(self, inputs: int) -> None:
        pass

    def dropped(self, inputs: int) -> None:
        pass

    def looked_up(self, hits: int, misses: int) -> None:
        pass


SILENT = Silent()


def unobserved(model: str) -> Observer:
    """The observer of a model that nobody wants to hear of."""
    return SILENT
