"""A batch from its input to its output: gone through, worked on, written down, put together."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Protocol

from service.archive.article import Article
from service.archive.articles import articles, files
from service.archive.database import Database
from service.archive.ledger import Ledger, Totals, unpack
from service.archive.listener import Listener
from service.archive.outputs import Output
from service.archive.workers import Order, Packed, Workers
from service.errors import SongnguError
from service.reading import read

_CHUNK = 100  # articles looked up in the ledger at a time


class BatchRuns(SongnguError):
    """Another process is at work on the same output."""

    code = "batch-runs"
    status = 409


@dataclass(frozen=True)
class Input:
    """What to read, and which of it."""

    names: Sequence[str]  # files, folders, globs
    without: Sequence[Path] = ()
    since: date | None = None
    limit: int | None = None

    def articles(self) -> Iterator[Article]:
        """The articles that are wanted; the same in the same order each time."""
        found: Iterator[Article] = articles(self.names, self.without)
        if self.since:
            found = (one for one in found if is_since(one, self.since))
        return islice(found, self.limit)

    def parts(self) -> "Iterator[Input]":
        """The same input file by file, for readers beside each other; all of each file."""
        for path in files(self.names, self.without):
            yield Input([str(path)])


class Engine(Protocol):
    """What does the work: processes of this machine, or a cluster."""

    def digest(self) -> str:
        """The digest of errand, models and settings."""

    def outcomes(self, source: Input, ledger: Ledger) -> Iterator[Packed]:
        """Work on what waits; the next outcome is made after the last one was written down."""

    def close(self) -> None:
        """End all processes; may be called twice."""


@dataclass(frozen=True)
class Report:
    """What a run did."""

    totals: Totals
    twice: int  # articles that were in the input a second time
    before: int  # articles that an earlier run had finished
    stopped: bool = False  # by Ctrl-C


def run(
    source: Input,
    output: Output,
    engine: Callable[[], Engine],
    database: Database,
    *,
    retry: bool = False,
    listener: Listener | None = None,
) -> Report:
    """Do what is still to be done, and put the output together, also where it is interrupted.

    `retry` lets failed articles wait again. Raises `BatchRuns` where another run holds the
    output, and what would befall every article.
    """
    heard, stopped = listener or Listener(), False
    with held(output), closing(engine()) as workers:
        ledger = Ledger(database, name_of(output.path), workers.digest())
        twice = ledger.register(source.articles())
        if retry:
            ledger.retry_failed()
        before = ledger.totals()
        finished = before.articles - before.states.get("waiting", 0)
        heard.begin(before.articles, finished)
        try:
            _work(ledger, source, workers, output, heard)
        except KeyboardInterrupt:
            stopped = True
        finally:
            workers.close()
            output.assemble(ledger.outcomes())
        return Report(ledger.totals(), twice, finished, stopped)


def _work(ledger: Ledger, source: Input, workers: Engine, output: Output, heard: Listener) -> None:
    for outcome, body in workers.outcomes(source, ledger):
        ledger.keep(outcome, body)
        output.add(replace(outcome, body=unpack(body)))
        heard.advance(outcome.state)


class Local:
    """Processes on this machine."""

    def __init__(self, order: Order, processes: int) -> None:
        self._workers = Workers(order, processes)

    def digest(self) -> str:
        return self._workers.digest()

    def outcomes(self, source: Input, ledger: Ledger) -> Iterator[Packed]:
        running: set[str] = set()
        for outcome, body in self._workers.results(_waiting(ledger, source, running)):
            yield outcome, body
            running.discard(outcome.key)

    def close(self) -> None:
        self._workers.close()


def _waiting(ledger: Ledger, source: Input, running: set[str]) -> Iterator[Article]:
    """The articles that are still to be done, each once; `running` are those being worked on."""
    rest = source.articles()
    while chunk := list(islice(rest, _CHUNK)):
        wanted = ledger.waiting([one.key for one in chunk]) - running
        for article in chunk:
            if article.key in wanted:
                wanted.discard(article.key)
                running.add(article.key)
                yield article


def is_since(article: Article, day: date) -> bool:
    """Whether an article is of this day or later; one that tells no day is not."""
    published = article.published
    if published is None and not article.problem:
        try:
            document = read(
                article.content, content_type=article.content_type or None, name=article.name
            )
        except SongnguError:
            return False
        published = document.published or document.dateline.date
    return published is not None and published >= day


def name_of(path: Path) -> str:
    """What the ledger calls an output: a digest of where it lies."""
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()


@contextmanager
def held(output: Output) -> Iterator[None]:
    """Hold an output for this process; a killed one lets go of it by dying."""
    place = output.ledger.with_suffix(".lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(place, os.O_RDWR | os.O_CREAT)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BatchRuns(
                f"Another `songngu batch` is writing {output.path}; wait for it or stop it first."
            ) from error
        yield
    finally:
        os.close(file)
