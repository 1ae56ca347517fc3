"""The form of errors by address: other services' APIs tell of errors in their own way."""

from collections.abc import Callable, Iterable

from flask import Response

from service.errors import SongnguError

Respond = Callable[[SongnguError], Response]

# An address, or the beginning of addresses where it ends with a slash → how errors look there.
FORMS: dict[str, Respond] = {}


def state(addresses: Iterable[str], respond: Respond) -> None:
    """State how the errors at some addresses look, those of the router among them."""
    FORMS.update(dict.fromkeys(addresses, respond))


def form_of(path: str) -> Respond | None:
    """How errors look at an address; None where they are problem details."""
    if path in FORMS:
        return FORMS[path]
    starts = (start for start in FORMS if start.endswith("/") and path.startswith(start))
    found = max(starts, key=len, default=None)
    return FORMS[found] if found else None
