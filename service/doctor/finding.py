"""What a check of the doctor finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from service.doctor.installation import Installation

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One line: how it is, and what to do where that is not well."""

    level: Level
    message: str  # a sentence
    mend: str = ""  # a sentence; empty where nothing need be done
    check: str = ""

    def of(self, check: str) -> Finding:
        """The same, of a check."""
        return replace(self, check=check)


Check = Callable[["Installation"], Iterator[Finding]]


def ok(message: str) -> Finding:
    """All is well."""
    return Finding("ok", message)


def warn(message: str, mend: str) -> Finding:
    """It works, but less well than it could."""
    return Finding("warn", message, mend)


def fail(message: str, mend: str) -> Finding:
    """Something does not work."""
    return Finding("fail", message, mend)
