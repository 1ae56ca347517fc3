"""The web application: wiring only."""

from flask import Flask

from service.api import (
    access,
    archive,
    batches,
    briefs,
    calls,
    cors,
    deepl,
    docs,
    feeds,
    gate,
    glossaries,
    health,
    libretranslate,
    memory,
    metrics,
    models,
    openai,
    openapi,
    pages,
    problems,
    signing_in,
    summaries,
    translations,
    webhooks,
)
from service.api.context import Context, bind
from service.api.readiness import Readiness
from service.archive.database import database_url, open_database
from service.auth.rates import Rates
from service.briefs.pipeline import Studio
from service.settings import Settings, check_mode, load_settings
from service.telemetry import begin

BLUEPRINTS = (
    briefs.blueprint,
    archive.blueprint,
    feeds.blueprint,
    summaries.blueprint,
    translations.blueprint,
    libretranslate.blueprint,
    deepl.blueprint,
    batches.blueprint,
    webhooks.blueprint,
    glossaries.blueprint,
    memory.blueprint,
    models.blueprint,
    openai.blueprint,
    health.blueprint,
    metrics.blueprint,
    openapi.blueprint,
    docs.blueprint,
    pages.blueprint,
    signing_in.blueprint,
)


def create_app(settings: Settings | None = None, studio: Studio | None = None) -> Flask:
    """Return the application. Models are loaded by the first request that needs them."""
    settings = settings or load_settings()
    begin(settings)
    app = Flask("service", template_folder="web/templates", static_folder="web/static")
    limit = settings.int("max_upload")
    app.config.update(MAX_CONTENT_LENGTH=limit, MAX_FORM_MEMORY_SIZE=limit)
    studio = studio or Studio(settings)
    database = open_database(database_url(settings))
    check_mode(settings)
    bind(
        app,
        Context(
            settings,
            studio,
            Readiness(lambda: [*studio.problems(), *database.problems()]),
            database,
            Rates(settings),
        ),
    )
    access.register(app)
    gate.register(app)
    calls.register(app)
    cors.register(app)
    problems.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
