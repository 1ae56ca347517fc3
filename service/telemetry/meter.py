"""What is counted, and by whom: by nobody, unless a server or a worker has turned it on."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from models.scheduling.observer import SILENT, Observer

log = logging.getLogger("songngu.telemetry")


@dataclass(frozen=True)
class Answered:
    """A request that was answered; the values of its labels are bounded."""

    method: str
    route: str
    status: int
    seconds: float
    characters: int  # of text that came in


class Result(Protocol):
    """What one check found; see `service.briefs.brief.Check`."""

    @property
    def name(self) -> str: ...

    @property
    def passed(self) -> bool: ...


class Meter:
    """Counts nothing; what counts does so in each of these."""

    def request(self, answered: Answered) -> None:
        """A request was answered to its last byte."""

    def refused(self, code: str) -> None:
        """A request was refused before it reached the application."""

    def brief(self, status: str) -> None:
        """A brief was made (`ok`, `review`) or could not be (`failed`)."""

    def checks(self, results: Iterable[Result]) -> None:
        """The results of the checks of what was made."""

    def job(self, task: str, state: str, seconds: float) -> None:
        """An article of a batch left a worker: done, failed, postponed or too late."""

    def webhook(self, taken: bool) -> None:
        """A receiver took a delivery, or did not."""

    def model(self, id: str) -> Observer:
        """Who is to hear of a model."""
        return SILENT


_meter = Meter()
_failed = False


def count(what: Callable[[Meter], Any]) -> None:
    """Tell the meter of this process. What fails there, on a full disk for one, stops no work."""
    global _failed
    try:
        what(_meter)
    except Exception:
        if not _failed:
            log.exception("not everything is counted")
        _failed = True


def use(new: Meter) -> None:
    """Count with another meter from now on."""
    global _meter
    _meter = new
