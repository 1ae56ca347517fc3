"""Where cases come from: edits of real ones, or strategies of Hypothesis. Seeds make them again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

Run = Callable[[Any], object]
Edit = Callable[[Random, Any, Sequence[Any]], Any]


class Source(Protocol):
    """Cases by number."""

    @property
    def name(self) -> str:
        """How the cases are made."""
        ...

    def each(self, start: int, count: int, run: Run) -> None:
        """Call `run` with `count` cases; the same `start` gives the same ones."""
        ...


@dataclass(frozen=True)
class Edited:
    """Each case is a seed after a few random edits; the first ones are the seeds as they are."""

    seeds: Sequence[Any]
    edit: Edit
    unchanged: bool = True  # whether the seeds themselves are cases
    name: str = "edits"

    def each(self, start: int, count: int, run: Run) -> None:
        for number in range(count):
            run(self.case(start, number))

    def case(self, start: int, number: int) -> Any:
        if self.unchanged and number < len(self.seeds) and not start:
            return self.seeds[number]
        random = Random(f"{start}/{number}")
        return self.edit(random, random.choice(self.seeds), self.seeds)


@dataclass(frozen=True)
class Drawn:
    """Each case is drawn from a strategy of Hypothesis."""

    strategy: SearchStrategy[Any]
    name: str = "strategy"

    def each(self, start: int, count: int, run: Run) -> None:
        if not count:
            return

        @seed(start)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(self.strategy)
        def feed(case: Any) -> None:
            run(case)

        feed()
