"""The words of the page: one JSON file a language, read by the server and by the browser."""

import json
from functools import cache
from importlib.resources import files

LANGUAGES = ("vi", "en")


@cache
def strings(language: str) -> dict[str, str]:
    """The words of the page by name, in one of `LANGUAGES`."""
    text = files("service").joinpath(f"web/static/strings/{language}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found
