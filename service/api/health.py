"""`/healthz` and `/readyz`: for those who run the service."""

from flask import Blueprint, Response

from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON
from service.api.context import context
from service.api.contract import Operation, operation
from service.api.schemas import HealthAnswer

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@operation(
    Operation(
        summary="Is the process alive?",
        tag="Health",
        answers={JSON: HealthAnswer},
        problems=(problems.NotAcceptable,),
    )
)
def alive() -> Response:
    """Answer; whoever can answer is alive."""
    expect_json()
    return json_answer(HealthAnswer(status="ok"))


@blueprint.get("/readyz")
@operation(
    Operation(
        summary="Can briefs be made?",
        tag="Health",
        description=(
            "Loads the models that are set as defaults, where that is still to be done, and says "
            "what they lack, whether the database can be used and whether the service is being "
            "stopped."
        ),
        answers={JSON: HealthAnswer},
        problems=(problems.NotAcceptable, problems.NotReady),
    )
)
def ready() -> Response:
    """Tell whether the models can be used. Raises `NotReady` with what is wrong."""
    expect_json()
    found = context().readiness.problems()
    if found:
        raise problems.NotReady(f"No briefs can be made yet. {' '.join(found)}", problems=found)
    return json_answer(HealthAnswer(status="ready"))
