"""`/v1/memory`: what editors settled; looked up, added, listed, deleted, as TMX in and out."""

from collections.abc import Iterator
from itertools import chain

from flask import Blueprint, Response, request, stream_with_context, url_for
from pydantic import TypeAdapter

from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON, json_body, query, unsupported
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.glossary_schemas import (
    ImportAnswer,
    LookUpAnswer,
    LookUpRequest,
    MemoryAnswer,
    MemoryPageAnswer,
    MemoryQuery,
    MemoryRequest,
)
from service.archive.database import DatabaseAway
from service.glossary import tmx
from service.glossary.memory import MemoryNotFound, StoredMemory

blueprint = Blueprint("memory", __name__)

_TAG = "Memory"
_MOST = 2**31 - 1  # of a number in PostgreSQL
_PAIR = TypeAdapter(MemoryRequest)
_LOOK_UP = TypeAdapter(LookUpRequest)
_EXAMPLE = {"vi": "Hội nghị khai mạc sáng 8/1.", "en": "The conference opened on 8 January."}
_TMX = (tmx.MEDIA_TYPE, "application/xml", "text/xml")


@blueprint.get("/v1/memory")
@operation(
    Operation(
        summary="List the translation memory",
        tag=_TAG,
        description="The newest pair comes first; `next` is the `before` of the next page.",
        query=MemoryQuery,
        answers={JSON: MemoryPageAnswer},
        problems=(problems.InvalidRequest, problems.NotAcceptable, DatabaseAway),
    )
)
def index() -> Response:
    """List one page."""
    expect_json()
    asked = query(MemoryQuery)
    rows = _memory().list(asked.limit + 1, asked.before)
    page = rows[: asked.limit]
    pairs = [MemoryAnswer.model_validate(row) for row in page]
    return json_answer(
        MemoryPageAnswer(pairs=pairs, next=page[-1].id if len(rows) > asked.limit else None)
    )


@blueprint.post("/v1/memory")
@operation(
    Operation(
        summary="Remember a pair",
        tag=_TAG,
        description=(
            "From now on the same sentence is translated so. A sentence that is known gets the "
            "new English."
        ),
        bodies={JSON: Body(_PAIR, _EXAMPLE)},
        answers={JSON: MemoryAnswer},
        status=201,
        problems=(*problems.OF_BODIES, DatabaseAway),
    )
)
def create() -> Response:
    """Remember one pair."""
    expect_json()
    asked = json_body(_PAIR)
    made = _memory().add(asked.vi, asked.en, asked.origin, asked.author)
    response = json_answer(MemoryAnswer.model_validate(made))
    response.status_code = 201
    response.headers["Location"] = url_for("memory.show", id=made.id)
    return response


@blueprint.post("/v1/memory/look-up")
@operation(
    Operation(
        summary="Look a sentence up",
        tag=_TAG,
        description=(
            "Answers with the English of this very sentence, and with pairs like it: a score is "
            "100 less the share of syllables that differ."
        ),
        bodies={JSON: Body(_LOOK_UP, {"vi": _EXAMPLE["vi"]})},
        answers={JSON: LookUpAnswer},
        problems=(*problems.OF_BODIES, DatabaseAway),
    )
)
def look_up() -> Response:
    """Look up one sentence."""
    expect_json()
    asked, memory = json_body(_LOOK_UP), _memory()
    return json_answer(
        LookUpAnswer(
            exact=memory.exact(asked.vi),
            similar=memory.similar(asked.vi, asked.limit, asked.least),
            revision=memory.revision,
        )
    )


@blueprint.get("/v1/memory/tmx")
@operation(
    Operation(
        summary="Take the memory along as TMX 1.4b",
        tag=_TAG,
        answers={tmx.MEDIA_TYPE: {"type": "string"}},
        problems=(DatabaseAway,),
    )
)
def export() -> Response:
    """Stream every pair."""
    pieces = tmx.write(_memory().all())
    begun: Iterator[str] = chain([next(pieces) + next(pieces)], pieces)
    response = Response(stream_with_context(begun), content_type=tmx.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="memory.tmx"'
    return response


@blueprint.post("/v1/memory/tmx")
@operation(
    Operation(
        summary="Take in a TMX file",
        tag=_TAG,
        description="All of its settled pairs of Vietnamese and English, or none.",
        bodies=dict.fromkeys(_TMX, Body({"type": "string", "format": "binary"})),
        answers={JSON: ImportAnswer},
        problems=(*problems.OF_BODIES, tmx.BadMemory, DatabaseAway),
    )
)
def take_in() -> Response:
    """Remember every pair of a file."""
    expect_json()
    if request.mimetype not in _TMX:
        raise unsupported(_TMX)
    return json_answer(ImportAnswer(pairs=_memory().add_all(tmx.read(request.get_data()), "TMX")))


@blueprint.get("/v1/memory/<int:id>")
@operation(
    Operation(
        summary="Read a pair",
        tag=_TAG,
        answers={JSON: MemoryAnswer},
        problems=(problems.NotAcceptable, MemoryNotFound, DatabaseAway),
    )
)
def show(id: int) -> Response:
    """Read one pair."""
    expect_json()
    return json_answer(MemoryAnswer.model_validate(_memory().get(_number(id))))


@blueprint.delete("/v1/memory/<int:id>")
@operation(
    Operation(
        summary="Forget a pair",
        tag=_TAG,
        answers={},
        status=204,
        problems=(MemoryNotFound, DatabaseAway),
    )
)
def delete(id: int) -> Response:
    """Forget one pair."""
    _memory().delete(_number(id))
    return Response(status=204)


def _number(id: int) -> int:
    """The id in an address; what no database counts up to is the id of nothing."""
    if id > _MOST:
        raise MemoryNotFound(f"The memory has no pair {id}; list the pairs to find its number.")
    return id


def _memory() -> StoredMemory:
    return StoredMemory(context().database)
