"""What every training run shares: its rate by the clock, and its log."""

import json
import time
from pathlib import Path
from typing import Protocol


class Scheduled(Protocol):
    """The highest learning rate of a run, and the share of the run in which it is reached."""

    @property
    def rate(self) -> float: ...

    @property
    def warmup(self) -> float: ...


def rate_at(done: float, recipe: Scheduled) -> float:
    """Learning rate at the share `done` of the run: a warm-up, then a straight line to zero."""
    if done < recipe.warmup:
        return recipe.rate * done / recipe.warmup
    return recipe.rate * max(0.0, (1 - done) / (1 - recipe.warmup))


class Pace:
    """How much of a run is done: by the clock, or by steps where it has so many."""

    def __init__(self, minutes: float, steps: int = 0, done: float = 0.0) -> None:
        self._seconds, self._steps, self._before = minutes * 60, steps, done
        self._start = time.monotonic()
        self._taken = 0

    def step(self) -> float:
        """Count one step and return the share that is done, 0 to 1."""
        self._taken += 1
        if self._steps:
            return min(1.0, self._before + self._taken / self._steps)
        return min(1.0, self._before + (time.monotonic() - self._start) / self._seconds)


class Log:
    """JSON lines, on the screen and in a file that is added to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def write(self, **values: object) -> None:
        """Write one line."""
        line = json.dumps(values, ensure_ascii=False)
        print(line, flush=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
