"""Every request passes here: the name it asks, its key, its scope, its page and its rate."""

from flask import Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.api import csrf, forms, hosts, keys, scopes
from service.api.context import context
from service.archive.database import DatabaseAway
from service.auth.errors import KeyMissing, ScopeMissing, WrongKey
from service.auth.scopes import SCOPES
from service.telemetry.scope import current

PAGES = ("/", "/archive")
_PROBES = ("/healthz", "/readyz")
_LASTING = frozenset(("edit", "admin"))
_REALM = 'realm="songngu"'


def register(app: Flask) -> None:
    """Guard every request of `app`."""
    app.before_request(_admit)
    app.after_request(_challenge)


def _admit() -> AnyResponse | None:
    if request.method == "OPTIONS" or request.path in _PROBES:
        return None  # a browser asks whether it may ask, and sends no key with that
    if not keys.required():
        hosts.check()
    needed = _needed()
    if needed is None:
        return None
    foreign = csrf.is_foreign()
    try:
        found = g.principal = keys.identify(key_only=foreign)
    except DatabaseAway as error:
        raise DatabaseAway("Keys cannot be looked up now. Try again.") from error
    except (KeyMissing, WrongKey):
        if request.path in PAGES:
            return redirect(url_for("signing_in.form", next=_wanted()), 303)
        raise
    g.client = found.name
    current().key = found.key.id if found.key else ""
    csrf.check(found.proof, lasting=needed <= _LASTING)
    demand(*needed)
    if found.key and found.key.rate:
        context().rates.take(found.name, found.key.rate)
    return None


def demand(*names: str) -> None:
    """Raise `ScopeMissing` where who asks has none of these scopes."""
    if not keys.principal().scopes & set(names):
        told = " or ".join(name for name in SCOPES if name in names)
        raise ScopeMissing(f"The key needs the scope {told} for this.", scopes=sorted(names))


def _needed() -> scopes.Scopes | None:
    """None also where there is nothing: that may be told to anyone."""
    if request.url_rule is None:
        return None
    return scopes.needed(request.url_rule.rule, request.method)


def _wanted() -> str:
    return request.full_path.rstrip("?")


def _challenge(response: Response) -> Response:
    """Say how to bring a key. A password is asked for feeds only, whose readers know nothing else.

    Elsewhere a browser would keep it and send it along by itself.
    """
    if response.status_code == 401 and not forms.form_of(request.path):
        offered = [f"Bearer {_REALM}"]
        if request.path.startswith("/v1/feed."):
            offered.append(f"Basic {_REALM}")
        for one in offered:
            response.headers.add("WWW-Authenticate", one)
    return response
