"""`/sign-in` and `/sign-out`: the pages for editors where keys are required."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, make_response, redirect, request, url_for

from service.api import cookies, csrf, gate, keys
from service.api.context import context
from service.api.pages import page
from service.auth.errors import ForeignPage, RateLimited, WrongKey
from service.auth.sessions import SETTING, Sessions
from service.errors import SongnguError

_FORMS = ("text/html", "application/json")

blueprint = Blueprint("signing_in", __name__)


@blueprint.get("/sign-in")
def form() -> Response:
    """Show the form that asks for a key; as JSON, tell whether somebody is signed in."""
    if request.accept_mimetypes.best_match(_FORMS, _FORMS[0]) == _FORMS[0]:
        return _form()
    return jsonify(signed_in=keys.of_session() is not None)


@blueprint.post("/sign-in")
def begin() -> Response:
    """Begin a session with the key in the form, and go on to the page that was wanted."""
    try:
        _check()
        found = keys.of_key(request.form.get("key", "").strip())
    except (WrongKey, RateLimited, ForeignPage) as error:
        return _form(error)
    cookie = _sessions().begin(found.key.id if found.key else SETTING)
    response = make_response(redirect(_local(request.form.get("next", "")), 303))
    cookies.begin(response, cookie)
    return response


@blueprint.post("/sign-out")
def end() -> Response:
    """End the session. Raises `ForeignPage`."""
    if cookie := cookies.session():
        _check(with_session=True)
        _sessions().end(cookie)
    response = make_response(redirect(url_for("signing_in.form"), 303))
    cookies.end(response)
    return response


def _check(with_session: bool = False) -> None:
    if csrf.is_foreign():
        raise ForeignPage("A page of another site sent this. Sign in on this page.")
    csrf.check_token(with_session)


def _form(error: SongnguError | None = None) -> Response:
    wanted = request.values.get("next", "")
    response = page("sign-in.html", next=_local(wanted), problem=error.code if error else "")
    if error:
        response.status_code = error.status
    if error and "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _sessions() -> Sessions:
    return Sessions(context().database, context().settings.str("api_key"))


def _local(address: str) -> str:
    """One of our pages, with its query; the first one for any other address."""
    parts = urlsplit(address) if address.isprintable() and "\\" not in address else urlsplit("")
    if parts.scheme or parts.netloc or parts.path not in gate.PAGES:
        return gate.PAGES[0]
    return parts._replace(fragment="").geturl()
