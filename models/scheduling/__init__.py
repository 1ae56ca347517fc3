"""Many callers, one model: a bounded queue that batches, shares and remembers."""

from models.scheduling.call import ARCHIVE, EDITOR, Call, calling, current
from models.scheduling.engine import SharedEngine
from models.scheduling.queue import Limits, MicroBatcher, Stats

__all__ = [
    "ARCHIVE",
    "EDITOR",
    "Call",
    "Limits",
    "MicroBatcher",
    "SharedEngine",
    "Stats",
    "calling",
    "current",
]
