"""How a brief is written down: one writer a file, chosen by name."""

from collections.abc import Callable
from typing import Literal

from models.errors import SongnguError
from service.briefs.brief import Brief
from service.formats import html, json, markdown, text

Language = Literal["both", "vi", "en"]

FORMATS: dict[str, Callable[[Brief, str], str]] = {
    "json": json.write,
    "markdown": markdown.write,
    "html": html.write,
    "text": text.write,
}

MEDIA_TYPES = {
    "json": "application/json",
    "markdown": "text/markdown",
    "html": "text/html",
    "text": "text/plain",
}

SUFFIXES = {".json": "json", ".md": "markdown", ".html": "html", ".htm": "html", ".txt": "text"}


class UnknownFormat(SongnguError):
    """No writer has this name; `extra["known"]` lists those that exist."""

    code = "unknown-format"
    status = 406


def write(brief: Brief, format: str, language: Language = "both") -> str:
    """Write `brief` as text in `format`, a key of `FORMATS`.

    `language` leaves one language out for people; JSON always holds both.
    Raises `UnknownFormat`.
    """
    if format not in FORMATS:
        known = list(FORMATS)
        raise UnknownFormat(
            f"There is no format {format!r}; there are {', '.join(known)}.", known=known
        )
    return FORMATS[format](brief, language)
