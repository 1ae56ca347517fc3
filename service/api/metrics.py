"""`/metrics`: what Prometheus asks for. Where keys are required, it needs the scope `admin`."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request

from service.api import problems
from service.api.context import context
from service.api.contract import Operation, operation
from service.archive.database import Database, DatabaseAway
from service.jobs.progress import open_articles
from service.telemetry import exposition

blueprint = Blueprint("metrics", __name__)

_TEXT, _OPEN = "text/plain", "application/openmetrics-text"
_STRING = {"type": "string"}


@blueprint.get("/metrics")
@operation(
    Operation(
        summary="What is counted, for Prometheus",
        tag="Health",
        description="No label and no value holds text of an article.",
        answers={_TEXT: _STRING, _OPEN: _STRING},
        problems=(problems.NotFound,),
    )
)
def show() -> Response:
    """Answer a scrape. Raises `NotFound` where metrics are switched off."""
    if not context().settings.bool("metrics"):
        raise problems.NotFound("Metrics are switched off: SONGNGU_METRICS is false.")
    from prometheus_client.exposition import choose_encoder

    encode, kind = choose_encoder(request.headers.get("Accept", ""))
    found = exposition.Together((exposition.collector(), OfDatabase(context().database)))
    return Response(encode(found), content_type=kind)


class OfDatabase:
    """What only the database knows, looked up at each scrape."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        there = GaugeMetricFamily("songngu_database_up", "Whether the database answers.")
        waiting = GaugeMetricFamily(
            "songngu_jobs_open", "Articles of batches, waiting and running.", labels=("state",)
        )
        try:
            for state, count in open_articles(self._database).items():
                waiting.add_metric((state,), count)
            there.add_metric((), 1)
        except DatabaseAway:
            there.add_metric((), 0)
        yield there
        yield waiting
