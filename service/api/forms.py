"""The form of errors by address: other services' APIs tell of errors in their own way."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from flask import Response

from service.errors import SongnguError

Respond = Callable[[SongnguError], Response]
Stated = TypeVar("Stated")

# An address, or the beginning of addresses where it ends with a slash → how errors look there.
FORMS: dict[str, Respond] = {}


def state(addresses: Iterable[str], respond: Respond) -> None:
    """State how the errors at some addresses look, those of the router among them."""
    FORMS.update(dict.fromkeys(addresses, respond))


def form_of(path: str) -> Respond | None:
    """How errors look at an address; None where they are problem details."""
    return longest(FORMS, path)


def longest(stated: Mapping[str, Stated], path: str) -> Stated | None:
    """What is stated of an address, or of the longest beginning of it that ends with a slash."""
    if path in stated:
        return stated[path]
    starts = (start for start in stated if start.endswith("/") and path.startswith(start))
    found = max(starts, key=len, default=None)
    return stated[found] if found else None
