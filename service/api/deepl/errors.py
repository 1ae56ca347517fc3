"""Errors as DeepL tells of them: `{"message": "…", "detail": "…"}`."""

from flask import Response, jsonify

from service.auth.errors import KeyMissing, QuotaUsedUp
from service.errors import SongnguError

# 422 is unknown to the clients, and 502 stands for what may work a moment later.
_STATUSES = {401: 403, 406: 400, 415: 400, 421: 403, 422: 400, 502: 503, 504: 503}
_KEY = "The key is missing or wrong; send “Authorization: DeepL-Auth-Key …”."
_MESSAGES = {
    403: "Forbidden",
    413: "Payload Too Large",
    414: "URI Too Long",
    429: "Too many requests",
    456: "Quota exceeded",
    503: "Resource is currently unavailable",
}


class Refused(SongnguError):
    """A parameter is missing, wrong or not served."""

    code = "refused"
    status = 400


class TooMuch(SongnguError):
    """The request is larger than the contract allows."""

    code = "too-much"
    status = 413


class QuotaExceeded(SongnguError):
    """The characters of this month are used up."""

    code = "quota-exceeded"
    status = 456


def respond(error: SongnguError) -> Response:
    """The response to an error."""
    status = _STATUSES.get(error.status, error.status)
    if error.code == QuotaUsedUp.code:
        status = QuotaExceeded.status
    detail = _KEY if error.code == KeyMissing.code else error.message
    told = _MESSAGES.get(status)
    shape = {"message": told, "detail": detail} if told else {"message": error.message}
    response = jsonify(shape)
    response.status_code = status
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response
