"""Parameters as JSON or as a form; codes without case, lists in every way clients send them."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request

from service.api.bodies import any_json
from service.api.deepl.errors import Refused

TARGETS = {"en": "EN", "en-us": "EN-US", "en-gb": "EN-GB"}
_FLAGS = {"1": True, "true": True, "0": False, "false": False}


class Parameters:
    """What a request names, in its body or, for a GET, in its query."""

    def __init__(self) -> None:
        self.json: dict[str, Any] | None = None
        if request.is_json:
            found = any_json()
            if not isinstance(found, dict):
                raise Refused("Bad request. Reason: the body is not a JSON object.")
            self.json = found

    def raw(self, name: str) -> Any:
        """A value of any type; of a form, all values under the name."""
        if self.json is not None:
            return self.json.get(name)
        # Of a GET with a form in its body, which the Python client sends, `values` has nothing.
        return request.form.getlist(name) or request.args.getlist(name) or None

    def text(self, name: str, default: str | None = None) -> str:
        """One text. Raises `Refused` without one where there is no default."""
        found = self.raw(name)
        found = found[0] if isinstance(found, list) and len(found) == 1 else found
        if found is None:
            if default is None:
                raise Refused(f"Parameter '{name}' not specified.")
            return default
        if not isinstance(found, str | int | float):
            raise Refused(f"Value for '{name}' not supported.")
        return str(found).lower() if isinstance(found, bool) else str(found)

    def choice(self, name: str, choices: Sequence[str], default: str = "") -> str:
        """One of some words."""
        found = self.text(name, default).lower()
        if found not in (*choices, default):
            raise Refused(f"Value for '{name}' not supported.")
        return found

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        found = self.text(name, str(default)).lower()
        if found not in _FLAGS:
            raise Refused(f"Value for '{name}' not supported.")
        return _FLAGS[found]

    def texts(self, name: str) -> list[str]:
        """All texts under a name. Raises `Refused` without any."""
        found = self.raw(name)
        texts = [found] if isinstance(found, str) else found
        if not texts:
            raise Refused(f"Parameter '{name}' not specified.")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise Refused(f"Value for '{name}' not supported.")
        return texts

    def names(self, name: str) -> tuple[str, ...]:
        """Names in a list or with commas between them; none without any."""
        found = self.raw(name)
        lists = [found] if isinstance(found, str) else found or []
        if not isinstance(lists, list):
            raise Refused(f"Value for '{name}' not supported.")
        return tuple(part.strip() for one in lists for part in str(one).split(",") if part.strip())

    def source(self) -> str:
        """The source language: vi, or "" where it is to be found out."""
        found = self.text("source_lang", "")
        if found and found.lower() not in ("vi", "vi-vn"):
            raise Refused("Value for 'source_lang' not supported.")
        return found and "vi"

    def target(self) -> str:
        """The target language, which must be English."""
        found = self.text("target_lang")
        if found.lower() not in TARGETS:
            raise Refused("Value for 'target_lang' not supported.")
        return TARGETS[found.lower()]

    def refuse_unserved(self) -> None:
        """Raise `Refused` for what would be ignored and would change the text if it were not."""
        if self.choice("formality", ("default", "more", "less", "prefer_more", "prefer_less")) in (
            "more",
            "less",
        ):
            raise Refused("'formality' is not supported for given 'target_lang'.")
        for name in ("style_id", "custom_instructions", "translation_memory_id"):
            if self.raw(name):
                raise Refused(f"'{name}' is not supported.")

    def glossaries(self) -> tuple[str, ...]:
        """Ids of stored glossaries; they need a source language."""
        ids = self.names("glossary_id") or self.names("glossary_ids")
        if ids and not self.source():
            raise Refused("Use of a glossary requires the 'source_lang' parameter.")
        if len(ids) > 5:
            raise Refused("'glossary_ids' holds more than 5 ids.")
        return ids


def indexed(name: str) -> list[dict[str, str]]:
    """A list of objects in a form: `dictionaries[0].entries`, as the Node client writes it."""
    rows: dict[int, dict[str, str]] = {}
    for key, value in request.form.items():
        match = re.fullmatch(rf"{name}\[(\d{{1,3}})\]\.(\w+)", key)
        if match:
            rows.setdefault(int(match[1]), {})[match[2]] = value
    return [rows[number] for number in sorted(rows)]
