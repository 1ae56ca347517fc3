"""Counting the characters that the key of a request has worked on."""

from collections.abc import Callable

from service.api.context import context
from service.api.keys import principal
from service.archive.database import DatabaseAway
from service.auth.quotas import Quotas

Charge = Callable[[int], None]


def charge(characters: int) -> None:
    """Count characters before they are worked on. Raises `QuotaUsedUp`."""
    charger()(characters)


def charger() -> Charge:
    """What counts them for the key of this request, also when called outside of it."""
    key, database = principal().key, context().database

    def count(characters: int) -> None:
        if key is None:
            return
        try:
            Quotas(database).charge(key.number, characters)
        except DatabaseAway:
            if key.quota:
                raise
            # Without a quota the count is for information only.

    return count
