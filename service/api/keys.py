"""The key that the APIs of other services ask for, where the settings have one."""

import hmac
from collections.abc import Sequence

from service.api.context import context


def required() -> bool:
    """Whether calls need a key."""
    return bool(context().settings.str("api_key"))


def fits(key: str) -> bool:
    """Whether a key is the right one; compared in the same time whatever it is."""
    return hmac.compare_digest(key.encode(), context().settings.str("api_key").encode())


def bearer(header: str, schemes: Sequence[str]) -> str:
    """The key in an `Authorization` header of one of some schemes; "" in any other."""
    scheme, _, key = header.strip().partition(" ")
    return key.strip() if scheme.lower() in [one.lower() for one in schemes] else ""
