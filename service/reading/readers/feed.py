"""RSS and Atom: one article an entry."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from service.errors import EmptyText, UnreadableInput
from service.reading.article import Article
from service.reading.days import day_of_utc
from service.reading.file import File
from service.reading.markup import check_xml

_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.I)
# What feedparser itself meets in feeds that declare or refer to characters that do not exist.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_WHOLE = 1500  # characters from which on a summary is taken for the report itself


def read(file: File) -> Iterator[Article]:
    """The entries of a feed, in its order; one with a summary only is marked as an excerpt."""
    import feedparser

    check_xml(file.data)
    # A stream, since feedparser would open a text that names a file.
    headers = {"content-location": file.url} if file.url else {}
    try:
        parsed = feedparser.parse(io.BytesIO(file.data), response_headers=headers)
    except _BROKEN as error:
        raise UnreadableInput(f"The feed is damaged ({error}).", reason="damaged") from error
    if not parsed.entries:
        _refuse(parsed)
    if parsed.bozo and not _CLOSED.search(file.data[-200:].replace(b"\x00", b"")):
        raise UnreadableInput(
            "The feed is cut off: its last entry has no end.", reason="damaged"
        )  # its last entry may be half a report
    language = _said(parsed.feed, "language")
    for place, entry in enumerate(parsed.entries, 1):
        yield _article(entry, place, language)


def _article(entry: Any, place: int, language: str) -> Article:
    content, kind, whole = _content(entry)
    marked = kind != "text/plain"
    return Article(
        id=_said(entry, "id") or _said(entry, "link") or str(place),
        text="" if marked else content,
        html=content if marked else "",
        title=_plain(_said(entry, "title")),
        url=_web(_said(entry, "link")),
        published=_day(entry),
        language=language,
        excerpt=not whole,
    )


def _content(entry: Any) -> tuple[str, str, bool]:
    """The fullest text of an entry, its type, and whether it is the whole report."""
    bodies = [one for one in entry.get("content") or () if _said(one, "value").strip()]
    if bodies:
        best = max(bodies, key=lambda one: len(one["value"]))
        return best["value"], _said(best, "type") or "text/html", True
    summary = _said(entry, "summary")
    kind = _said(entry.get("summary_detail") or {}, "type") or "text/html"
    return summary, kind, len(_plain(summary)) >= _WHOLE


def _said(part: Any, name: str) -> str:
    """A member that may be missing, or None where the feed is damaged."""
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _day(entry: Any) -> date | None:
    stamps = (name for name in ("published_parsed", "updated_parsed") if name in entry)
    return next(filter(None, (day_of_utc(entry[name]) for name in stamps)), None)


def _plain(markup: str) -> str:
    from service.reading.html import visible_text

    return " ".join(visible_text(markup).split()) if "<" in markup or "&" in markup else markup


def _web(link: str) -> str:
    return link if link.startswith(("http://", "https://")) else ""


def _refuse(parsed: Any) -> None:
    if parsed.bozo:
        reason = parsed.get("bozo_exception")
        told = getattr(reason, "getMessage", lambda: str(reason))()
        raise UnreadableInput(f"The feed is damaged or cut off ({told}).", reason="damaged")
    raise EmptyText("The feed has no entries.")
