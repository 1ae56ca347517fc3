"""`/v1/translations`: Vietnamese texts in, checked English ones out."""

from flask import Blueprint, Response
from pydantic import TypeAdapter

from service.api import examples, problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON, json_body
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.quotas import charge
from service.api.resources import PROBLEMS, resources
from service.api.schemas import TranslationAnswer, TranslationRequest, TranslationsAnswer
from service.api.texts import within_limits
from service.errors import TooLarge

blueprint = Blueprint("translations", __name__)

_REQUEST = TypeAdapter(TranslationRequest)


@blueprint.post("/v1/translations")
@operation(
    Operation(
        summary="Translate Vietnamese texts into English",
        tag="Texts",
        description=(
            "Answers with one translation for each text, in the order of the request. An empty "
            "text has an empty translation."
        ),
        bodies={JSON: Body(_REQUEST, {"text": [examples.SENTENCE]})},
        answers={JSON: TranslationsAnswer},
        problems=(*problems.OF_BODIES, *problems.OF_MODELS, TooLarge, *PROBLEMS),
    )
)
def create() -> Response:
    """Translate each text."""
    expect_json()
    scope, asked = context(), json_body(_REQUEST)
    texts = within_limits(asked.text, scope.settings)
    charge(sum(map(len, texts)))
    translator = asked.translator or scope.settings.str("translator")
    brought = resources(scope, asked.glossary, asked.terms)
    made = [
        TranslationAnswer(
            text=one.text,
            status=one.status,
            checks=list(one.checks),
            suggestions=list(one.suggestions),
        )
        for one in scope.studio.translate(texts, translator, brought)
    ]
    return json_answer(TranslationsAnswer(translations=made, translator=translator))
