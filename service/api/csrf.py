"""Requests that a page of another site makes a browser send are told from those of our pages.

Programs send neither `Origin` nor `Sec-Fetch-Site` and carry nothing by themselves, so they pass.
"""

import hmac
from urllib.parse import urlsplit

from flask import request

from service.api import cookies, cors, hosts
from service.api.keys import Proof
from service.api.scopes import SAFE
from service.auth.errors import ForeignPage

HEADER = "X-CSRF-Token"
FIELD = "csrf_token"
# What a form of any site can hold; the empty one is a body without a type.
_SIMPLE = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "")


def is_foreign() -> bool:
    """Whether a browser says that a page of another origin sends this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and not _is_own(origin)


def check(proof: Proof, lasting: bool) -> None:
    """Raise `ForeignPage` for what no page of ours sent, and no page that may.

    A key is `proof` enough, since a page of another site knows none. `lasting` says that what the
    request changes stays, so that an API which is open to every page is not.
    """
    if request.method in SAFE or proof == "key":
        return
    if is_foreign():
        if not (cors.listed() if lasting else cors.origin_allowed()):
            raise ForeignPage(
                "A page of another site sent this. SONGNGU_CORS_ORIGINS names the sites that may."
            )
    elif proof == "session" or (_is_browser() and _is_simple()):
        check_token(proof == "session")


def check_token(with_session: bool) -> None:
    """Raise `ForeignPage` without the token of the page."""
    expected, given = cookies.expected(with_session), _given()
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForeignPage("The page is too old, or cookies are off. Load it again.")


def _given() -> str:
    header = request.headers.get(HEADER)
    return header if header is not None else request.form.get(FIELD, "")


def _is_simple() -> bool:
    """Whether a browser sends this for any site, without asking us first."""
    return request.method == "POST" and request.mimetype in _SIMPLE


def _is_browser() -> bool:
    return "Sec-Fetch-Site" in request.headers or "Origin" in request.headers


def _is_own(origin: str) -> bool:
    """Whether an origin is ours; the scheme is left out, since a proxy may have changed it."""
    found = urlsplit(origin)
    return found.netloc == request.host or (found.hostname or "") in hosts.named()
