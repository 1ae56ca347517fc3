"""JSON answers: checked against `Accept` before the work, written from a shape after it."""

from flask import Response
from pydantic import BaseModel

from service.api.bodies import JSON
from service.api.negotiation import negotiate


def expect_json() -> None:
    """Raise `NotAcceptable` where the client takes no JSON, before any work is done."""
    negotiate({"json": JSON})


def json_answer(shape: BaseModel) -> Response:
    """The response with `shape` as its JSON body."""
    return Response(shape.model_dump_json(), content_type=JSON)
