"""`python -m service.bench.profile`: where the seconds of a warm brief go, call by call."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from models.engines.base import Decoding, Engine, Hypothesis
from models.translator import Translator
from service.bench.__main__ import REPORT, Row, table
from service.briefs.searching import SEARCHES

T = TypeVar("T")


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processors: the two differ where cores work together or wait."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Call:
    """One call of the model."""

    inputs: int
    beam: int
    read: int  # tokens
    written: int  # tokens of all hypotheses
    longest: int  # tokens of the longest output: so many steps its batch takes
    spent: Spent


class Watched(Engine):
    """An engine that notes what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.calls = engine, list[Call]()

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """As the engine within."""
        before = self._engine.read
        made, spent = timed(lambda: self._engine.generate(texts, decoding))
        tokens = [one.tokens for row in made for one in row]
        read = self._engine.read - before
        self.calls.append(Call(len(texts), decoding.beam, read, sum(tokens), max(tokens), spent))
        return made


@click.command()
@click.option("--report", type=click.Path(exists=True, path_type=Path), default=REPORT)
@click.option("--search", type=click.Choice(list(SEARCHES)), default="wide", show_default=True)
def main(report: Path, search: str) -> None:
    """Make the brief of REPORT twice, and tell of the second time what each call took."""
    calls, whole = profile(report, search)
    heads = ("a warm brief", "inputs", "beam", "read", "written", "steps", "CPU s", "seconds")
    print(table(heads, rows(calls, whole)))


def profile(report: Path, search: str) -> tuple[list[Call], Spent]:
    """The calls of a warm brief, and the whole of it."""
    from service.briefs.pipeline import BriefOptions, Studio
    from service.briefs.studio_models import Models
    from service.reading import read
    from service.settings import changed, load_settings

    settings = changed(load_settings(), cache_sentences=0, max_waiting=0, search=search)
    models, data = Models(settings), report.read_bytes()
    watched = watch(models.translator(settings.str("translator")))
    studio = Studio(settings, models)

    def once() -> object:
        return studio.brief(read(data), BriefOptions())

    once()
    watched.calls.clear()
    _, whole = timed(once)
    return watched.calls, whole


def watch(translator: Translator) -> Watched:
    """Put a watched engine into a translator."""
    watched = Watched(translator._engine)
    translator._engine = watched
    return watched


def rows(calls: Sequence[Call], whole: Spent) -> list[Row]:
    """A row for each call, one for what is not the model's, and the whole."""
    made = [
        (
            "first search" if number == 0 else f"try {number + 1} of what failed",
            *map(str, (call.inputs, call.beam, call.read, call.written, call.longest)),
            *_seconds(call.spent),
        )
        for number, call in enumerate(calls)
    ]
    model = Spent(sum(call.spent.wall for call in calls), sum(call.spent.cpu for call in calls))
    rest = Spent(whole.wall - model.wall, whole.cpu - model.cpu)
    empty = ("",) * 5
    return [
        *made,
        ("reading, ranking, checks, titles", *empty, *_seconds(rest)),
        ("all", *empty, *_seconds(whole)),
    ]


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """What `work` gives, and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return made, Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _seconds(spent: Spent) -> tuple[str, str]:
    return f"{spent.cpu:.2f}", f"{spent.wall:.2f}"


if __name__ == "__main__":
    main()
