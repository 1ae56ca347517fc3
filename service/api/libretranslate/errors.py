"""Errors as LibreTranslate tells of them: `{"error": "…"}`."""

from flask import Response, jsonify

from service.auth.errors import KeyMissing, WrongKey
from service.errors import SongnguError

# Where the original has 400 for what is 413, 415 or 422 with us.
_STATUSES = {406: 400, 413: 400, 415: 400, 422: 400}
# What it says of keys: the code of ours → its status and its words.
_OF_KEYS = {
    KeyMissing.code: (400, "Please contact the server operator to get an API key"),
    WrongKey.code: (403, "Invalid API key"),
}


class Refused(SongnguError):
    """A request that LibreTranslate answers with an error."""

    code = "refused"
    status = 400


class SwitchedOff(SongnguError):
    """The settings do not have this call."""

    code = "switched-off"
    status = 403


def respond(error: SongnguError) -> Response:
    """The response to an error."""
    status = _STATUSES.get(error.status, error.status)
    status, message = _OF_KEYS.get(error.code, (status, _message(error)))
    response = jsonify(error=message)
    response.status_code = status
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _message(error: SongnguError) -> str:
    return f"Slowdown: {error.message}" if error.status == 429 else error.message


def invalid(what: str) -> Refused:
    """The error for a request that is not of the right form."""
    return Refused(f"Invalid request: {what}")
