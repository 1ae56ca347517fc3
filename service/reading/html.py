"""HTML to the text of its article, with title and date."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

_MARKUP = re.compile(r"<(!doctype html|html|head|body|article|div|p|h[1-6]|meta|br)\b[^<>]*>", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_HEAD = 4096  # where HTML says what it is
_BLOCKS = "p|div|li|h[1-6]|tr|td|blockquote|section|article|br|title|figcaption"
_BREAK = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*>", re.I)
# No XML tree holds them, as they stand or as the references to them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d);?|&#x0*(?:[0-8bcef]|1[0-9a-f])(?![0-9a-f]);?",
    re.I,
)
_DROP = ("script", "style", "noscript", "nav", "header", "footer", "aside", "form", "template")


@dataclass(frozen=True)
class Page:
    """What an HTML page says; paragraphs of `text` are lines."""

    text: str
    title: str = ""
    url: str = ""
    published: date | None = None


def is_html(text: str) -> bool:
    """Whether a text is HTML, by what stands in it: a name or header may be wrong."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html")):
        return True
    tags = len(_MARKUP.findall(text[: 4 * _HEAD]))
    return tags > 1 or (tags == 1 and head.startswith("<") and "</" in text)


def declared_charset(data: bytes) -> str | None:
    """The charset that a `<meta>` at the top of the bytes names."""
    match = _CHARSET.search(data[:_HEAD])
    return match.group(1).decode("ascii") if match else None


def read_html(text: str, url: str = "") -> Page:
    """Extract the article; where none is found, all visible text of the page."""
    found = _extract(text, url)
    body = (found.text or "").strip() if found else ""
    if not body:
        body = visible_text(text)
    return Page(
        text=body,
        title=((found.title if found else "") or _title(text)).strip(),
        url=url or ((found.url if found else "") or ""),
        published=_date(found.date if found else None),
    )


def visible_text(text: str) -> str:
    """Every line of text a page shows, without its menus and scripts."""
    from lxml import html

    try:
        root: Any = html.fromstring(
            _BREAK.sub(lambda tag: "\n" + tag.group(), _CONTROLS.sub(" ", text))
        )
    except (ValueError, html.etree.ParserError):
        return ""
    for element in list(root.iter(*_DROP, html.etree.Comment)):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _extract(text: str, url: str) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        text,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
    )


def _title(text: str) -> str:
    match = re.search(r"<title[^>]*>(.*?)</title>", text, re.I | re.S)
    if not match:
        return ""
    from html import unescape

    return " ".join(unescape(match.group(1)).split())


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
