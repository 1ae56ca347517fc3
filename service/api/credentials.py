"""Where a request has its key: each API has a place of its own."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence

from flask import request

from service.api.forms import longest
from service.api.scopes import SAFE

Find = Callable[[], str]

# An address, or the beginning of addresses where it ends with a slash → where the key is there.
PLACES: dict[str, Find] = {}


def state(addresses: Iterable[str], find: Find) -> None:
    """State where the requests to some addresses have their key."""
    PLACES.update(dict.fromkeys(addresses, find))


def given() -> str:
    """The key of the request; "" where there is none."""
    find = longest(PLACES, request.path) or _ours
    return find()


def bearer(schemes: Sequence[str] = ("Bearer",)) -> str:
    """The key in an `Authorization` header of one of some schemes; "" in any other."""
    scheme, _, key = request.headers.get("Authorization", "").strip().partition(" ")
    return key.strip() if scheme.lower() in [one.lower() for one in schemes] else ""


def _ours() -> str:
    """As a bearer, or for feed readers as a password, which must not change anything.

    Browsers send passwords along by themselves, also where a page of another site asks.
    """
    return bearer() or (_password() if request.method in SAFE else "")


def _password() -> str:
    try:
        plain = base64.b64decode(bearer(("Basic",)), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return plain.partition(":")[2]
