"""Files on their way through translation: kept in the database, worked on by a thread.

A file outlives the process that took it: whoever asks for one that nobody works on any more has
it worked on again.
"""

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from sqlalchemy import delete, or_, select, update

from models.errors import SongnguError
from service.archive.columns import now
from service.archive.database import Database
from service.archive.tables.translated_files import TranslatedFileRow
from service.documents.kinds import kind_of

QUEUED, TRANSLATING, DONE, ERROR, GONE = "queued", "translating", "done", "error", "gone"

_LEASE = timedelta(seconds=60)  # after which a file whose worker is silent goes to another
_BEAT = 15.0  # seconds between two signs of life
_KEPT = timedelta(hours=24)  # how long results wait to be fetched
_ATTEMPTS = 3  # a file that has killed so many workers is at fault itself
_STEP = 0.05  # seconds between two looks of who waits

log = logging.getLogger("songngu.files")

# The bytes of a file, its name and the ids of glossaries, to the translation.
Work = Callable[[bytes, str, Sequence[str]], bytes]


class UnknownFile(SongnguError):
    """No file is kept under this id and key."""

    code = "unknown-file"
    status = 404


class NotDone(SongnguError):
    """The file is still worked on."""

    code = "not-done"
    status = 503


@dataclass(frozen=True)
class Handle:
    """What its owner knows a file by; `key` is secret."""

    id: str
    key: str


@dataclass(frozen=True)
class State:
    """How far a file is."""

    status: str
    characters: int = 0
    error: str = ""


@dataclass(frozen=True)
class Result:
    """A translated file."""

    name: str
    data: bytes
    media_type: str


class FileDesk:
    """Takes files, has them translated, hands them out. Safe to share by threads."""

    def __init__(self, database: Database, work: Work) -> None:
        self._database, self._work = database, work

    def accept(
        self, name: str, data: bytes, glossaries: Sequence[str] = (), characters: int = 0
    ) -> Handle:
        """Keep a file and begin with it. Raises `UnsupportedType`."""
        kind_of(name)
        handle = Handle(secrets.token_hex(16), secrets.token_urlsafe(24))
        with self._database.session() as session:
            session.execute(
                delete(TranslatedFileRow).where(TranslatedFileRow.created < now() - _KEPT)
            )
            session.add(
                TranslatedFileRow(
                    id=handle.id,
                    key=_digest(handle.key),
                    name=name,
                    glossaries=list(glossaries),
                    status=QUEUED,
                    characters=characters,
                    data=data,
                )
            )
        self._begin(handle.id)
        return handle

    def handle(self, id: str, key: str) -> Handle:
        """The handle of a file. Raises `UnknownFile`."""
        self._row(Handle(id, key))
        return Handle(id, key)

    def state(self, handle: Handle) -> State:
        """How far a file is; one that nobody works on is begun with. Raises `UnknownFile`."""
        row = self._row(handle)
        if row.status in (QUEUED, TRANSLATING) and (row.lease is None or row.lease < now()):
            self._begin(handle.id)
        return State(row.status, row.characters, row.error)

    def wait(self, handle: Handle, seconds: float) -> State:
        """The state when the file is done or the time is over."""
        end = time.monotonic() + seconds
        while True:
            state = self.state(handle)
            if state.status not in (QUEUED, TRANSLATING) or time.monotonic() > end:
                return state
            time.sleep(_STEP)

    def result(self, handle: Handle, *, once: bool) -> Result:
        """The translated file; `once`: the last time. Raises `NotDone`, `UnknownFile`."""
        row = self._row(handle)
        if row.status == GONE:
            raise UnknownFile("The file was fetched already.")
        if row.status != DONE:
            raise NotDone("The file is not translated yet.", retry_after=2)
        if once and not self._take(handle.id):
            raise UnknownFile("The file was fetched already.")
        return Result(row.name, row.data or b"", kind_of(row.name).media_type)

    def _take(self, id: str) -> bool:
        """Whether this is the first to fetch the file."""
        with self._database.session() as session:
            found = session.execute(
                update(TranslatedFileRow)
                .where(TranslatedFileRow.id == id, TranslatedFileRow.status == DONE)
                .values(status=GONE, data=None)
                .returning(TranslatedFileRow.id)
            )
            return found.first() is not None

    def _row(self, handle: Handle) -> TranslatedFileRow:
        with self._database.session() as session:
            row = session.get(TranslatedFileRow, handle.id)
        if row is None or not hmac.compare_digest(row.key, _digest(handle.key)):
            raise UnknownFile("No file is kept under this id and key.")
        return row

    def _begin(self, id: str) -> None:
        """Work on a file in a thread, unless another has claimed it."""
        worker = secrets.token_hex(16)
        if self._claim(id, worker):
            # In the context of whoever asked, so that the log says whose file it is.
            arguments = (self._run, id, worker)
            Thread(target=copy_context().run, args=arguments, daemon=True).start()

    def _claim(self, id: str, worker: str) -> bool:
        free = or_(TranslatedFileRow.lease.is_(None), TranslatedFileRow.lease < now())
        with self._database.session() as session:
            found = session.execute(
                update(TranslatedFileRow)
                .where(
                    TranslatedFileRow.id == id,
                    TranslatedFileRow.status.in_((QUEUED, TRANSLATING)),
                    free,
                )
                .values(
                    status=TRANSLATING,
                    worker=worker,
                    lease=now() + _LEASE,
                    attempts=TranslatedFileRow.attempts + 1,
                )
                .returning(TranslatedFileRow.id)
            )
            return found.first() is not None

    def _run(self, id: str, worker: str) -> None:
        try:
            with self._database.session() as session:
                row = session.scalars(
                    select(TranslatedFileRow).where(TranslatedFileRow.id == id)
                ).one()
            with self._alive(id, worker):
                values = self._worked(row)
            self._write(id, worker, **values)
        except SongnguError as error:
            # The database is away: the lease runs out, and who asks next begins again.
            log.warning("file %s is left for later: %s", id, error.message)

    def _worked(self, row: TranslatedFileRow) -> dict[str, Any]:
        if row.attempts > _ATTEMPTS:
            return {"status": ERROR, "data": None, "error": "The file could not be translated."}
        try:
            data = self._work(row.data or b"", row.name, row.glossaries)
        except SongnguError as error:
            return {"status": ERROR, "data": None, "error": error.message}
        except Exception as error:  # noqa: BLE001 - a file must not wait for ever
            log.error("file %s failed: %s", row.id, type(error).__name__)
            return {"status": ERROR, "data": None, "error": "The file could not be translated."}
        return {"status": DONE, "data": data}

    def _write(self, id: str, worker: str, **values: Any) -> None:
        """Change a file that this worker still holds."""
        with self._database.session() as session:
            session.execute(
                update(TranslatedFileRow)
                .where(TranslatedFileRow.id == id, TranslatedFileRow.worker == worker)
                .values(**values)
            )

    @contextmanager
    def _alive(self, id: str, worker: str) -> Any:
        """Renew the lease of a file while the block runs."""
        over = Event()

        def beat() -> None:
            while not over.wait(_BEAT):
                try:
                    self._write(id, worker, lease=now() + _LEASE)
                except SongnguError as error:
                    log.warning("the lease of file %s is not renewed: %s", id, error.message)

        thread = Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
