"""On whose behalf a model works, how urgently, and until when it is worth it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from models.errors import Abandoned, DeadlineExceeded

EDITOR, ARCHIVE = 0, 10  # priorities: somebody waits; nobody does


@dataclass(frozen=True)
class Call:
    """One piece of work for one caller. Between callers of one priority turns are taken."""

    caller: str = ""
    priority: int = EDITOR  # the smallest goes first
    deadline: float | None = None  # by `time.monotonic()`, in seconds
    gone: Callable[[], bool] | None = None  # whether nobody waits for the answer any more

    @property
    def left(self) -> float | None:
        """Seconds until the deadline, at least 0; None where there is none."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether an answer would come too late or reach nobody."""
        return self.left == 0.0 or (self.gone is not None and self.gone())

    def check(self) -> None:
        """Raise `DeadlineExceeded` or `Abandoned` where it is over."""
        if self.left == 0.0:
            raise DeadlineExceeded(
                "The answer was not ready in the time the request allows. Allow more in "
                "X-Request-Timeout, or send less at a time."
            )
        if self.gone is not None and self.gone():
            raise Abandoned("The client went away.")


_current: ContextVar[Call | None] = ContextVar("songngu_call", default=None)


def current() -> Call:
    """The call that this thread works for; one without a deadline where none was named."""
    return _current.get() or Call()


@contextmanager
def calling(call: Call) -> Iterator[Call]:
    """Work for `call` within the block."""
    token = _current.set(call)
    try:
        yield call
    finally:
        _current.reset(token)
