"""Runs a target over its cases: counts, times, memory, and what was found, a place once."""

import gc
import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fuzzing.target import Target, Verdict, judged, name_of, written

_AGAIN = 300  # cases that are run over and over to see whether memory grows
_ROUNDS = 6
_WARM = 3


@dataclass
class Found:
    """A fault: where, how often, and the file that holds the first case of it."""

    kind: str
    place: str
    case: str
    count: int = 1


@dataclass
class Result:
    """What a run of one target saw."""

    target: str
    engine: str  # "edits" of real cases, "strategy" of Hypothesis, "coverage" of atheris
    cases: int = 0
    refused: int = 0
    seconds: float = 0.0  # of the clock
    slowest: float = 0.0  # seconds of the processor for one case
    grown: float | None = None  # kB that stay a 1,000 cases
    found: list[Found] = field(default_factory=list)

    def add(self, verdict: Verdict, seconds: float, worked: float) -> None:
        """Count a case."""
        self.cases += 1
        self.refused += verdict.kind == "refused"
        self.seconds += seconds
        self.slowest = max(self.slowest, worked)

    def written(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def result_of(line: str) -> Result:
    """The result of a line of JSON."""
    told = json.loads(line)
    return Result(**told | {"found": [Found(**one) for one in told["found"]]})


class Runner:
    """Judges cases of one target and keeps those that fail in `folder`."""

    def __init__(self, target: Target, folder: Path, engine: str, budget: float = 1e9) -> None:
        self.target, self.folder, self.budget = target, folder, budget
        self.result = Result(target.name, engine)
        self._places: dict[tuple[str, str], Found] = {}

    def run(self, case: Any) -> None:
        """Judge a case, unless the seconds of the budget are over."""
        if self.result.seconds > self.budget:
            return
        began, worked = time.perf_counter(), time.process_time()
        verdict = judged(self.target, case)
        self.result.add(verdict, time.perf_counter() - began, time.process_time() - worked)
        if not verdict.good:
            self._keep(case, verdict)

    def _keep(self, case: Any, verdict: Verdict) -> None:
        known = self._places.get((verdict.kind, verdict.place))
        if known is not None:
            known.count += 1
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{_plain(self.target.name)}-{name_of(case)}"
        (self.folder / name).write_bytes(written(case))
        (self.folder / f"{name}.txt").write_text(verdict.trace, "utf-8", "backslashreplace")
        found = Found(verdict.kind, verdict.place, name)
        self._places[verdict.kind, verdict.place] = found
        self.result.found.append(found)


def run(
    target: Target, count: int, seed: int, folder: Path, budget: float = 1e9, warm: int = _WARM
) -> Result:
    """Run `count` cases, or as many as `budget` seconds allow, after `warm` not counted ones."""
    target.source.each(seed, warm, lambda case: judged(target, case))  # imports take their time
    runner = Runner(target, folder, target.source.name, budget)
    target.source.each(seed, count, runner.run)
    return runner.result


def growth(target: Target, seed: int, count: int) -> float:
    """kB that stay a 1,000 cases when the same cases are run over and over, caches being full."""
    count, sizes = min(count, _AGAIN), []
    for _ in range(_ROUNDS):
        target.source.each(seed, count, lambda case: judged(target, case))
        gc.collect()
        sizes.append(resident())
    half = _ROUNDS // 2
    return (sizes[-1] - sizes[half - 1]) * 1024 / (_ROUNDS - half) / count * 1000


def resident() -> float:
    """Resident memory of this process, in MB."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def _plain(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name)
