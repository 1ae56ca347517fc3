"""An article as it waits in the database: JSON, its bytes in base64."""

import base64
from datetime import date
from typing import Any

from service.archive.article import Article
from service.reading.fetch import fetch_url
from service.settings import Settings


def pack(article: Article) -> dict[str, Any]:
    """The article as JSON; what is empty is left out."""
    told: dict[str, Any] = {
        "id": article.id,
        "name": article.name,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else "",
        "content_type": article.content_type,
        "problem": article.problem,
    }
    if isinstance(article.content, bytes):
        told["base64"] = base64.b64encode(article.content).decode("ascii")
    else:
        told["text"] = article.content
    return {name: value for name, value in told.items() if value}


def pack_address(url: str, told: Article) -> dict[str, Any]:
    """A page that the worker is to fetch, with what is known of it beyond its text."""
    return {**pack(told), "fetch": url}


def unpack(packed: dict[str, Any], settings: Settings) -> Article:
    """The article, fetched where it is an address. Raises `FetchFailed` or `TooLarge`."""
    content: str | bytes = packed.get("text", "")
    content_type, url = packed.get("content_type", ""), packed.get("url", "")
    if "base64" in packed:
        content = base64.b64decode(packed["base64"])
    elif "fetch" in packed:
        content, content_type, url = fetch_url(
            packed["fetch"],
            timeout=settings.float("fetch_timeout"),
            limit=settings.int("max_upload"),
        )
    return Article(
        id=packed.get("id", ""),
        content=content,
        name=packed.get("name", ""),
        title=packed.get("title", ""),
        url=url,
        published=date.fromisoformat(packed["published"]) if "published" in packed else None,
        content_type=content_type,
        problem=packed.get("problem", ""),
    )
