"""Making something once for all threads."""

from collections.abc import Callable
from functools import cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def once(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """As `functools.cache`, but of threads that ask at the same time one makes it.

    With `cache` each of them does, which takes the time and the memory as often.
    """
    kept, lock = cache(make), RLock()

    @wraps(make)
    def found(*arguments: Given.args, **named: Given.kwargs) -> Made:
        with lock:
            return kept(*arguments, **named)  # type: ignore[arg-type]

    return found
