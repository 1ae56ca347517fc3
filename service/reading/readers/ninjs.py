"""ninjs, the IPTC's JSON: 1.x (also as Superdesk writes it), 2.x and 3.x."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from service.reading.article import Article
from service.reading.days import day_of

_NAMES = frozenset({"uri", "guid"})
_CONTENT = frozenset(
    {"headlines", "bodies", "headline", "body_html", "body_text", "body_xhtml", "associations"}
)
_STAMPS = frozenset({"versioncreated", "versionCreated", "pubstatus", "pubStatus", "standard",
                     "headlines", "bodies", "versionedon", "firstcreated", "firstCreated",
                     "associations"})  # fmt: skip
_DEPTH = 4  # packages within packages


def is_ninjs(item: dict[str, Any]) -> bool:
    """Whether an object bears the marks of ninjs."""
    return bool(_NAMES & item.keys() and _CONTENT & item.keys() and _STAMPS & item.keys())


def read_item(item: dict[str, Any], depth: int = 0) -> Iterator[Article]:
    """The article of an item; of a package without a text, those of its associations."""
    html, text = _body(item)
    if html or text:
        yield Article(
            id=_text(item.get("guid")) or _text(item.get("uri")),
            text="" if html else text,
            html=html,
            title=_headline(item),
            url=_link(item),
            published=day_of(_stamp(item)),
            language=_text(item.get("language")),
        )
    elif depth < _DEPTH:
        for part in _associated(item):
            for article in read_item(part, depth + 1):
                yield replace(article, language=article.language or _text(item.get("language")))


def _body(item: dict[str, Any]) -> tuple[str, str]:
    """(HTML, text) of an item; the fullest of several bodies."""
    html = _text(item.get("body_html")) or _text(item.get("body_xhtml"))
    text = _text(item.get("body_text"))
    bodies = [one for one in _list(item.get("bodies")) if isinstance(one, dict)]
    if not (html or text) and bodies:
        best = max(bodies, key=lambda one: len(_text(one.get("value"))))
        value = _text(best.get("value"))
        marked = "html" in _text(best.get("contentType") or best.get("contenttype")).lower()
        return (value, "") if marked else ("", value)
    return html, text


def _headline(item: dict[str, Any]) -> str:
    for one in _list(item.get("headlines")):
        if isinstance(one, dict) and _text(one.get("value")):
            return _plain(_text(one["value"]))
    return _plain(_text(item.get("headline")) or _text(item.get("name")))


def _plain(text: str) -> str:
    """A headline without markup, which Superdesk allows in it."""
    from service.reading.html import visible_text

    return " ".join(visible_text(text).split()) if "<" in text or "&" in text else text


def _link(item: dict[str, Any]) -> str:
    named = (item.get("url"), item.get("link"), item.get("uri"), item.get("guid"))
    web = (text for text in map(_text, named) if text.startswith(("http://", "https://")))
    return next(web, "")


def _stamp(item: dict[str, Any]) -> str:
    names = ("firstpublished", "firstCreated", "firstcreated", "versionCreated", "versioncreated")
    return next(filter(None, (_text(item.get(name)) for name in names)), "")


def _associated(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a package: an object in 1.x, an array from 2.0 on."""
    found = item.get("associations")
    parts = list(found.values()) if isinstance(found, dict) else _list(found)
    return [part for part in parts if isinstance(part, dict)]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
