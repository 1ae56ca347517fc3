"""What can be watched: a feed, asked only for what changed, or a folder of files."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from models.errors import SongnguError
from service.errors import BadRequest
from service.reading.article import Article
from service.reading.articles import articles
from service.reading.fetch import Fetched
from service.reading.kinds import SUFFIXES
from service.watching.found import Found, Look, digest_of

Fetch = Callable[[str, Fetched | None], Fetched]
_UNFINISHED = (".", "~", "#")  # how names begin that editors and browsers write to
_BLOCK = 1_000_000


class Source(Protocol):
    """Something that shows articles."""

    @property
    def name(self) -> str:
        """Its address or absolute path."""
        ...

    def look(self, etag: str, modified: str) -> Look:
        """What there is now. Raises `SongnguError` where it cannot be looked at."""
        ...


@dataclass(frozen=True)
class Feed:
    """RSS, Atom or JSON Feed at an address, or any other file of articles."""

    name: str
    fetch: Fetch

    def look(self, etag: str, modified: str) -> Look:
        last = Fetched(b"", "", self.name, etag, modified)
        got = self.fetch(self.name, last)
        if not got.changed:
            return Look((), etag, modified)
        entries = articles(got.data, content_type=got.content_type, url=got.url)
        return Look(tuple(map(self._found, entries)), got.etag, got.modified)

    def _found(self, article: Article) -> Found:
        # Without an id of its own an entry is known by what it says, not by its place.
        if article.id.isdecimal() or not article.id:
            article = replace(article, id=article.url or digest_of(article))
        return Found(article, article.url or article.id, digest_of(article))


@dataclass
class Folder:
    """Every file below a folder that has come to rest. Nothing in it is moved or changed."""

    path: Path
    settle: float = 2.0  # seconds that a file must be left alone before it is read
    without: Path | None = None  # a folder within it to leave out, such as the output
    limit: int = 64_000_000  # bytes of a file
    _read: dict[Path, tuple[int, int]] = field(default_factory=dict)  # size and time when read

    @property
    def name(self) -> str:
        return str(self.path.resolve())

    def look(self, etag: str, modified: str) -> Look:
        if not self.path.is_dir():
            raise BadRequest(f"{self.path} is not a folder any more.")
        return Look(tuple(self._found()))

    def _found(self) -> Iterator[Found]:
        for path in sorted(self.path.rglob("*")):
            state = self._at_rest(path)
            if state is not None and self._read.get(path) != state:
                found = list(_articles(path, self.limit))
                if _state(path) == state:  # nobody wrote to it meanwhile
                    self._read[path] = state
                    yield from found

    def _at_rest(self, path: Path) -> tuple[int, int] | None:
        """Size and time of a file that is to be read; None for any other."""
        parts = path.relative_to(self.path).parts
        if any(part.startswith(_UNFINISHED) for part in parts):
            return None
        if not path.name.lower().endswith(SUFFIXES) or self._left_out(path):
            return None
        state = _state(path)
        rested = state is not None and time.time() - state[1] / 1e9 >= self.settle
        return state if rested and path.is_file() else None

    def _left_out(self, path: Path) -> bool:
        return self.without is not None and self.without.resolve() in path.resolve().parents


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _articles(path: Path, limit: int) -> Iterator[Found]:
    """The articles of a file; each is known by its words, so that a new name changes nothing."""
    try:
        if path.stat().st_size > limit:
            raise BadRequest(f"{path} is larger than {limit:,} bytes.")
        data = path.read_bytes()
        found = list(articles(data, name=path.name))
    except OSError:
        return  # gone or locked: the next look may find it
    except SongnguError as error:
        digest = hashlib.sha256(data).hexdigest() if "data" in locals() else ""
        yield Found(Article(id=digest or str(path)), str(path), digest, error.code, error.message)
        return
    for article in found:
        digest = digest_of(article)
        yield Found(replace(article, id=digest), str(path), digest)
