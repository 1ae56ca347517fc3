"""Many callers, one model: a bounded queue that batches, shares and remembers."""

from models.scheduling.call import ARCHIVE, EDITOR, Call, calling, current
from models.scheduling.engine import SharedEngine, wait
from models.scheduling.observer import SILENT, Observer, Ran
from models.scheduling.queue import Limits, MicroBatcher, Stats

__all__ = [
    "ARCHIVE",
    "EDITOR",
    "SILENT",
    "Call",
    "Limits",
    "MicroBatcher",
    "Observer",
    "Ran",
    "SharedEngine",
    "Stats",
    "calling",
    "current",
    "wait",
]
