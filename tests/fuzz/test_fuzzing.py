"""Some cases of every target, so that fuzzing itself stays in order; `make fuzz` runs many more."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from fuzzing import apis, engine, files, readers, texts
from fuzzing import target as judging
from fuzzing.edits import edit_bytes
from fuzzing.engine import run
from fuzzing.sources import Drawn, Edited
from fuzzing.target import Target, judged
from hypothesis import strategies as st

from models.errors import EngineFailed
from service.errors import BadRequest, EmptyText


@pytest.mark.parametrize("module", [readers, files, texts, apis], ids=lambda one: one.__name__)
def test_nothing_breaks(module: ModuleType, tmp_path: Path) -> None:
    found = [run(one, one.short, 1, tmp_path, warm=0) for one in module.targets()]
    assert [(one.target, fault) for one in found for fault in one.found] == []
    assert all(one.cases for one in found)


def target(run: object) -> Target:
    return Target("test", run, Edited([b"seed"], edit_bytes), 10)  # type: ignore[arg-type]


def raising(error: BaseException) -> Target:
    def run(case: object) -> None:
        raise error

    return target(run)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (EmptyText("There is nothing."), "refused"),
        (BadRequest("No sentence"), "BadRequest"),
        (EngineFailed("The server is away."), "EngineFailed"),
        (ValueError("x"), "ValueError"),
        (RecursionError(), "RecursionError"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_what_counts_as_a_fault(error: Exception, kind: str) -> None:
    assert judged(raising(error), b"").kind == kind


def test_a_case_without_end_is_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "WAIT", 0.05)

    def forever(case: object) -> None:
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001
                continue

    assert judged(target(forever), b"").kind == "hang"


def test_a_fault_is_kept_once_and_counted(tmp_path: Path) -> None:
    found = run(raising(ValueError("x")), 5, 1, tmp_path, warm=0).found
    assert [(one.kind, one.count) for one in found] == [("ValueError", 5)]
    assert {path.name for path in tmp_path.iterdir()} == {found[0].case, f"{found[0].case}.txt"}
    assert "ValueError: x" in (tmp_path / f"{found[0].case}.txt").read_text()


@pytest.mark.parametrize("source", [Edited([b"seed"], edit_bytes), Drawn(st.binary())])
def test_the_same_seed_gives_the_same_cases(source: Edited | Drawn) -> None:
    def cases(seed: int) -> Iterator[bytes]:
        found: list[bytes] = []
        source.each(seed, 30, found.append)
        return iter(found)

    assert list(cases(1)) == list(cases(1))
    assert list(cases(1)) != list(cases(2))


def test_memory_that_stays_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_ROUNDS", 2)
    kept: list[bytes] = []
    leaking = target(lambda case: kept.append(b"x" * 5_000_000))
    assert engine.growth(leaking, 1, 8) > 1_000_000
    assert engine.growth(target(len), 1, 8) < 1_000_000
