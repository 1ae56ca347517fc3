"""The watcher: look, brief what is new, deliver, and remember."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from models.errors import DamagedModel, EngineFailed, ModelNotInstalled, SongnguError, UnknownModel
from service.archive.columns import now
from service.archive.database import DatabaseAway
from service.briefs.brief import Brief
from service.errors import FetchFailed
from service.reading.article import Article
from service.reading.articles import articles
from service.reading.document import Document
from service.reading.reader import only, read_article
from service.watching.register import Register, Task
from service.watching.sources import Fetch, Source

# Without its model no article can be briefed, so these end the watch; nothing is lost.
_ENDING = (UnknownModel, ModelNotInstalled, DamagedModel, DatabaseAway)
_PASSING = (FetchFailed, EngineFailed)  # what may be right the next time
_FOR_GOOD = frozenset({"bad-url", "private-address", "port", "content-type", "redirects"})
_GONE = frozenset({401, 403, 404, 410, 451})
_LONGEST = timedelta(hours=6)

Make = Callable[[Document], Brief]
Deliver = Callable[[Brief, str], None]  # the brief and the key of its article


@dataclass(frozen=True)
class Rules:
    """How patient the watcher is."""

    interval: timedelta = timedelta(minutes=5)
    attempts: int = 3  # at one article
    limit: int | None = None  # characters of a report
    skip_first: bool = False  # what is there at the first look is old


@dataclass(frozen=True)
class Round:
    """What one look at one source came to."""

    new: int = 0
    briefed: int = 0
    failed: int = 0
    problem: str = ""  # why it could not be looked at
    wait: timedelta = timedelta()  # until the next look


@dataclass(frozen=True)
class Watcher:
    """Follows sources. One process holds a source at a time (`holding`)."""

    register: Register
    make: Make
    deliver: Deliver  # must do nothing the second time
    fetch: Fetch
    rules: Rules = Rules()
    tell: Callable[[str], None] = lambda line: None

    def once(self, source: Source) -> Round:
        """Look at a source, and brief what is new and what is due again.

        Raises only what would befall every article: a model that is missing, a database away.
        """
        new, problem, failures = self._look(source)
        briefed = failed = 0
        started = now()  # so that what fails waits for another round, however short its pause
        while tasks := self.register.due(source.name, started):
            for task in tasks:
                done = self._go_on(task)
                briefed, failed = briefed + done, failed + (not done)
        return Round(new, briefed, failed, problem, self._pause(failures))

    def _look(self, source: Source) -> tuple[int, str, int]:
        """(new articles, problem, failed looks in a row)"""
        first = self.register.is_new(source.name)
        known = self.register.source(source.name)
        try:
            look = source.look(known.etag, known.modified)
        except _ENDING:
            raise
        except SongnguError as error:
            self.tell(f"{source.name}: {error.message}")
            return 0, error.message, self.register.look_failed(source.name, error.message)
        skip = first and self.rules.skip_first
        return self.register.looked(source.name, look, skip), "", 0

    def _go_on(self, task: Task) -> bool:
        """Bring one article as far as it goes; whether nothing is wrong with it."""
        try:
            brief = task.brief or self._made(task)
        except _ENDING:
            raise
        except Exception as error:  # noqa: BLE001 - one article never ends the watch
            self._failed(task, _told(error))
            return False
        return brief is None or self._delivered(task, brief)

    def _delivered(self, task: Task, brief: Brief) -> bool:
        try:
            self.deliver(brief, task.key)
        except _ENDING:
            raise
        except Exception as error:  # noqa: BLE001 - a full disk, a folder that is gone
            self.register.undelivered(task, _told(error), self._again(task))
            self.tell(f"{task.name}: {_told(error).message}")
            return False
        self.register.delivered(task.key)
        return True

    def _made(self, task: Task) -> Brief | None:
        """The brief of an article, kept before it is delivered; None for a report told before."""
        assert task.article is not None
        document = self._document(task.article)
        if self.register.is_told(document.sha256, task.key):
            self.register.same(task.key, document.sha256)
            return None
        brief = self.make(document)
        self.register.made(task.key, brief)
        self.tell(f"{task.name}: {brief.headline.en or brief.headline.vi}")
        return brief

    def _document(self, article: Article) -> Document:
        """The report itself, fetched where the feed holds only a summary of it."""
        if not (article.excerpt and article.url):
            return read_article(article, limit=self.rules.limit)
        page = self.fetch(article.url, None)
        found = only(articles(page.data, content_type=page.content_type, url=page.url))
        return read_article(
            found, title=article.title, published=article.published, limit=self.rules.limit
        )

    def _failed(self, task: Task, error: SongnguError) -> None:
        last = task.attempts + 1 >= self.rules.attempts or not _passes(error)
        self.register.failed(task, error, None if last else self._again(task))
        self.tell(f"{task.name}: {error.message}")

    def _again(self, task: Task) -> timedelta:
        return _longer(self.rules.interval, task.attempts)

    def _pause(self, failures: int) -> timedelta:
        """Until the next look: longer each time that a source could not be looked at."""
        return _longer(self.rules.interval, failures)


def _longer(interval: timedelta, failures: int) -> timedelta:
    """An interval, doubled for each failure up to six hours."""
    doubled: timedelta = interval * 2 ** min(failures, 10)
    return min(doubled, max(_LONGEST, interval))


def _told(error: Exception) -> SongnguError:
    if isinstance(error, SongnguError):
        return error
    return SongnguError(f"An unexpected {type(error).__name__} ({error}).")


def _passes(error: SongnguError) -> bool:
    """Whether an error may be over the next time."""
    if isinstance(error, FetchFailed):
        return error.extra.get("reason") not in _FOR_GOOD and (
            error.extra.get("upstream_status") not in _GONE
        )
    return isinstance(error, _PASSING) or error.status >= 500
