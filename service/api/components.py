"""The JSON Schemas of shapes, with their definitions gathered in one place."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from service.api.contract import Shape

Schema = dict[str, Any]

_REF = "#/components/schemas/{model}"
Use = tuple[Shape, JsonSchemaMode]


class Components:
    """Schemas by shape and use; `definitions` holds what they refer to."""

    def __init__(self, uses: Iterable[Use]) -> None:
        adapters = {(id(shape), mode): adapter_of(shape) for shape, mode in uses}
        made, shared = TypeAdapter.json_schemas(
            [(shape, mode, adapter) for (shape, mode), adapter in adapters.items() if adapter],
            ref_template=_REF,
        )
        self._schemas = made
        self.definitions: Schema = shared.get("$defs", {})

    def schema(self, shape: Shape, mode: JsonSchemaMode) -> Schema:
        """The schema of a shape that was among the uses."""
        if isinstance(shape, dict):
            return shape
        return self._schemas[id(shape), mode]


def adapter_of(shape: Shape) -> TypeAdapter[Any] | None:
    """What pydantic makes the schema of a shape with; None for a shape that is a schema."""
    if isinstance(shape, TypeAdapter):
        return shape
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return TypeAdapter(shape)
    return None


def form_schema(adapter: TypeAdapter[Any]) -> Schema:
    """The schema of a shape as form fields or query parameters: no references and no nulls,

    because a field that is not filled in is not there.
    """
    schema = adapter.json_schema()
    definitions = schema.pop("$defs", {})
    plain: Schema = _flat(schema, definitions)
    return plain


def _flat(node: Any, definitions: Schema) -> Any:
    if isinstance(node, list):
        return [_flat(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _flat(definitions[node["$ref"].rpartition("/")[2]], definitions)
    branches = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
    if len(branches) == 1:
        node = {key: value for key, value in node.items() if key != "anyOf"} | branches[0]
    return {
        key: _flat(value, definitions)
        for key, value in node.items()
        if not (key == "default" and value is None)
    }
