"""What a look at a source finds: articles with their identity, or what is wrong with a file."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date

from service.archive.storable import storable
from service.reading.article import Article

_EVERYWHERE = ("urn:", "tag:", "http://", "https://")  # ids that mean the same in every source


@dataclass(frozen=True)
class Found:
    """An article where it was found; `problem` says why it cannot be read."""

    article: Article
    name: str  # its address or path, for people
    digest: str  # SHA-256 of what was found
    code: str = ""  # of the problem
    problem: str = ""


@dataclass(frozen=True)
class Look:
    """What one look found, and what to ask with the next time."""

    found: tuple[Found, ...]
    etag: str = ""
    modified: str = ""


def digest_of(article: Article) -> str:
    """The same for the same words under the same title; of a summary, also for its address."""
    told = (article.title, article.text, article.html, article.url if article.excerpt else "")
    words = " ".join(told).split()
    return sha256(" ".join(words))


def key_of(source: str, id: str) -> str:
    """The key of an article by the id that its source gives it."""
    return sha256(id if id.startswith(_EVERYWHERE) else f"{source}\n{id}")[:32]


def sha256(text: str) -> str:
    """The digest of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def pack(article: Article) -> str:
    """An article as JSON, for the database."""
    told = dataclasses.asdict(article)
    told["published"] = article.published.isoformat() if article.published else ""
    return storable(json.dumps(told, ensure_ascii=False))


def unpack(packed: str) -> Article:
    """The article that was packed."""
    told = json.loads(packed)
    told["published"] = date.fromisoformat(told["published"]) if told["published"] else None
    return Article(**{**told, "notes": tuple(told["notes"])})
