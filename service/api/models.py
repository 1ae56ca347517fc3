"""`/v1/models`: what can be asked for."""

from flask import Blueprint, Response
from models.installed import is_installed

from models.catalogue import CATALOGUE, ModelSpec
from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON
from service.api.context import context
from service.api.contract import Operation, operation
from service.api.schemas import ModelAnswer, ModelsAnswer
from service.settings import Settings

blueprint = Blueprint("models", __name__)


@blueprint.get("/v1/models")
@operation(
    Operation(
        summary="List the models",
        tag="Models",
        description="Every model of the catalogue, its licence and whether it is on this machine.",
        answers={JSON: ModelsAnswer},
        problems=(problems.NotAcceptable,),
    )
)
def index() -> Response:
    """List the catalogue."""
    expect_json()
    settings = context().settings
    return json_answer(ModelsAnswer(models=[_row(spec, settings) for spec in CATALOGUE.values()]))


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
        installed=is_installed(spec, settings),
        default=spec.id in defaults,
    )
