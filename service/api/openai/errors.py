"""Errors as OpenAI tells them: `{"error": {message, type, param, code}}`."""

import re
from collections.abc import Sequence
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from service.api.bodies import JSON
from service.api.problems import InvalidRequest
from service.auth.errors import KeyMissing, QuotaUsedUp, RateLimited, WrongKey
from service.errors import BadRequest, SongnguError

# Status → `type`; of any other below 500 the request is to blame, of any above the server.
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
# What clients know under names of their own: the code of ours → type and code.
_NAMES = {
    KeyMissing.code: ("authentication_error", "invalid_api_key"),
    WrongKey.code: ("authentication_error", "invalid_api_key"),
    RateLimited.code: ("rate_limit_error", "rate_limit_exceeded"),
    QuotaUsedUp.code: ("insufficient_quota", "insufficient_quota"),
}


class ModelNotFound(SongnguError):
    """There is no model of this name to chat with; `extra["known"]` lists those there are."""

    code = "model_not_found"
    status = 404


class UnsupportedParameter(BadRequest):
    """The request asks for something that no model here does; `extra["param"]` names it."""

    code = "unsupported_parameter"


class ErrorDetail(BaseModel):
    """What went wrong."""

    message: str = Field(description="A sentence the caller can act on.")
    type: str
    param: str | None = Field(description="The parameter it is about.")
    code: str | None = Field(description="Stable name of the kind of problem.")


class ErrorAnswer(BaseModel):
    """An error of the API of OpenAI."""

    error: ErrorDetail


def answer(error: SongnguError) -> ErrorAnswer:
    """An error of ours in their form."""
    blamed = "server_error" if error.status >= 500 else "invalid_request_error"
    kind = _TYPES.get(error.status, blamed)
    kind, code = _NAMES.get(error.code, (kind, error.code))
    return ErrorAnswer(
        error=ErrorDetail(message=error.message, type=kind, param=_param(error), code=code)
    )


def respond(error: SongnguError) -> Response:
    """The response to an error, with the time to wait where it is known."""
    response = Response(answer(error).model_dump_json(), error.status, content_type=JSON)
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _param(error: SongnguError) -> str | None:
    """`messages[0].content` of the first thing wrong, None where it is the request itself."""
    named = error.extra.get("param")
    if named:
        return str(named)
    found: Any = error.extra.get("errors", ())
    if not isinstance(error, InvalidRequest) or not isinstance(found, Sequence) or not found:
        return None
    parts = found[0].get("pointer", "#")[2:].replace("/", ".")
    return re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", parts) or None
