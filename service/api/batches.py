"""`/v1/batches`: articles in, to be worked on later; progress and results out."""

import json
from typing import Any

from flask import Blueprint, Response, request, stream_with_context

from models.catalogue import find
from models.errors import UnknownModel
from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.batch_events import END, watched
from service.api.batch_schemas import (
    REQUEST,
    BatchAnswer,
    BatchesAnswer,
    BatchOptions,
    BatchQuery,
    ListQuery,
    ResultsQuery,
    answer_of,
    taken_answer,
)
from service.api.bodies import JSON, json_body, query, unsupported
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.jobs import accept, batches, options_of, wake
from service.api.negotiation import EVENTS, negotiate
from service.api.resources import PROBLEMS as OF_RESOURCES
from service.api.resources import resources
from service.api.schemas import WithTerms
from service.archive.tables.batches import ItemRow
from service.errors import BadRequest, TooLarge, UnreadableInput
from service.jobs.batches import (
    PRIORITY,
    EmptyBatch,
    KeyReused,
    Order,
    Taken,
    UnknownBatch,
)
from service.jobs.intake import KINDS, of_file, of_records
from service.webhooks.endpoints import BadAddress, check_address

blueprint = Blueprint("batches", __name__)

LINES = "application/x-ndjson"
_LONGEST_KEY = 200
_STRING = {"type": "string"}
_BINARY = Body({"type": "string", "format": "binary"})
_ARTICLE = {
    "id": "a1",
    "text": "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác năm 2024.",
}
_OF_ONE = (problems.NotAcceptable, UnknownBatch)


@blueprint.post("/v1/batches")
@operation(
    Operation(
        summary="Hand in a batch of articles",
        tag="Batches",
        description=(
            "Takes articles as a JSON array, as JSON lines, as CSV or as a zip file of any files "
            "that are read, and answers before they are worked on. What is not in the body is "
            "told by query parameters. A row that is no article becomes one that failed."
        ),
        query=BatchQuery,
        bodies={
            JSON: Body(REQUEST, {"task": "summarise", "articles": [_ARTICLE]}),
            **dict.fromkeys(KINDS, _BINARY),
        },
        answers={JSON: BatchAnswer},
        status=202,
        headers={
            "Idempotency-Key": "Any name for this request: sent again, it makes no second batch."
        },
        problems=(
            *problems.OF_BODIES,
            TooLarge,
            UnreadableInput,
            UnknownModel,
            EmptyBatch,
            KeyReused,
            BadAddress,
            *OF_RESOURCES,
        ),
    )
)
def create() -> Response:
    """Take a batch in."""
    expect_json()
    return accepted(accept(_order()))


@blueprint.get("/v1/batches")
@operation(
    Operation(
        summary="List the batches",
        tag="Batches",
        description="The newest first; `next` leads to older ones.",
        query=ListQuery,
        answers={JSON: BatchesAnswer},
        problems=(*_OF_ONE, problems.InvalidRequest),
    )
)
def index() -> Response:
    """List batches."""
    expect_json()
    asked = query(ListQuery)
    found = batches().page(asked.limit, asked.after)
    more = found[-1].id if len(found) == asked.limit else None
    return json_answer(BatchesAnswer(batches=[answer_of(one) for one in found], next=more))


@blueprint.get("/v1/batches/<id>")
@operation(
    Operation(
        summary="How far is a batch?", tag="Batches", answers={JSON: BatchAnswer}, problems=_OF_ONE
    )
)
def show(id: str) -> Response:
    """Tell how far a batch is."""
    expect_json()
    return json_answer(answer_of(batches().find(id)))


@blueprint.get("/v1/batches/<id>/events")
@operation(
    Operation(
        summary="Watch a batch",
        tag="Batches",
        description=(
            "`progress` events whenever something changes, each with the whole batch, and at the "
            "end one `end` event. Close the stream then: asked again, it answers 204."
        ),
        headers={"Last-Event-ID": "What a browser sends when it asks again; any is taken."},
        answers={EVENTS: _STRING},
        also=(204,),
        problems=_OF_ONE,
    )
)
def watch(id: str) -> Response:
    """Tell of a batch as it goes on."""
    negotiate({"events": EVENTS})
    found = batches().find(id)
    if found.ended and request.headers.get("Last-Event-ID") == END:
        return Response(status=204)
    response = Response(stream_with_context(watched(batches(), id)), content_type=EVENTS)
    response.headers["X-Accel-Buffering"] = "no"
    return response


@blueprint.get("/v1/batches/<id>/results")
@operation(
    Operation(
        summary="Get the results of a batch",
        tag="Batches",
        description=(
            "One JSON object a line, in the order of the articles, up to the first that is not "
            "finished yet: `place`, `id`, `state`, `seconds`, and `status` with `result`, or "
            "`error`. `after` goes on where the last answer ended."
        ),
        query=ResultsQuery,
        answers={LINES: _STRING},
        problems=(*_OF_ONE, problems.InvalidRequest),
    )
)
def results(id: str) -> Response:
    """Stream what is done."""
    asked = query(ResultsQuery)
    negotiate({"lines": LINES})
    found = batches().find(id)
    lines = (_line(row) for row in batches().results(id, asked.after))
    response = Response(stream_with_context(lines), content_type=LINES)
    response.headers["X-Batch-State"] = found.state
    return response


@blueprint.post("/v1/batches/<id>/cancel", endpoint="cancel")
@blueprint.delete("/v1/batches/<id>", endpoint="delete")
@operation(
    Operation(
        summary="Cancel a batch",
        tag="Batches",
        description="What waits is not done; what is being worked on is still finished.",
        answers={JSON: BatchAnswer},
        problems=_OF_ONE,
    )
)
def cancel(id: str) -> Response:
    """End a batch."""
    expect_json()
    return json_answer(answer_of(batches().cancel(id)))


@blueprint.post("/v1/batches/<id>/retry")
@operation(
    Operation(
        summary="Do once more what failed",
        tag="Batches",
        description="Articles that failed or were cancelled wait again; others keep their results.",
        answers={JSON: BatchAnswer},
        problems=_OF_ONE,
    )
)
def retry(id: str) -> Response:
    """Let failed articles wait again."""
    expect_json()
    number, found = batches().retry(id)
    if not found.ended:
        wake(number, PRIORITY[found.kind])
    return json_answer(answer_of(found))


def accepted(taken: Taken) -> Response:
    """The answer to what is done later."""
    response = json_answer(taken_answer(taken))
    response.status_code = 202
    response.headers["Location"] = f"/v1/batches/{taken.progress.id}"
    if taken.again:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def idempotency_key() -> str | None:
    """The key of the request. Raises `BadRequest` for one that is too long."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _LONGEST_KEY:
        raise BadRequest(f"Idempotency-Key is longer than {_LONGEST_KEY} characters.")
    return key or None


def _order() -> Order:
    settings, kind = context().settings, request.mimetype
    asked: BatchOptions = query(BatchQuery)
    if kind == JSON:
        whole = json_body(REQUEST)
        names = asked.model_fields_set & BatchOptions.model_fields.keys() - whole.model_fields_set
        asked = whole.model_copy(update={name: getattr(asked, name) for name in names})
        _check(asked)
        articles = of_records(whole.articles, settings)
    elif kind in KINDS:
        _check(asked)
        articles = of_file(request.get_data(), kind, settings)
    else:
        raise unsupported((JSON, *KINDS))
    return Order(asked.task, options_of(asked), articles, "batch", idempotency_key(), asked.webhook)


def _check(asked: BatchOptions) -> None:
    """Refuse at once what no article could be done with."""
    for task, model in (("summarise", asked.summariser), ("translate", asked.translator)):
        if model is not None:
            find(model, task)  # type: ignore[arg-type]
    resources(context(), asked.glossary, asked.terms if isinstance(asked, WithTerms) else ())
    if asked.webhook:
        check_address(asked.webhook, context().settings.bool("webhook_private"))


def _line(row: ItemRow) -> str:
    told: dict[str, Any] = {"place": row.place, "id": row.name, "state": row.state}
    told["seconds"] = row.seconds
    if row.result:
        told |= {"status": row.result["status"], "result": row.result["body"]}
    elif row.code:
        told["error"] = {"code": row.code, "detail": row.message}
    return json.dumps(told, ensure_ascii=False) + "\n"
