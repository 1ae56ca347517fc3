"""`/v1/glossaries`: glossaries of users, stored, read in every form of file, and deleted."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from pydantic import TypeAdapter

from service.api import problems
from service.api.answers import expect_json, json_answer
from service.api.bodies import JSON, json_body, query, unsupported
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.glossary_schemas import (
    EntryAnswer,
    GlossariesAnswer,
    GlossaryAnswer,
    GlossaryQuery,
    GlossaryRequest,
    UploadQuery,
    WholeGlossaryAnswer,
)
from service.api.negotiation import negotiate
from service.api.resources import terms_of
from service.archive.database import DatabaseAway
from service.glossary.files import FORMS, form_of, read_glossary, write_glossary
from service.glossary.library import GlossaryNotFound, Library, StoredGlossary
from service.glossary.terms import BadGlossary, Term

blueprint = Blueprint("glossaries", __name__)

_TAG = "Glossaries"
_REQUEST = TypeAdapter(GlossaryRequest)
_FILE = {"type": "string", "format": "binary"}
_STRING = {"type": "string"}
_MEDIA = {key: form.media_type for key, form in FORMS.items()}
_READ = tuple(
    media for form in FORMS.values() for media in (form.media_type, *form.also) if media != JSON
)
_BODIES = {
    JSON: Body(
        _REQUEST,
        {"name": "Of the desk", "terms": [{"vi": "khu vực phòng thủ", "en": "defensive zone"}]},
    ),
    **dict.fromkeys(_READ, Body(_FILE)),
}
_WRONG = (*problems.OF_BODIES, BadGlossary, DatabaseAway)


@blueprint.get("/v1/glossaries")
@operation(
    Operation(
        summary="List the stored glossaries",
        tag=_TAG,
        answers={JSON: GlossariesAnswer},
        problems=(problems.NotAcceptable, DatabaseAway),
    )
)
def index() -> Response:
    """List every glossary."""
    expect_json()
    stored = [GlossaryAnswer.model_validate(one) for one in _library().list()]
    return json_answer(GlossariesAnswer(glossaries=stored))


@blueprint.post("/v1/glossaries")
@operation(
    Operation(
        summary="Store a glossary",
        tag=_TAG,
        description=(
            "Takes JSON, or a file: CSV or TSV with a first line that names the columns (vi, en, "
            "kind, note, source, valid_from, valid_to) or with Vietnamese and English alone, or "
            "TBX of version 2 or 3. Name it in `glossary` of later requests by its id."
        ),
        query=UploadQuery,
        bodies=_BODIES,
        answers={JSON: GlossaryAnswer},
        status=201,
        problems=_WRONG,
    )
)
def create() -> Response:
    """Store a glossary."""
    expect_json()
    name, terms = _received()
    stored = _library().create(name or "Glossary", terms)
    response = json_answer(GlossaryAnswer.model_validate(stored))
    response.status_code = 201
    response.headers["Location"] = url_for("glossaries.show", id=stored.id)
    return response


@blueprint.get("/v1/glossaries/<id>")
@operation(
    Operation(
        summary="Read a stored glossary",
        tag=_TAG,
        description="`Accept` or `format` chooses JSON, CSV, TSV or TBX.",
        query=GlossaryQuery,
        answers={
            **dict.fromkeys(_MEDIA.values(), _STRING),
            JSON: WholeGlossaryAnswer,
        },
        problems=(
            problems.InvalidRequest,
            problems.NotAcceptable,
            GlossaryNotFound,
            DatabaseAway,
        ),
    )
)
def show(id: str) -> Response:
    """Write a glossary."""
    form = negotiate(_MEDIA, query(GlossaryQuery).format)
    library = _library()
    stored, terms = library.get(id), library.terms(id)
    response = _WRITERS.get(form, _file)(stored, terms, form)
    response.vary.add("Accept")
    return response


@blueprint.put("/v1/glossaries/<id>")
@operation(
    Operation(
        summary="Replace the terms of a stored glossary",
        tag=_TAG,
        description="Takes what storing takes. Without a name the glossary keeps its own.",
        query=UploadQuery,
        bodies=_BODIES,
        answers={JSON: GlossaryAnswer},
        problems=(*_WRONG, GlossaryNotFound),
    )
)
def replace(id: str) -> Response:
    """Put other terms in place of those stored."""
    expect_json()
    library = _library()
    library.get(id)
    name, terms = _received()
    stored = library.replace(id, terms)
    if name and name != stored.name:
        stored = library.rename(id, name)
    return json_answer(GlossaryAnswer.model_validate(stored))


@blueprint.delete("/v1/glossaries/<id>")
@operation(
    Operation(
        summary="Delete a stored glossary",
        tag=_TAG,
        answers={},
        status=204,
        problems=(GlossaryNotFound, DatabaseAway),
    )
)
def delete(id: str) -> Response:
    """Delete a glossary."""
    _library().delete(id)
    return Response(status=204)


def _received() -> tuple[str, tuple[Term, ...]]:
    """The name and the terms in the body."""
    asked = query(UploadQuery)
    if request.mimetype == JSON:
        body = json_body(_REQUEST)
        return body.name.strip(), terms_of(body.terms)
    if request.mimetype not in _READ:
        raise unsupported((JSON, *_READ))
    form = form_of(media_type=request.mimetype)
    return asked.name.strip(), read_glossary(request.get_data(), form)


def _whole(stored: StoredGlossary, terms: tuple[Term, ...], form: str) -> Response:
    told = GlossaryAnswer.model_validate(stored).model_dump()
    return json_answer(WholeGlossaryAnswer(**told, terms=[EntryAnswer.of(term) for term in terms]))


def _file(stored: StoredGlossary, terms: tuple[Term, ...], form: str) -> Response:
    data = write_glossary(terms, form, stored.name)
    response = Response(data, content_type=f"{_MEDIA[form]}; charset=utf-8")
    suffix = "tbx" if form == "tbx2" else form
    response.headers["Content-Disposition"] = f'attachment; filename="glossary.{suffix}"'
    return response


_WRITERS: dict[str, Callable[[StoredGlossary, tuple[Term, ...], str], Response]] = {"json": _whole}


def _library() -> Library:
    return Library(context().database)
