"""Texts that any format can hold: what Unicode, XML and paper have no place for is replaced."""

import dataclasses
import re
from collections.abc import Callable
from typing import TypeVar

REPLACEMENT = "\ufffd"

Value = TypeVar("Value")

_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML 1.0 allows, without the controls and the non-characters that it only discourages.
_NO_XML = re.compile(
    "[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)


def encodable(text: str) -> str:
    """`text` with lone surrogates, which no encoding can write, replaced one by one."""
    return _SURROGATE.sub(REPLACEMENT, text)


def for_xml(text: str) -> str:
    """`text` with everything replaced that an XML document must not hold."""
    return _NO_XML.sub(REPLACEMENT, text)


def mapped(value: Value, change: Callable[[str], str]) -> Value:
    """A dataclass or tuple with `change` made to every text in it, however deep."""
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(mapped(item, change) for item in value)  # type: ignore[return-value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return dataclasses.replace(
            value, **{name: mapped(getattr(value, name), change) for name in names}
        )
    return value
