"""Problem details (RFC 9457) for every error, whoever raised it."""

import json
import logging
import re
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request, url_for
from werkzeug.exceptions import HTTPException

from models.errors import (
    Busy,
    DamagedModel,
    DeadlineExceeded,
    EngineFailed,
    InputTooLong,
    ModelNotInstalled,
    UnknownModel,
)
from service.api import forms
from service.auth.errors import QuotaUsedUp
from service.errors import BadRequest, SongnguError, UnsupportedType
from service.telemetry.traces import trace

MEDIA_TYPE = "application/problem+json"

# How the docstring of an error speaks of a member of the problem document.
_EXTRA = re.compile(r"`extra\[\"(\w+)\"\]`")

log = logging.getLogger("songngu.api")


class InvalidRequest(BadRequest):
    """The request breaks the schema; `extra["errors"]` says where and how."""

    code = "invalid-request"


class NotAcceptable(SongnguError):
    """None of the media types in `Accept` can be written; `extra["available"]` lists them."""

    code = "not-acceptable"
    status = 406


class NotReady(SongnguError):
    """The service runs but cannot make briefs yet; `extra["problems"]` says why."""

    code = "not-ready"
    status = 503


class InternalError(SongnguError):
    """Something broke in the service; the log holds it under the request id."""


class NotFound(SongnguError):
    """There is nothing at this address."""

    code = "not-found"
    status = 404


class MethodNotAllowed(SongnguError):
    """The address does not answer this method; `extra["allowed"]` lists those it answers."""

    code = "method-not-allowed"
    status = 405


class BodyTooLarge(SongnguError):
    """The request body is over the limit; `extra["limit"]` is in bytes."""

    code = "body-too-large"
    status = 413


class RequestTimeout(SongnguError):
    """The client was too slow in sending its request."""

    code = "request-timeout"
    status = 408


class Stopping(SongnguError):
    """The service is being stopped, and had no time left for the request."""

    code = "stopping"
    status = 503


class LineTooLong(SongnguError):
    """The address of a request is over the limit."""

    code = "address-too-long"
    status = 414


class HeadTooLarge(SongnguError):
    """The header fields of a request are too many or too long."""

    code = "head-too-large"
    status = 431


class NotImplementedHere(SongnguError):
    """The request asks for something of HTTP that is not done here."""

    code = "not-implemented"
    status = 501


# What can go wrong before a request reaches the application.
OF_HTTP = (RequestTimeout, Stopping, LineTooLong, HeadTooLarge, NotImplementedHere)
# What can go wrong with any request, with any body and with any model.
ALWAYS = (NotFound, MethodNotAllowed, BadRequest, InternalError)
OF_BODIES = (BadRequest, InvalidRequest, NotAcceptable, BodyTooLarge, UnsupportedType)
OF_MODELS = (
    UnknownModel, ModelNotInstalled, DamagedModel, EngineFailed, InputTooLong, Busy,
    DeadlineExceeded, QuotaUsedUp,
)  # fmt: skip


def title(code: str) -> str:
    """The short name of a kind of problem, for people."""
    return code.replace("-", " ").capitalize()


def meaning(kind: type[SongnguError]) -> str:
    """What a kind of problem means and what its extra members hold."""
    text = " ".join((kind.__doc__ or "").split())
    return _EXTRA.sub(r"`\1`", text)


def document(error: SongnguError) -> dict[str, object]:
    """The problem document of an error, in the request that met it."""
    return {
        "type": url_for("docs.page", _anchor=f"problem-{error.code}"),
        "title": title(error.code),
        "status": error.status,
        "detail": error.message,
        "instance": request.path,
        "code": error.code,
        "request_id": g.request_id,
        **error.extra,
    }


def respond(error: SongnguError) -> Response:
    """The response to an error, in the form of the API it was met in."""
    form = forms.form_of(request.path)
    if form:
        return form(error)
    body = json.dumps(document(error), ensure_ascii=False)
    response = Response(body, error.status, content_type=MEDIA_TYPE)
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def of_exception(error: Exception) -> SongnguError:
    """The error a client is told of: its own, or an internal one, which is logged."""
    if isinstance(error, SongnguError) and error.status != HTTPStatus.INTERNAL_SERVER_ERROR:
        return error
    # The message may hold words of an article, so only types and places are written.
    log.error("request %s failed: %s", g.request_id, trace(error))
    return InternalError("The service failed. Try again, and quote the request id.")


def register(app: Flask) -> None:
    """Answer every exception of `app` with a problem."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, lambda error: respond(of_exception(error)))


def _http(error: HTTPException) -> Response:
    make = _HTTP.get(error.code or HTTPStatus.INTERNAL_SERVER_ERROR, _other)
    response = respond(make(error))
    kept = [pair for pair in error.get_headers() if pair[0] in ("Allow", "Retry-After")]
    response.headers.update(kept)
    return response


def _not_found(error: HTTPException) -> SongnguError:
    return NotFound("There is nothing here. See /docs for what there is.")


def _method(error: HTTPException) -> SongnguError:
    allowed = sorted(getattr(error, "valid_methods", None) or ())
    return MethodNotAllowed(f"Use {' or '.join(allowed)} here.", allowed=allowed)


def _body_too_large(error: HTTPException) -> SongnguError:
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    return BodyTooLarge(f"The request body is over {limit:,} bytes.", limit=limit)


def _bad_request(error: HTTPException) -> SongnguError:
    return BadRequest("The request cannot be read.")


def _other(error: HTTPException) -> SongnguError:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    answer = SongnguError(HTTPStatus(status).description or HTTPStatus(status).phrase)
    answer.status = int(status)
    answer.code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return answer


_HTTP = {400: _bad_request, 404: _not_found, 405: _method, 413: _body_too_large}
