"""`/v1/summaries`: texts in, shorter Vietnamese texts out."""

from flask import Blueprint, Response
from pydantic import TypeAdapter

from service.api import examples, problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON, json_body
from service.api.context import Context, context
from service.api.contract import Body, Operation, operation
from service.api.quotas import charge
from service.api.schemas import SummariesAnswer, SummaryAnswer, SummaryRequest
from service.api.texts import within_limits
from service.errors import EmptyText, NotVietnamese, SongnguError, TooLarge, UnreadableInput
from service.reading import read

blueprint = Blueprint("summaries", __name__)

_REQUEST = TypeAdapter(SummaryRequest)


@blueprint.post("/v1/summaries")
@operation(
    Operation(
        summary="Shorten Vietnamese texts",
        tag="Texts",
        description="Answers with one summary for each text, in the order of the request.",
        bodies={JSON: Body(_REQUEST, {"text": examples.REPORT, "points": 1})},
        answers={JSON: SummariesAnswer},
        problems=(
            *problems.OF_BODIES,
            *problems.OF_MODELS,
            TooLarge,
            EmptyText,
            NotVietnamese,
            UnreadableInput,
        ),
    )
)
def create() -> Response:
    """Summarise each text."""
    expect_json()
    scope, asked = context(), json_body(_REQUEST)
    texts = within_limits(asked.text, scope.settings)
    charge(sum(map(len, texts)))
    made = [_summary(scope, asked, place, text) for place, text in enumerate(texts)]
    summariser = asked.summariser or scope.settings.str("summariser")
    return json_answer(SummariesAnswer(summaries=made, summariser=summariser))


def _summary(scope: Context, asked: SummaryRequest, place: int, text: str) -> SummaryAnswer:
    """One summary; an error says which text it is about."""
    try:
        document = read(text, content_type="text/plain", limit=scope.settings.int("max_chars"))
        made = scope.studio.summarise(
            document,
            words=asked.words,
            points=asked.points,
            summariser=asked.summariser or scope.settings.str("summariser"),
        )
    except SongnguError as error:
        if isinstance(asked.text, list):
            error.extra["pointer"] = f"#/text/{place}"
        raise
    return SummaryAnswer(text=made.text, points=list(made.points))
