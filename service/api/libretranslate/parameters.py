"""Parameters as JSON, as a form or in the query string."""

from typing import Any

from flask import request

from service.api import credentials
from service.api.bodies import any_json
from service.api.context import context
from service.api.libretranslate.errors import Refused, invalid
from service.markup import Kind

SOURCES = {"vi": "vi", "vi-vn": "vi", "vi_vn": "vi", "auto": "auto"}
TARGETS = {"en": "en", "en-us": "en", "en-gb": "en", "en_us": "en", "en_gb": "en"}
_FORMATS: dict[str, Kind] = {"text": "text", "html": "html"}


class Parameters:
    """What a request names; an empty value counts as none. Raises `Refused`."""

    def __init__(self) -> None:
        self._json: dict[str, Any] = {}
        if request.is_json:
            found = any_json()
            if not isinstance(found, dict):
                raise invalid("the body is not a JSON object")
            self._json = found

    def get(self, name: str) -> Any:
        """A value of any type; None where there is none."""
        found = self._json.get(name)
        return request.values.get(name) or None if found in (None, "", []) else found

    def text(self, name: str) -> str:
        """A value that must be there and be text."""
        found = self.get(name)
        if found is None:
            raise invalid(f"missing {name} parameter")
        if not isinstance(found, str):
            raise invalid(f"{name} parameter is not a string")
        return found

    def texts(self) -> tuple[list[str], bool]:
        """The texts of `q`, and whether they came as an array."""
        found = self.get("q")
        if found is None:
            raise invalid("missing q parameter")
        many = isinstance(found, list)
        texts = found if many else [found]
        if not all(isinstance(text, str) for text in texts):
            raise invalid("q parameter is not a string or an array of strings")
        _within_limits(texts)
        return texts, many

    def count(self, name: str) -> int:
        """A whole number from 0 on, 0 where there is none."""
        found = self.get(name) or 0
        try:
            number = int(found)
        except (TypeError, ValueError):
            raise invalid(f"{name} parameter is not a number") from None
        if number < 0:
            raise invalid(f"{name} parameter is less than 0")
        return number

    def language(self, name: str, known: dict[str, str]) -> str:
        """A language that is served. Raises `Refused` for any other."""
        code = self.text(name)
        if code.lower() not in known:
            raise Refused(f"{code} is not supported")
        return known[code.lower()]

    def format(self) -> Kind:
        """How `q` is written."""
        name = str(self.get("format") or "text")
        if name not in _FORMATS:
            raise Refused(f"{name} format is not supported")
        return _FORMATS[name]


def key() -> str:
    """The key of the request: `api_key`, wherever the parameters are, or a bearer."""
    return str(Parameters().get("api_key") or "") or credentials.bearer()


def _within_limits(texts: list[str]) -> None:
    settings = context().settings
    size, most = sum(map(len, texts)), settings.int("max_chars")
    if size > most:
        raise invalid(f"request ({size}) exceeds text limit ({most})")
    if len(texts) > settings.int("max_texts"):
        limit = settings.int("max_texts")
        raise invalid(f"request ({len(texts)}) exceeds batch limit ({limit})")
