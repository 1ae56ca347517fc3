"""`/v1/models`: what can be asked for."""

from pathlib import Path

from flask import Blueprint, Response

from models.catalogue import CATALOGUE, ModelSpec
from models.loading import ModelOptions
from models.store import installed
from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON
from service.api.context import context
from service.api.contract import Operation, operation
from service.api.openai.chat_models import MODELS as CHAT_MODELS
from service.api.schemas import ChatModel, ModelAnswer, ModelsAnswer
from service.settings import Settings

blueprint = Blueprint("models", __name__)


@blueprint.get("/v1/models")
@operation(
    Operation(
        summary="List the models",
        tag="Models",
        description=(
            "`models` is the catalogue, with the licence of each and whether it is on this "
            "machine. `data` is what OpenAI's clients read: the models of `/v1/chat/completions`."
        ),
        answers={JSON: ModelsAnswer},
        problems=(problems.NotAcceptable,),
    )
)
def index() -> Response:
    """List the catalogue."""
    expect_json()
    settings = context().settings
    rows = [_row(spec, settings) for spec in CATALOGUE.values()]
    return json_answer(ModelsAnswer(models=rows, data=[ChatModel(id=id) for id in CHAT_MODELS]))


def _row(spec: ModelSpec, settings: Settings) -> ModelAnswer:
    defaults = {settings.str("summariser"), settings.str("translator")}
    return ModelAnswer(
        id=spec.id,
        tasks=list(spec.tasks),
        family=spec.family,
        engine=spec.engine,
        licence=spec.licence,
        licence_note=spec.licence_note,
        languages=list(spec.languages),
        revision=spec.revision,
        size=spec.size,
        source=spec.source,
        note=spec.note,
        installed=_installed(spec, settings),
        default=spec.id in defaults,
    )


def _installed(spec: ModelSpec, settings: Settings) -> bool:
    """Whether the model can be used here; a server only where its address is set."""
    if spec.source == "server":
        return bool(settings.str("openai_url"))
    return installed(spec, Path(settings.str("cache_dir") or ModelOptions.cache_dir))
