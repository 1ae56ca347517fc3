"""What is answered to a request that never reaches the application."""

import json
import logging
import uuid
from http import HTTPStatus

from gunicorn.http import errors as http

from models.errors import Busy
from service.api.problems import (
    MEDIA_TYPE,
    HeadTooLarge,
    LineTooLong,
    NotImplementedHere,
    Stopping,
    title,
)
from service.errors import BadRequest, SongnguError
from service.telemetry.meter import count

log = logging.getLogger("songngu.serving")

AGAIN_SECONDS = 5  # after which a client that was refused may come again


def busy() -> Busy:
    """The error for a request that nobody had time for."""
    return Busy("All threads are busy. Try again later.", retry_after=AGAIN_SECONDS)


def stopping() -> Stopping:
    """The error for a request that was not finished in time when the service was stopped."""
    return Stopping("The service is being stopped. Send it again.", retry_after=AGAIN_SECONDS)


def told(error: SongnguError) -> bytes:
    """The response to a request that is refused here, written into the log and counted."""
    request_id = uuid.uuid4().hex
    fields = {"request_id": request_id, "status": error.status, "code": error.code}
    log.info("refused a request: %s", error.code, extra={"fields": fields})
    count(lambda meter: meter.refused(error.code))
    return answer(error, request_id)


def answer(error: SongnguError, request_id: str) -> bytes:
    """A whole response with the problem document of an error; the connection ends with it."""
    about = {
        "type": f"/docs#problem-{error.code}",
        "title": title(error.code),
        "status": error.status,
        "detail": error.message,
        "code": error.code,
        "request_id": request_id,
        **error.extra,
    }
    body = json.dumps(about, ensure_ascii=False).encode()
    fields = [
        f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    ]
    if "retry_after" in error.extra:
        fields.append(f"Retry-After: {error.extra['retry_after']}")
    return "\r\n".join([*fields, "", ""]).encode() + body


def refusal_of(error: Exception) -> SongnguError | None:
    """What a client is told of an error of gunicorn's parser; None where it is none."""
    for kinds, make, message in _PARSING:
        if isinstance(error, kinds):
            return make(message)
    if isinstance(error, http.ParseException) and not isinstance(error, _OURS):
        return BadRequest("The request is not HTTP as RFC 9112 has it.")
    return None


# What the application did wrong.
_OURS = (http.ConfigurationProblem, http.InvalidResponseHeader, http.InvalidResponseHeaderName)
_PARSING: tuple[tuple[type[Exception], type[SongnguError], str], ...] = (
    (http.LimitRequestLine, LineTooLong, "The address is too long."),
    (http.LimitRequestHeaders, HeadTooLarge, "The header fields are too many or too long."),
    (http.UnsupportedTransferCoding, NotImplementedHere, "This transfer coding is not read here."),
    (http.NoMoreData, BadRequest, "The request ended before it was whole."),
)
