"""What the specification says of keys: where they go, and what each operation needs."""

from collections.abc import Mapping

from service.api import scopes
from service.auth.errors import OF_KEYS, ForeignPage, UnknownHost
from service.auth.sessions import HOURS
from service.errors import SongnguError

ALL: tuple[type[SongnguError], ...] = (*OF_KEYS, ForeignPage, UnknownHost)
_FEEDS = "/v1/feed."

SCHEMES: Mapping[str, object] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "sng_ID_SECRET",
        "description": (
            "A key of `songngu keys create`, with one of the scopes that the operation names. "
            "Where the service runs for its own machine only, none is needed."
        ),
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "songngu",
        "description": (
            f"What signing in at `/sign-in` gives a browser for {HOURS} hours; over https its name "
            "begins with `__Host-`. What changes anything needs the header `X-CSRF-Token` too."
        ),
    },
    "password": {
        "type": "http",
        "scheme": "basic",
        "description": "For feed readers, to read only: any name, and the key as the password.",
    },
}


def scopes_of(path: str, method: str) -> list[str]:
    """The scopes of which an operation needs one, sorted; empty where it needs no key."""
    return sorted(scopes.needed(_rule(path), method.upper()) or ())


def alternatives(path: str, needed: list[str]) -> list[dict[str, list[str]]]:
    """The ways to say who asks; the last one is to say nothing, where that is enough."""
    ways = ["key", "session", *(["password"] if path.startswith(_FEEDS) else [])]
    return [*({way: needed} for way in ways), {}]


def problems(path: str, method: str) -> tuple[type[SongnguError], ...]:
    """What may keep a request out."""
    if not scopes_of(path, method):
        return ()
    reads = method.upper() in scopes.SAFE
    return (*OF_KEYS, UnknownHost, *(() if reads else (ForeignPage,)))


def _rule(path: str) -> str:
    """A path of the specification as one of the router: they differ in their brackets only."""
    return path.replace("{", "<").replace("}", ">")
