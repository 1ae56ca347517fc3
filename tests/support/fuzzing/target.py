"""One parser or API under test, and what becomes of a case that is put into it."""

import hashlib
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from fuzzing.sources import Source
from models.errors import SongnguError

SECONDS = 5.0  # of the processor, that a case may take
WAIT = 30.0  # of the clock, for what waits: on a busy machine 5 seconds of work take longer
_ROOT = Path(__file__).parents[3]


class Hang(BaseException):
    """The case took too long. No `except Exception` of the code under test catches it."""


@dataclass(frozen=True)
class Target:
    """What is fuzzed: `run` takes a case and may raise only what a user can act on."""

    name: str
    run: Callable[[Any], object]
    source: Source
    cases: int  # of a whole run
    short: int = 15  # of the run among the tests
    refusals: tuple[type[Exception], ...] = ()  # errors beside those of 4xx
    packages: tuple[str, ...] = ()  # whose coverage guides atheris; none: it does not run here


@dataclass(frozen=True)
class Verdict:
    """What became of a case: taken, refused, or a fault with the place it comes from."""

    kind: str
    place: str = ""
    trace: str = field(default="", compare=False)

    @property
    def good(self) -> bool:
        return self.kind in ("taken", "refused")


def judged(target: Target, case: Any) -> Verdict:
    """Run one case; one that was slow is run again, since another program may have been why."""
    verdict = _once(target, case)
    return _once(target, case) if verdict.kind == "hang" else verdict


def name_of(case: Any) -> str:
    """The name a case is kept under, the same for the same case."""
    return hashlib.sha256(written(case)).hexdigest()[:16]


def written(case: Any) -> bytes:
    """A case as it is kept in a file."""
    return case if isinstance(case, bytes) else repr(case).encode("utf-8", "backslashreplace")


def _once(target: Target, case: Any) -> Verdict:
    try:
        with _limited():
            target.run(case)
    except Hang as error:
        return Verdict("hang", _place(error), traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
        if _told(target, error):
            return Verdict("refused")
        return Verdict(type(error).__name__, _place(error), traceback.format_exc())
    return Verdict("taken")


def _told(target: Target, error: Exception) -> bool:
    if isinstance(error, SongnguError):
        fit = error.status < 500 or isinstance(error, target.refusals)
        return fit and error.message.rstrip().endswith((".", "”", ")"))
    return isinstance(error, target.refusals)


def _place(error: BaseException) -> str:
    """The innermost line of our own code that the error passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        one for one in frames if one.filename.startswith(str(_ROOT)) and ".venv" not in one.filename
    ]
    ours = [one for one in ours if "/tests/support/" not in one.filename] or ours or frames
    last = ours[-1]
    return f"{last.filename.removeprefix(str(_ROOT) + '/')}:{last.lineno}"


@contextmanager
def _limited() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, SECONDS),
              (signal.SIGALRM, signal.ITIMER_REAL, WAIT))  # fmt: skip
    before = [(sign, signal.signal(sign, stop), timer, signal.setitimer(timer, seconds))
              for sign, timer, seconds in timers]  # fmt: skip
    try:
        yield
    finally:
        for sign, handler, timer, left in before:  # pytest-timeout has a timer of its own
            signal.setitimer(timer, *left)
            signal.signal(sign, handler)
