"""What a batch and an article of it can be."""

from typing import Literal

ItemState = Literal["waiting", "running", "done", "failed", "cancelled"]
BatchState = Literal["waiting", "running", "finished", "failed", "cancelled"]

OPEN = ("waiting", "running")  # of both
ENDED: tuple[BatchState, ...] = ("finished", "failed", "cancelled")
ITEM_STATES: tuple[ItemState, ...] = ("waiting", "running", "done", "failed", "cancelled")
