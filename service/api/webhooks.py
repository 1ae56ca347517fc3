"""`/v1/webhooks`: who is told of what is finished, and what could not be told."""

from flask import Blueprint, Response
from werkzeug.routing import BaseConverter

from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON, json_body, query
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.webhook_schemas import (
    CHANGE,
    REQUEST,
    ROTATE,
    DeliveriesAnswer,
    DeliveriesQuery,
    DeliveryAnswer,
    WebhookAnswer,
    WebhooksAnswer,
    answer_of,
    change_of,
    delivery_answer,
)
from service.webhooks.deliveries import Deliveries, UnknownDelivery
from service.webhooks.endpoints import BadAddress, Endpoints, UnknownEndpoint
from service.webhooks.secrets import BadSecret

blueprint = Blueprint("webhooks", __name__)


class _Id(BaseConverter):
    """The id of a webhook, which is not the word that stands beside it in addresses."""

    regex = r"(?!deliveries$)[^/]+"


blueprint.record_once(lambda state: state.app.url_map.converters.update(webhook=_Id))

_TAG = "Webhooks"
_OF_ONE = (problems.NotAcceptable, UnknownEndpoint)
_EXAMPLE = {"url": "https://cms.example.org/hooks/songngu", "events": ["batch.finished"]}


@blueprint.post("/v1/webhooks")
@operation(
    Operation(
        summary="Add a webhook",
        tag=_TAG,
        description=(
            "Deliveries are signed after Standard Webhooks with the `secret` of the answer, which "
            "is shown this once; those of the kind `superdesk` as a Newsroom checks them."
        ),
        bodies={JSON: Body(REQUEST, _EXAMPLE)},
        answers={JSON: WebhookAnswer},
        status=201,
        problems=(*problems.OF_BODIES, BadAddress, BadSecret),
    )
)
def create() -> Response:
    """Store a webhook."""
    expect_json()
    asked = json_body(REQUEST)
    made = _endpoints().add(asked.kind, asked.url, asked.secret, change_of(asked))
    response = json_answer(answer_of(made, secret=True))
    response.status_code = 201
    response.headers["Location"] = f"/v1/webhooks/{made.id}"
    return response


@blueprint.get("/v1/webhooks")
@operation(
    Operation(
        summary="List the webhooks",
        tag=_TAG,
        answers={JSON: WebhooksAnswer},
        problems=(problems.NotAcceptable,),
    )
)
def index() -> Response:
    """List the webhooks."""
    expect_json()
    return json_answer(WebhooksAnswer(webhooks=[answer_of(one) for one in _endpoints().all()]))


@blueprint.get("/v1/webhooks/<webhook:id>")
@operation(
    Operation(summary="Show a webhook", tag=_TAG, answers={JSON: WebhookAnswer}, problems=_OF_ONE)
)
def show(id: str) -> Response:
    """Show one webhook."""
    expect_json()
    return json_answer(answer_of(_endpoints().find(id)))


@blueprint.patch("/v1/webhooks/<webhook:id>")
@operation(
    Operation(
        summary="Change a webhook",
        tag=_TAG,
        bodies={JSON: Body(CHANGE, {"enabled": False})},
        answers={JSON: WebhookAnswer},
        problems=(*problems.OF_BODIES, UnknownEndpoint, BadAddress),
    )
)
def change(id: str) -> Response:
    """Change one webhook."""
    expect_json()
    return json_answer(answer_of(_endpoints().change(id, change_of(json_body(CHANGE)))))


@blueprint.delete("/v1/webhooks/<webhook:id>")
@operation(
    Operation(
        summary="Remove a webhook",
        tag=_TAG,
        description="What was still to be sent to it is forgotten too.",
        answers={},
        status=204,
        problems=(UnknownEndpoint,),
    )
)
def remove(id: str) -> Response:
    """Forget one webhook."""
    _endpoints().remove(id)
    return Response(status=204)


@blueprint.post("/v1/webhooks/<webhook:id>/rotate")
@operation(
    Operation(
        summary="Give a webhook a new secret",
        tag=_TAG,
        description="The old secret signs along for some hours, so that no receiver is surprised.",
        bodies={JSON: Body(ROTATE, {"hours": 24})},
        answers={JSON: WebhookAnswer},
        problems=(*problems.OF_BODIES, UnknownEndpoint, BadSecret),
    )
)
def rotate(id: str) -> Response:
    """Rotate the secret of one webhook."""
    expect_json()
    asked = json_body(ROTATE)
    return json_answer(answer_of(_endpoints().rotate(id, asked.secret, asked.hours), secret=True))


@blueprint.post("/v1/webhooks/<webhook:id>/test")
@operation(
    Operation(
        summary="Send a test event",
        tag=_TAG,
        answers={JSON: DeliveryAnswer},
        status=202,
        problems=_OF_ONE,
    )
)
def test(id: str) -> Response:
    """Queue a test event."""
    expect_json()
    return _queued(delivery_answer(_deliveries().test(id)))


@blueprint.get("/v1/webhooks/deliveries")
@operation(
    Operation(
        summary="List deliveries",
        tag=_TAG,
        description="The newest first. `state=dead` is the list of those that were given up.",
        query=DeliveriesQuery,
        answers={JSON: DeliveriesAnswer},
        problems=(*_OF_ONE, problems.InvalidRequest, UnknownDelivery),
    )
)
def deliveries() -> Response:
    """List deliveries."""
    expect_json()
    asked = query(DeliveriesQuery)
    found = _deliveries().page(asked.limit, asked.state or "", asked.webhook, asked.after)
    more = found[-1].id if len(found) == asked.limit else None
    return json_answer(
        DeliveriesAnswer(deliveries=[delivery_answer(one) for one in found], next=more)
    )


@blueprint.get("/v1/webhooks/deliveries/<id>")
@operation(
    Operation(
        summary="Show a delivery",
        tag=_TAG,
        answers={JSON: DeliveryAnswer},
        problems=(problems.NotAcceptable, UnknownDelivery),
    )
)
def delivery(id: str) -> Response:
    """Show one delivery."""
    expect_json()
    return json_answer(delivery_answer(_deliveries().find(id)))


@blueprint.post("/v1/webhooks/deliveries/<id>/replay")
@operation(
    Operation(
        summary="Send a delivery again",
        tag=_TAG,
        description="At once, and with all its attempts, whether it was given up or delivered.",
        answers={JSON: DeliveryAnswer},
        status=202,
        problems=(problems.NotAcceptable, UnknownDelivery),
    )
)
def replay(id: str) -> Response:
    """Send one delivery again."""
    expect_json()
    return _queued(delivery_answer(_deliveries().replay(id)))


def _queued(answer: DeliveryAnswer) -> Response:
    response = json_answer(answer)
    response.status_code = 202
    return response


def _endpoints() -> Endpoints:
    scope = context()
    return Endpoints(scope.database, scope.settings.bool("webhook_private"))


def _deliveries() -> Deliveries:
    return Deliveries(context().database)
