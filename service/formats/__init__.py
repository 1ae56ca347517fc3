"""How a brief is written down: one writer a file, chosen by name."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from models.errors import SongnguError
from service.briefs.brief import Brief
from service.formats import (
    atom,
    docx,
    html,
    json,
    jsonfeed,
    markdown,
    newsml,
    ninjs,
    ninjs1,
    text,
    tmx,
    xliff,
)
from service.formats.characters import encodable, for_xml, mapped
from service.formats.feed import Channel

Language = Literal["both", "vi", "en"]

FORMATS: dict[str, Callable[[Brief, str], str | bytes]] = {
    "json": json.write,
    "markdown": markdown.write,
    "html": html.write,
    "text": text.write,
    "ninjs": ninjs.write,
    "ninjs1": ninjs1.write,
    "newsml": newsml.write,
    "docx": docx.write,
    "tmx": tmx.write,
    "xliff": xliff.write,
    "atom": atom.write,
    "jsonfeed": jsonfeed.write,
}

# Of these a feed can hold more than one brief.
FEEDS: dict[str, Callable[[Sequence[Brief], Channel, str], str]] = {
    "atom": atom.write_feed,
    "jsonfeed": jsonfeed.write_feed,
}

# Where two begin alike, a reader that asks for no version is given the first.
MEDIA_TYPES = {
    "json": "application/json",
    "markdown": "text/markdown",
    "html": "text/html",
    "text": "text/plain",
    "ninjs": "application/vnd.iptc.ninjs+json;version=3.1",
    "ninjs1": "application/vnd.iptc.ninjs+json;version=1.7",
    "newsml": "application/vnd.iptc.g2.newsitem+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "tmx": "application/x-tmx+xml",
    "xliff": "application/xliff+xml;version=2.1",
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
}

# The first suffix of a format is that of the files we name.
SUFFIXES = {
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".ninjs.json": "ninjs",
    ".ninjs1.json": "ninjs1",
    ".newsml.xml": "newsml",
    ".xml": "newsml",
    ".docx": "docx",
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".atom": "atom",
    ".feed.json": "jsonfeed",
}

# These can hold any character that can be encoded.
_PLAIN = frozenset({"json", "markdown", "text"})


class UnknownFormat(SongnguError):
    """No writer has this name; `extra["known"]` lists those that exist."""

    code = "unknown-format"
    status = 406


def write(brief: Brief, format: str, language: Language = "both") -> str | bytes:
    """Write `brief` in `format`, a key of `FORMATS`: bytes where it is a file, text elsewhere.

    `language` leaves one language out for people; formats for programs say in their own
    docstring what they make of it. Characters that the format cannot hold become U+FFFD.
    Raises `UnknownFormat`.
    """
    if format not in FORMATS:
        known = list(FORMATS)
        raise UnknownFormat(
            f"There is no format {format!r}; there are {', '.join(known)}.", known=known
        )
    sound = mapped(brief, encodable if format in _PLAIN else for_xml)
    return FORMATS[format](sound, language)


def write_feed(
    briefs: Sequence[Brief], channel: Channel, format: str, language: Language = "both"
) -> str:
    """Write several briefs, the newest first, in a format of `FEEDS`."""
    return FEEDS[format]([mapped(brief, for_xml) for brief in briefs], channel, language)


def format_of(filename: str) -> str | None:
    """The format that the name of a file asks for by its longest suffix, None where by none."""
    name = filename.lower()
    return next((SUFFIXES[s] for s in sorted(SUFFIXES, key=len)[::-1] if name.endswith(s)), None)


def filename(brief: Brief, format: str) -> str:
    """A name for the file of a brief, in ASCII and without anything a path could be made of."""
    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == format)
    return f"songngu-{re.sub('[^A-Za-z0-9_-]', '', brief.id)[:12] or 'brief'}{suffix}"
