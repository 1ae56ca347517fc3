"""The terms and the memory that one request works with."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import make_url

from service.archive.database import Database, DatabaseAway
from service.glossary.library import Library
from service.glossary.memory import StoredMemory
from service.glossary.resources import EMPTY, Memory, Resources, Suggestion
from service.glossary.terms import Term
from service.settings import Settings

log = logging.getLogger("songngu.memory")

T = TypeVar("T")


class Recall:
    """A memory as one request sees it: with one revision, and empty where it is out of reach."""

    def __init__(self, memory: Memory) -> None:
        self._memory: Memory | None = memory
        self.revision = self._ask(lambda memory: memory.revision, EMPTY)
        if self.revision == EMPTY:
            self._memory = None

    def exact(self, vi: str) -> str | None:
        """The English of this very sentence; None where unknown."""
        return self._ask(lambda memory: memory.exact(vi), None)

    def similar(self, vi: str, limit: int, least: int) -> Sequence[Suggestion]:
        """Pairs like this sentence, the best first."""
        return self._ask(lambda memory: memory.similar(vi, limit, least), ())

    def _ask(self, question: Callable[[Memory], T], otherwise: T) -> T:
        if self._memory is None:
            return otherwise
        try:
            return question(self._memory)
        except DatabaseAway as error:
            # Asked once, not for every sentence: each attempt may take seconds.
            self._memory = None
            log.warning("The translation memory is left out: %s", error.message)
            return otherwise


def resources_for(
    settings: Settings, database: Database, *, glossary: str = "", terms: Iterable[Term] = ()
) -> Resources:
    """What a request works with: its own terms, then those of a stored glossary; the memory.

    Raises `GlossaryNotFound`, and `DatabaseAway` where a stored glossary is asked for in vain. A
    memory that is out of reach only means that there is none.
    """
    stored = Library(database).terms(glossary) if glossary else ()
    return Resources((*terms, *stored), memory_for(settings, database), glossary)


def memory_for(settings: Settings, database: Database) -> Recall | None:
    """The memory, None where the settings do without or nothing was ever kept."""
    if not settings.bool("memory") or not _exists(database):
        return None
    return Recall(StoredMemory(database))


def _exists(database: Database) -> bool:
    """Whether there can be anything in it: asking must not make the file of a database."""
    url = make_url(database.url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()
