"""Errors as LibreTranslate tells of them: `{"error": "…"}`."""

from flask import Response, jsonify

from service.errors import SongnguError

# Where the original has 400 for what is 413, 415 or 422 with us.
_STATUSES = {406: 400, 413: 400, 415: 400, 422: 400}


class Refused(SongnguError):
    """A request that LibreTranslate answers with an error."""

    code = "refused"
    status = 400


class WrongKey(SongnguError):
    """The key is not the one in the settings, or the call is switched off."""

    code = "wrong-key"
    status = 403


def respond(error: SongnguError) -> Response:
    """The response to an error."""
    response = jsonify(error=_message(error))
    response.status_code = _STATUSES.get(error.status, error.status)
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _message(error: SongnguError) -> str:
    return f"Slowdown: {error.message}" if error.status == 429 else error.message


def invalid(what: str) -> Refused:
    """The error for a request that is not of the right form."""
    return Refused(f"Invalid request: {what}")
