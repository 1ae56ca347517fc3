"""NewsML-G2: a news item, or every one of a news message."""

from collections.abc import Iterator
from typing import Any

from service.errors import EmptyText
from service.reading.article import Article
from service.reading.days import day_of
from service.reading.file import File
from service.reading.markup import parse_xml

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = ("p", "hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre",
           "blockquote", "dt", "dd")  # fmt: skip


def read(file: File) -> Iterator[Article]:
    """The news items that hold a text, in the order of the message."""
    root = parse_xml(file.data)
    items = [root, *root.iter()] if _local(root) == "newsItem" else list(root.iter())
    found = 0
    for item in dict.fromkeys(one for one in items if _local(one) == "newsItem"):
        article = _article(item)
        if article.text:
            found += 1
            yield article
    if not found:
        raise EmptyText("The NewsML-G2 document holds no news item with a text.")


def _article(item: Any) -> Article:
    meta = _first(item, "contentMeta")
    web = [item.get("guid", ""), *(one.get("href", "") for one in _all(item, "link"))]
    return Article(
        id=item.get("guid", ""),
        text=_content(item),
        title=_words(_first(meta, "headline")) or _words(_first(item, "title")),
        url=next((one for one in web if one.startswith(("http://", "https://"))), ""),
        published=day_of(_stamp(item)),
        language=_language(item, meta),
    )


def _stamp(item: Any) -> str:
    for name in ("contentCreated", "firstCreated", "versionCreated"):
        text = _words(_first(item, name))
        if text:
            return text
    return ""


def _language(item: Any, meta: Any) -> str:
    language = _first(meta, "language")
    return (language.get("tag", "") if language is not None else "") or item.get(_LANGUAGE, "")


def _content(item: Any) -> str:
    """The text of the content set: XHTML, NITF or plain; the fullest of several."""
    texts = [_text_of(one) for one in _all(_first(item, "contentSet"), "inlineXML", "inlineData")]
    return max(texts, key=len, default="")


def _text_of(content: Any) -> str:
    if _local(content) == "inlineData":
        return "".join(content.itertext()).strip()
    body = next((one for one in content.iter() if _local(one) in ("body.content", "body")), content)
    blocks = [one for one in body.iter() if _local(one) in _BLOCKS and not _holds_block(one)]
    lines = [_words(block) for block in blocks] or [_words(body)]
    return "\n".join(line for line in lines if line)


def _holds_block(element: Any) -> bool:
    return any(_local(child) in _BLOCKS for child in element.iterdescendants())


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _first(element: Any, name: str) -> Any:
    return next(iter(_all(element, name)), None)


def _all(element: Any, *names: str) -> list[Any]:
    if element is None:
        return []
    return [one for one in element.iterdescendants() if _local(one) in names]


def _local(element: Any) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
