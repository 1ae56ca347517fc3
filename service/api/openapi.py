"""`/openapi.json`: OpenAPI 3.1, made of the contracts that the views state."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from itertools import groupby
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from pydantic import TypeAdapter

from service.api import problems, security
from service.api.answers import expect_json
from service.api.bodies import JSON
from service.api.components import Components, Use, form_schema
from service.api.contract import OPERATIONS, Body, Operation, Shape, operation
from service.api.schemas import Problem
from service.errors import SongnguError

blueprint = Blueprint("openapi", __name__)

Document = dict[str, Any]
Stated = tuple[str, str, Operation]  # path, method, contract

_KEY = "songngu-specification"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_DESCRIPTION = (
    "Short bilingual (Vietnamese and English) briefs of long Vietnamese reports, checked and "
    "traceable. Every error is a problem document (RFC 9457) with a stable `code`."
)


@blueprint.get("/openapi.json")
@operation(
    Operation(
        summary="This specification",
        tag="Service",
        answers={JSON: {"type": "object"}},
        problems=(problems.NotAcceptable,),
    )
)
def show() -> Response:
    """Answer with the specification."""
    expect_json()
    body = json.dumps(specification(current_app), ensure_ascii=False)
    return Response(body, content_type=JSON, headers={"Cache-Control": "no-cache"})


def specification(app: Flask) -> Document:
    """The OpenAPI document of what `app` answers; it takes a while, so that it is made once."""
    if _KEY not in app.extensions:
        app.extensions[_KEY] = _specified(app)
    found: Document = app.extensions[_KEY]
    return found


def _specified(app: Flask) -> Document:
    stated = sorted(_stated(app), key=lambda one: (not one[0].startswith("/v1/"), *one[:2]))
    components = Components(_uses(stated))
    paths: dict[str, Document] = {}
    for path, method, contract in stated:
        paths.setdefault(path, {})[method] = _described(path, method, contract, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Songngu", "version": version("songngu"), "description": _DESCRIPTION},
        "paths": paths,
        "components": {"schemas": components.definitions, "securitySchemes": security.SCHEMES},
    }


def _stated(app: Flask) -> Iterator[Stated]:
    for rule in app.url_map.iter_rules():
        contract = OPERATIONS.get(app.view_functions[rule.endpoint])
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if contract is not None:
                path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
                yield path, method.lower(), contract


def _uses(stated: list[Stated]) -> Iterator[Use]:
    yield Problem, "serialization"
    for _, _, contract in stated:
        for kind, body in contract.bodies.items():
            if kind not in _FORMS:
                yield body.shape, "validation"
        later = (contract.later or {}).values()
        for shape in (*contract.answers.values(), *later, contract.errors):
            if shape is not None:
                yield shape, "serialization"


def _described(path: str, method: str, contract: Operation, known: Components) -> Document:
    described: Document = {
        "operationId": "_".join([method, *re.findall(r"\w+", path)]),
        "summary": contract.summary,
        "tags": [contract.tag],
        "responses": {**_answers(contract, known), **_failures(path, method, contract, known)},
    }
    if scopes := security.scopes_of(path, method):
        described["security"] = security.alternatives(path, scopes)
    if contract.description:
        described["description"] = contract.description
    if parameters := [*_in_path(path), *_in_query(contract), *_in_headers(contract)]:
        described["parameters"] = parameters
    if contract.bodies:
        content = {kind: _content(kind, body, known) for kind, body in contract.bodies.items()}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _in_path(path: str) -> Iterator[Document]:
    for name in re.findall(r"{(\w+)}", path):
        # Whatever the address holds, it is the id of something or 404.
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_headers(contract: Operation) -> Iterator[Document]:
    for name, meaning in contract.headers.items():
        described = {"name": name, "in": "header", "required": False, "description": meaning}
        yield {**described, "schema": {"type": "string", "maxLength": 200}}


def _in_query(contract: Operation) -> Iterator[Document]:
    if contract.query is None:
        return
    for name, schema in form_schema(TypeAdapter(contract.query))["properties"].items():
        described = {"name": name, "in": "query", "required": False}
        if "description" in schema:
            described["description"] = schema.pop("description")
        yield {**described, "schema": schema}


def _content(kind: str, body: Body, known: Components) -> Document:
    if kind in _FORMS and isinstance(body.shape, TypeAdapter):
        schema = form_schema(body.shape)
    else:
        schema = known.schema(body.shape, "validation")
    return {"schema": schema} | ({"example": body.example} if body.example is not None else {})


def _answers(contract: Operation, known: Components) -> Document:
    described = {str(contract.status): _answer("It worked.", contract.answers, known)}
    described |= {str(status): {"description": "Nothing new."} for status in contract.also}
    if contract.later:
        described["202"] = _answer("It is done later.", contract.later, known)
    return described


def _answer(meaning: str, shapes: Mapping[str, Shape], known: Components) -> Document:
    content = {
        kind: {"schema": known.schema(shape, "serialization")} for kind, shape in shapes.items()
    }
    return {"description": meaning} | ({"content": content} if content else {})


def _failures(path: str, method: str, contract: Operation, known: Components) -> Document:
    """One response for each status, which says what codes may come with it."""
    media = problems.MEDIA_TYPE if contract.errors is None else JSON
    schema = known.schema(contract.errors or Problem, "serialization")
    content = {media: {"schema": schema}}
    found: set[type[SongnguError]] = {
        *contract.problems,
        *security.problems(path, method),
        problems.InternalError,
    }
    kinds = sorted(found, key=lambda one: one.status)
    return {
        str(status): {"description": _explained(group), "content": content}
        for status, group in groupby(kinds, key=lambda one: one.status)
    }


def _explained(kinds: Iterator[type[SongnguError]]) -> str:
    ordered = sorted(kinds, key=lambda one: one.code)
    return "\n".join(f"- `{kind.code}`: {problems.meaning(kind)}" for kind in ordered)
