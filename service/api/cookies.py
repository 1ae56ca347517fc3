"""The cookies of the pages: who is signed in, and what proves that a form is ours."""

import secrets

from flask import Response, g, request

from service.auth.sessions import HOURS, form_token

_SESSION = "songngu"
_FORM = "songngu_form"
_SHORTEST = 32  # characters of a cookie that we made


def _name(name: str) -> str:
    """Over https, a name that browsers take from this host alone."""
    return f"__Host-{name}" if request.is_secure else name


def session() -> str:
    """The cookie of the session; "" where nobody is signed in."""
    return request.cookies.get(_name(_SESSION), "")


def token(with_session: bool) -> str:
    """What the forms of the page at hand carry: of the session, or of a cookie for it."""
    if with_session:
        return form_token(session())
    found = request.cookies.get(_name(_FORM), "")
    if len(found) < _SHORTEST:
        found = g.get("form_cookie") or secrets.token_urlsafe(32)
        g.form_cookie = found
    return form_token(found)


def expected(with_session: bool) -> str:
    """The token that a form must carry; "" where the browser has no cookie of ours."""
    cookie = session() if with_session else request.cookies.get(_name(_FORM), "")
    return form_token(cookie) if len(cookie) >= _SHORTEST else ""


def send_form_cookie(response: Response) -> None:
    """Give the browser the cookie that `token` made, where it made one."""
    if made := g.pop("form_cookie", None):
        _set(response, _FORM, made, 30 * 24)


def begin(response: Response, cookie: str) -> None:
    """Sign the browser in."""
    _set(response, _SESSION, cookie, HOURS)


def end(response: Response) -> None:
    """Sign the browser out."""
    response.delete_cookie(
        _name(_SESSION), secure=request.is_secure, httponly=True, samesite="Strict"
    )


def _set(response: Response, name: str, value: str, hours: int) -> None:
    response.set_cookie(
        _name(name), value, max_age=hours * 3600, secure=request.is_secure, httponly=True,
        samesite="Strict",
    )  # fmt: skip
