"""Keeping a brief that was just made, and letting go of briefs and batches that are old."""

import time
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from service.archive.briefs import BriefStore
from service.archive.columns import now
from service.archive.database import Database
from service.archive.pruning import prune_batches
from service.briefs.brief import Brief
from service.settings import Settings
from service.telemetry.spans import span

_HOUR = 3600.0

_lock = Lock()
_pruned: WeakKeyDictionary[Database, float] = WeakKeyDictionary()  # when, monotonic seconds


def keep(database: Database, settings: Settings, brief: Brief) -> None:
    """Keep a brief; once an hour, old briefs and batches go. Raises `DatabaseAway`."""
    store = BriefStore(database)
    with span("store"):
        store.put(brief)
    before = oldest(settings)
    if before is not None and _due(database):
        store.prune(before)
        prune_batches(database, before)


def oldest(settings: Settings) -> datetime | None:
    """Briefs kept before this moment are to go; None where `keep_days` keeps them for ever."""
    days = settings.int("keep_days")
    return now() - timedelta(days=min(days, 365_000)) if days > 0 else None


def _due(database: Database) -> bool:
    """Whether an hour has gone by; the caller that hears so is the only one."""
    with _lock:
        moment = time.monotonic()
        due = moment - _pruned.get(database, -_HOUR) >= _HOUR
        if due:
            _pruned[database] = moment
        return due
