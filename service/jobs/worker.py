"""A worker: takes tickets, works on articles, and lets the database know that it lives."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from models.errors import SongnguError
from models.scheduling import ARCHIVE, EDITOR, Call, calling
from service.archive import documents
from service.archive.database import Database, DatabaseAway
from service.archive.keeping import keep
from service.archive.tables.batches import BatchRow
from service.archive.work import OF_THE_MODEL, Errand, Outcome, Task, work
from service.auth.quotas import Quotas
from service.briefs.values import BriefOptions
from service.glossary.recall import resources_for
from service.glossary.terms import Term
from service.jobs import leases
from service.jobs.articles import unpack
from service.jobs.ends import fail_rest
from service.jobs.leases import Held
from service.jobs.queue import Queue
from service.settings import Settings
from service.telemetry.meter import count
from service.telemetry.scope import current, resumed
from service.telemetry.spans import span

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

# What may be over in a moment: the article is tried again, a while later.
PASSING = ("busy", "engine-failed", "database-away")
_PAUSE_SECONDS = 20.0

log = logging.getLogger("songngu.jobs")


@dataclass(frozen=True)
class Tools:
    """What a worker works with; the studio, and with it the models, is shared by its threads."""

    settings: Settings
    database: Database
    queue: Queue
    studio: "Studio"


class Worker:
    """One process's worker. Safe to be called by many threads."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._lease = tools.settings.float("worker_lease")
        self._lost: set[int] = set()
        self._held: dict[int, Held] = {}
        self._lock = threading.Lock()
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"

    def on_ticket(self, batch: int) -> None:
        """Do one article of a batch; its ticket goes back first, so that others go on with it."""
        with self._tools.database.session() as session:
            held = leases.claim(session, batch, self.name, self._lease)
            row = session.get(BatchRow, batch)
        if held is None or row is None:
            return
        with self._lock:
            self._held[held.number] = held
        try:
            self._put_back(batch, row.priority)
            with resumed(row.origin, row.id), span("job", task=row.task, attempt=held.attempt):
                self._do(held, row)
        finally:
            with self._lock:
                self._held.pop(held.number, None)

    def beat(self) -> None:
        """Hold on to what is worked on, free what dead workers held, mend the queue."""
        with self._tools.database.session() as session:
            leases.extend(session, list(self._held), self.name, self._lease)
            freed = leases.release_expired(session)
            wanted = leases.open_batches(session)
        if freed:
            log.warning("%d articles of workers that are gone are free again", freed)
        lost = wanted.keys() - self._tools.queue.batches()
        # Twice in a row: a ticket is also away for the moment in which an article is claimed.
        for batch in lost & self._lost:
            self._tools.queue.put(batch, wanted[batch])
        self._lost = lost - self._lost

    def give_back(self) -> None:
        """Free what is still being worked on, so that nobody waits for its lease to run out."""
        with self._lock:
            left = list(self._held.values())
        for held in left:
            with self._tools.database.session() as session:
                leases.give_back(session, held, self.name)

    def _put_back(self, batch: int, priority: int) -> None:
        try:
            self._tools.queue.put(batch, priority)
        except Exception as error:  # noqa: BLE001 - of whatever client the queue has
            log.warning("the queue is away (%s); its tickets are mended later", error)

    def _do(self, held: Held, row: BatchRow) -> None:
        try:
            outcome = self._outcome(held, row)
        except OF_THE_MODEL as error:
            # What no article can be done without: none of the others need try.
            with self._tools.database.session() as session:
                fail_rest(session, held.batch, error.code, error.message)
            outcome = _failed(held, error)
        if outcome.code in PASSING and held.attempt < leases.MOST_ATTEMPTS:
            with self._tools.database.session() as session:
                leases.postpone(session, held, self.name, _PAUSE_SECONDS * held.attempt)
            log.info("%s of a batch: later (%s)", row.task, outcome.code)
            count(lambda meter: meter.job(row.task, "postponed", outcome.seconds))
            return
        self._keep(held, row, outcome)

    def _outcome(self, held: Held, row: BatchRow) -> Outcome:
        settings = self._tools.settings
        try:
            article = unpack(held.article, settings)
            errand = Errand(cast(Task, row.task), self._options(row))
        except SongnguError as error:
            return _failed(held, error)
        urgent = EDITOR if row.kind == "brief" else ARCHIVE
        with calling(Call(f"batch-{row.number}", urgent)):
            return work(
                article, errand, self._tools.studio, settings, charge=self._charge(held, row)
            )

    def _charge(self, held: Held, row: BatchRow) -> Callable[[int], None] | None:
        """What counts the characters of an article for the key of its batch, at the first try."""
        key = row.options.get("key")
        if key is None or held.attempt > 1:
            return None
        return partial(Quotas(self._tools.database).charge, key)

    def _options(self, row: BatchRow) -> BriefOptions:
        """The options of a batch, with the terms that it brings and those it names."""
        told = {name: value for name, value in row.options.items() if name != "key"}
        terms = tuple(Term(vi, en) for vi, en in told.pop("terms", ()))
        brought = resources_for(
            self._tools.settings,
            self._tools.database,
            glossary=told.pop("glossary", ""),
            terms=terms,
        )
        return BriefOptions(**told, resources=brought)

    def _keep(self, held: Held, row: BatchRow, outcome: Outcome) -> None:
        settings, database = self._tools.settings, self._tools.database
        if row.task == "brief" and outcome.state == "done" and settings.bool("keep_briefs"):
            keep(database, settings, documents.adapter().validate_python(outcome.body))
        with database.session() as session:
            kept = leases.finish(session, held, self.name, outcome)
        state = outcome.state if kept else "too-late"
        count(lambda meter: meter.job(row.task, state, outcome.seconds))
        fields = {
            "state": state,
            "code": outcome.code or "ok",
            "milliseconds": round(1000 * outcome.seconds),
            "characters": current().characters,
        }
        log.info("%s of a batch: %s", row.task, state, extra={"fields": fields})


def _failed(held: Held, error: SongnguError) -> Outcome:
    name = str(held.article.get("id", ""))
    return Outcome(name, name, "", "failed", code=error.code, error=error.message)


class Heart(threading.Thread):
    """Calls `beat` of a worker at a steady pace until it is stopped."""

    def __init__(self, worker: Worker, lease: float) -> None:
        super().__init__(name="songngu-heart", daemon=True)
        self._worker = worker
        self._pause = max(0.1, min(5.0, lease / 4))
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self._pause):
            try:
                self._worker.beat()
            except DatabaseAway as error:
                log.warning("%s", error.message)
            except Exception:
                log.exception("the worker could not look after its articles")

    def stop(self) -> None:
        """Beat no more."""
        self._stopped.set()
