"""Processes that do the work of a batch beside each other, each with models of its own."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING

from models.cores import available_cores
from service.archive.article import Article
from service.archive.database import open_database
from service.archive.ledger import pack
from service.archive.sentences import SentenceCache
from service.archive.work import Errand, Outcome, failure, settings_digest, work
from service.errors import SongnguError
from service.settings import Settings

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

Packed = tuple[Outcome, bytes]  # an outcome without its body, and its body as the ledger keeps it
_AHEAD = 2  # articles that lie ready for each process


class WorkersEnded(SongnguError):
    """No process can be started that does the work."""

    code = "workers-ended"
    status = 503


@dataclass(frozen=True)
class Order:
    """What every process is told when it starts."""

    errand: Errand
    settings: Settings
    make_studio: "Callable[[Settings], Studio]"  # a function of a module: processes import it
    sentences_url: str  # of the database with the sentences


class Workers:
    """A pool that outlives its processes: one that dies costs at most one article."""

    def __init__(self, order: Order, processes: int) -> None:
        self._order, self._processes = _shared(order, processes), processes
        self._pool = self._started()

    def digest(self) -> str:
        """The digest of errand, models and settings; a process loads the models to know it."""
        try:
            return self._pool.submit(_digest).result()
        except BrokenProcessPool as error:
            raise WorkersEnded(
                "The processes that do the work ended before they began; there may be too little "
                "memory for the models. Fewer --processes take less."
            ) from error

    def results(self, articles: Iterator[Article]) -> Iterator[Packed]:
        """Work on all, only a few ahead, and yield each outcome as soon as there is one.

        Raises what would befall every article.
        """
        running: dict[Future[Packed], Article] = {}
        more = True
        while more or running:
            while more and len(running) < self._processes * _AHEAD:
                article = next(articles, None)
                more = article is not None
                if article is not None:
                    running[self._submit(article)] = article
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = [one for one in done if isinstance(one.exception(), BrokenProcessPool)]
            for future in done.difference(broken):
                del running[future]
                yield future.result()
            if broken:
                # Any of them may have killed its process, so each gets a pool to itself.
                suspects = list(running.values())
                running.clear()
                self._restart()
                yield from map(self._alone, suspects)

    def close(self) -> None:
        """End all processes at once; what they were at is done again next time."""
        for process in list((self._pool._processes or {}).values()):
            process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, article: Article) -> "Future[Packed]":
        try:
            return self._pool.submit(_work, article)
        except BrokenProcessPool as error:
            lost: Future[Packed] = Future()
            lost.set_exception(error)
            return lost

    def _alone(self, article: Article) -> Packed:
        try:
            return self._pool.submit(_work, article).result()
        except BrokenProcessPool:
            self._restart()
            told = "The process that worked on it ended; there may be too little memory for it."
            return failure(article, "worker-died", told), pack({})

    def _restart(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        # Spawned: a fork would copy threads and locks of libraries in an unknown state.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, _start, (self._order,))


def _shared(order: Order, processes: int) -> Order:
    """The cores divided among the processes, where the settings leave the threads open."""
    if order.settings.int("threads") or processes == 1:
        return order
    threads = max(1, available_cores() // processes)
    return replace(order, settings=Settings({**order.settings.values, "threads": threads}))


class Worker:
    """What a process keeps between its articles: models, and the way to known sentences."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._studio = order.make_studio(order.settings)
        self._known = SentenceCache(open_database(order.sentences_url))

    def digest(self) -> str:
        """The digest of errand, models and settings; loads the models to know it."""
        return settings_digest(self._order.errand, self._studio, self._order.settings)

    def work(self, article: Article) -> Packed:
        """The outcome of an article. Raises what would befall every article."""
        order = self._order
        made = work(article, order.errand, self._studio, order.settings, self._known)
        return replace(made, body={}), pack(made.body)


_worker: list[Worker] = []  # of this process


def _start(order: Order) -> None:
    # The command hears Ctrl-C and ends its processes; a killed command cannot, so they watch it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [Worker(order)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _digest() -> str:
    return _worker[0].digest()


def _work(article: Article) -> Packed:
    return _worker[0].work(article)
