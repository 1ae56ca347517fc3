"""Running a model over rows, with the time it took."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Made = TypeVar("Made")
Progress = Callable[[int, int], None]  # rows done, rows in all


def silent(done: int, total: int) -> None:
    """Report progress to nobody."""


def timed(
    batches: Iterable[Sequence[Row]],
    work: Callable[[Sequence[Row]], Sequence[Made]],
    total: int,
    progress: Progress,
) -> tuple[list[Made], float]:
    """Return what `work` made of all batches, and the seconds spent in it."""
    made: list[Made] = []
    seconds = 0.0
    for batch in batches:
        start = time.perf_counter()
        made += work(batch)
        seconds += time.perf_counter() - start
        progress(len(made), total)
    return made, seconds
