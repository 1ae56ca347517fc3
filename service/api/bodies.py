"""Request bodies and queries as validated values; what is wrong in them, with its place."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

from flask import request
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from service.api.problems import InvalidRequest
from service.api.schemas import is_tag
from service.errors import BadRequest, UnsupportedType

JSON = "application/json"
_NAMED = 4  # types that a sentence can name

Shape = TypeVar("Shape")
Query = TypeVar("Query", bound=BaseModel)


def json_body(adapter: TypeAdapter[Shape], prepare: Callable[[Any], Any] | None = None) -> Shape:
    """The JSON body in its shape, after `prepare` has seen to what no shape can say.

    Raises `UnsupportedType`, `BadRequest`, `InvalidRequest`.
    """
    if request.mimetype != JSON:
        raise unsupported((JSON,))
    try:
        value = _whole(from_json(request.get_data(), allow_inf_nan=False))
    except ValueError as error:
        raise BadRequest(f"The body is not JSON: {error}.") from None
    if prepare is not None:
        value = prepare(value)
    try:
        # By way of JSON, since only there an array is a tuple and a string is a date.
        return adapter.validate_json(to_json(value), strict=True)
    except ValidationError as error:
        raise _of_body(error) from None


def any_json() -> Any:
    """The JSON body of any shape, None where it is no JSON. Raises `BadRequest`."""
    try:
        found = request.get_json(silent=True)
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise BadRequest("The body is nested too deep to be read.") from None
    except UnicodeEncodeError:
        raise BadRequest("The body has half a character, a lone surrogate.") from None
    return found


def form_body(adapter: TypeAdapter[Shape], values: Mapping[str, object]) -> Shape:
    """Form fields in their shape; numbers and dates are read from their text."""
    try:
        return adapter.validate_python(dict(values))
    except ValidationError as error:
        raise _of_body(error) from None


def query(model: type[Query]) -> Query:
    """The query parameters in their shape."""
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        errors = [
            {"detail": found["msg"], "parameter": str(found["loc"][0])} for found in error.errors()
        ]
        raise _invalid(errors) from None


def unsupported(supported: tuple[str, ...]) -> UnsupportedType:
    """The error for a body of a type that is not read here."""
    given = f"“{request.mimetype}” is not read here" if request.mimetype else "No type is given"
    few = len(supported) <= _NAMED
    told = " or ".join(supported) if few else "one of the types that “supported” lists"
    return UnsupportedType(f"{given}. Set “Content-Type” to {told}.", supported=list(supported))


def _whole(value: Any) -> Any:
    """JSON with 5 for 5.0, which JSON Schema takes for an integer and pydantic does not."""
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {name: _whole(item) for name, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _of_body(error: ValidationError) -> InvalidRequest:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return _invalid([{"detail": one["msg"], "pointer": _pointer(one["loc"])} for one in found])


def _invalid(errors: list[dict[str, str]]) -> InvalidRequest:
    first = errors[0]
    where = first.get("parameter") or first["pointer"]
    return InvalidRequest(f"{where}: {first['detail']}.".replace("..", "."), errors=errors)


def _pointer(loc: tuple[int | str, ...]) -> str:
    """A JSON Pointer (RFC 6901) as a URI fragment."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in loc if not is_tag(part))
    return "#" + "".join(f"/{quote(part)}" for part in parts)
