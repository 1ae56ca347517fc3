"""Who asks: found once for each request, from its key or its session."""

import hmac
import ipaddress
from dataclasses import dataclass
from typing import Literal

from flask import g, request

from service.api import cookies, credentials, forms
from service.api.context import context
from service.auth.errors import KeyMissing, WrongKey
from service.auth.keys import Key, Keys
from service.auth.scopes import ALL
from service.auth.sessions import SETTING, Sessions
from service.auth.tokens import is_ours, parse

# What a proxy adds: whoever is behind it is not on this machine.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


Proof = Literal["none", "key", "session"]


@dataclass(frozen=True)
class Principal:
    """Who asks, and what they may do. `key` is None for anyone and for the key of the settings."""

    scopes: frozenset[str] = ALL
    key: Key | None = None
    proof: Proof = "none"  # what told who it is

    @property
    def name(self) -> str:
        """What their requests are counted under."""
        return f"key:{self.key.id}" if self.key else ""


ANYONE = Principal()


def principal() -> Principal:
    """Who asks, as the gate found it."""
    found: Principal = g.get("principal", ANYONE)
    return found


def required() -> bool:
    """Whether the request at hand needs a key."""
    settings = context().settings
    if settings.str("api_key") and forms.form_of(request.path):
        return True  # as clients of other services expect, whose keys are set beside our address
    asked = settings.str("require_keys")
    return asked == "yes" or (asked == "auto" and not is_local())


def is_local() -> bool:
    """Whether the request comes from this machine, and from nobody behind it."""
    try:
        near = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        near = False
    return near and not any(name in request.headers for name in _FORWARDED)


def identify(key_only: bool = False) -> Principal:
    """Who asks. Raises `KeyMissing`, `WrongKey`, `RateLimited`.

    `key_only` leaves the session out: the request comes from a page of another site.
    """
    needed, given = required(), credentials.given()
    if given and (needed or is_ours(given)):
        return of_key(given)
    if not key_only and (found := of_session()):
        return found
    if needed:
        raise KeyMissing("This needs a key. Send it as “Authorization: Bearer KEY”.")
    return ANYONE


def of_key(given: str) -> Principal:
    """Who has a key. Raises `WrongKey`, and `RateLimited` after too many of those."""
    scope, address = context(), request.remote_addr or ""
    if token := parse(given):
        try:
            return _of(Keys(scope.database).authenticate(token), "key")
        except WrongKey:
            scope.rates.failed(address)
            raise
    # What somebody thought up can be guessed, so it is not compared without end.
    scope.rates.check_failures(address)
    expected = scope.settings.str("api_key")
    if expected and hmac.compare_digest(given.encode(), expected.encode()):
        return Principal(proof="key")
    scope.rates.failed(address)
    raise WrongKey("The key is wrong. Look at what was copied, or ask for a new one.")


def of_session() -> Principal | None:
    """Who is signed in with the browser that asks."""
    cookie = cookies.session()
    if not cookie:
        return None
    scope = context()
    id = Sessions(scope.database, scope.settings.str("api_key")).key(cookie)
    if id == SETTING:
        return Principal(proof="session") if scope.settings.str("api_key") else None
    key = Keys(scope.database).usable(id) if id else None
    return _of(key, "session") if key else None


def _of(key: Key, proof: Proof) -> Principal:
    Keys(context().database).note_use(key)
    return Principal(frozenset(key.scopes), key, proof)
