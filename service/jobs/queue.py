"""The queue: Huey on SQLite, or on Redis by one setting.

It holds one ticket for each batch that has articles waiting. Whoever takes a ticket claims an
article, puts the ticket back behind those of the same priority, and works: batches share the
workers, what is more urgent goes first, and a queue that is lost is made anew from the database.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from huey import Huey, PriorityRedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from service.errors import SongnguError
from service.settings import BadSetting, Settings, data_dir

_NAME = "songngu"


class QueueAway(SongnguError):
    """The queue cannot be reached; what was accepted is in the database and is done later."""

    code = "queue-away"
    status = 503


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Tickets in JSON: what lies in a queue is never run, as it would be by pickle."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class Queue:
    """Tickets of batches; `on_ticket` is called with the number of a batch by the consumer."""

    def __init__(self, settings: Settings) -> None:
        self.huey = _huey(settings)
        self.on_ticket: Callable[[int], None] = _nobody
        self._task = self.huey.task(name="ticket")(self._take)

    def put(self, batch: int, priority: int) -> None:
        """Add a ticket for a batch."""
        self.huey.enqueue(self._task.s(batch, priority=priority))

    def batches(self) -> set[int]:
        """The numbers of the batches that have a ticket."""
        return {task.args[0] for task in self.huey.pending()}

    def close(self) -> None:
        """Let go of the connection."""
        self.huey.storage.close()

    def _take(self, batch: int) -> None:
        self.on_ticket(batch)


def _huey(settings: Settings) -> Huey:
    url = settings.str("queue_url")
    common = {"results": False, "serializer": JsonSerializer()}
    scheme = urlsplit(url).scheme
    try:
        if scheme in ("redis", "rediss", "unix"):
            return PriorityRedisHuey(_NAME, url=url, **common)
        if not url or scheme == "sqlite":
            return SqliteHuey(_NAME, filename=_file(url, settings), fsync=False, **common)
    except Exception as error:
        raise QueueAway(
            f"The queue cannot be opened ({error}). Look at SONGNGU_QUEUE_URL."
        ) from error
    raise BadSetting("SONGNGU_QUEUE_URL must be redis://HOST:PORT/DB or sqlite:///FILE.")


def _file(url: str, settings: Settings) -> str:
    if url:
        return url.removeprefix("sqlite:///")
    folder = data_dir(settings)
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / "queue.db")


def _nobody(batch: int) -> None:
    """No worker takes tickets in this process."""
    raise RuntimeError("tickets are taken by workers only")
