"""`/v1/briefs` as an archive: search it, read, correct and delete what is kept, take it along."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import AnyStr
from urllib.parse import urlencode

from flask import Blueprint, Response, request, stream_with_context
from pydantic import TypeAdapter
from werkzeug.routing import BaseConverter

from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.archive_schemas import (
    CorrectionRequest,
    CorrectionsAnswer,
    ExportQuery,
    PageAnswer,
    RowAnswer,
    SearchQuery,
    ShowQuery,
)
from service.api.bodies import JSON, json_body, query
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.schemas import BRIEF
from service.api.unchanged import ABOUT, revalidated
from service.api.written import WRITTEN, form_wanted, written
from service.archive.briefs import BriefNotFound, BriefStore
from service.archive.corrections import NothingToCorrect
from service.archive.cursors import BadCursor
from service.archive.database import DatabaseAway
from service.archive.transfer import lines, zipped

blueprint = Blueprint("archive", __name__)


class _Id(BaseConverter):
    """The id of a brief, which is none of the words that addresses beside it end with."""

    regex = r"(?!(?:render|export)$)[^/]+"


blueprint.record_once(lambda state: state.app.url_map.converters.update(brief=_Id))

JSONL = "application/jsonl"
ZIP = "application/zip"
_TAG = "Archive"
_CORRECTION = TypeAdapter(CorrectionRequest)


@blueprint.get("/v1/briefs")
@operation(
    Operation(
        summary="Search the briefs that are kept",
        tag=_TAG,
        description=(
            "The newest comes first; where `q` has diacritics, what is written exactly so comes "
            "before the rest. `Link` with `rel=next` leads to the next page."
        ),
        query=SearchQuery,
        answers={JSON: PageAnswer},
        problems=(
            problems.InvalidRequest,
            problems.NotAcceptable,
            BadCursor,
            DatabaseAway,
        ),
    )
)
def index() -> Response:
    """List one page."""
    expect_json()
    asked = query(SearchQuery)
    page = _store().search(asked.query(asked.limit, asked.cursor))
    rows = [RowAnswer.model_validate(row) for row in page.rows]
    response = json_answer(PageAnswer(briefs=rows, next=page.next_cursor))
    if page.next_cursor:
        told = urlencode(request.args.to_dict() | {"cursor": page.next_cursor})
        response.headers["Link"] = f'<{request.path}?{told}>; rel="next"'
    return response


@blueprint.get("/v1/briefs/export")
@operation(
    Operation(
        summary="Export the briefs that are kept",
        tag=_TAG,
        description=(
            "A stream of JSON lines, each a brief as `/v1/briefs` answers it with a member "
            "`archive` (when it was kept, its original, its corrections), which "
            "`songngu archive import` reads; or, with `format`, a zip file."
        ),
        query=ExportQuery,
        answers={
            JSONL: {"type": "string"},
            ZIP: {"type": "string", "contentMediaType": "application/octet-stream"},
        },
        problems=(problems.InvalidRequest, DatabaseAway),
    )
)
def export() -> Response:
    """Stream every brief that is asked for."""
    asked = query(ExportQuery)
    if asked.format:
        files = zipped(_store(), asked.query(), asked.format, asked.language)
        return _stream(files, ZIP, "songngu.zip")
    return _stream(lines(_store(), asked.query()), JSONL, "songngu.jsonl")


@blueprint.get("/v1/briefs/<brief:id>")
@operation(
    Operation(
        summary="Read a brief that is kept",
        tag=_TAG,
        description=f"`Accept` or `format` chooses its form; no model runs.\n\n{ABOUT}",
        query=ShowQuery,
        answers=WRITTEN,
        also=(304,),
        problems=(
            problems.InvalidRequest,
            problems.NotAcceptable,
            BriefNotFound,
            DatabaseAway,
        ),
    )
)
def show(id: str) -> Response:
    """Write a brief."""
    wanted = query(ShowQuery)
    form = form_wanted(wanted)
    store = _store()
    brief = store.original(id) if wanted.original else store.get(id)
    return revalidated(written(brief, form, wanted.language))


@blueprint.delete("/v1/briefs/<brief:id>")
@operation(
    Operation(
        summary="Delete a brief that is kept",
        tag=_TAG,
        description="With its corrections and, where no other brief is of it, its report.",
        answers={},
        status=204,
        problems=(BriefNotFound, DatabaseAway),
    )
)
def delete(id: str) -> Response:
    """Delete a brief."""
    _store().delete(id)
    return Response(status=204)


@blueprint.post("/v1/briefs/<brief:id>/corrections")
@operation(
    Operation(
        summary="Correct a brief that is kept",
        tag=_TAG,
        description=(
            "Puts other words at one place. They are checked as the machine's were, the original "
            "stays, and the pair is remembered for the next translation. Answers with the brief "
            "as it reads now."
        ),
        bodies={JSON: Body(_CORRECTION, {"where": "points/0", "en": "The meeting was held."})},
        answers={JSON: BRIEF},
        problems=(*problems.OF_BODIES, BriefNotFound, NothingToCorrect, DatabaseAway),
    )
)
def correct(id: str) -> Response:
    """Correct one place."""
    expect_json()
    asked = json_body(_CORRECTION)
    brief = _store().correct(id, asked.where, asked.vi, asked.en, asked.author)
    return written(brief, "json", "both")


@blueprint.get("/v1/briefs/<brief:id>/corrections")
@operation(
    Operation(
        summary="List what was corrected in a brief",
        tag=_TAG,
        answers={JSON: CorrectionsAnswer},
        problems=(problems.NotAcceptable, BriefNotFound, DatabaseAway),
    )
)
def corrections(id: str) -> Response:
    """List the corrections."""
    expect_json()
    return json_answer(CorrectionsAnswer(corrections=list(_store().corrections(id))))


def _store() -> BriefStore:
    return BriefStore(context().database)


def _stream(pieces: Iterator[AnyStr], media: str, filename: str) -> Response:
    """A response that is written while it is read."""
    begun = chain(list(islice(pieces, 1)), pieces)  # a database that is away is told as such
    response = Response(stream_with_context(begun), content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
