"""How large, how slow and how many requests may be."""

import resource
from dataclasses import dataclass

from service.settings import Settings

# Bytes of the first line of a request. Clients of LibreTranslate put texts into the address: 5,000
# letters of Vietnamese are 45,000 bytes there.
LINE = 65_536
_MARGIN = 128  # files that the process needs beside its connections


@dataclass(frozen=True)
class Bounds:
    """What one client may cost; times are in seconds, sizes in bytes."""

    line: int = LINE
    head: int = LINE + 65_536  # the first line and all fields
    body: int = 10_000_000
    held: int = 256_000_000  # of requests that are still coming in, all together
    head_time: float = 10.0  # from the first byte, or from the connection, to the last field
    body_time: float = 30.0  # for the body, and one more for every `rate` bytes of it
    send_time: float = 20.0  # that the client of an answer may lag behind `rate`
    wait_time: float = 60.0  # that a request waits for a thread
    rate: int = 10_000  # bytes a second that a client must manage on the whole


def bounds_of(settings: Settings) -> Bounds:
    """The bounds that the settings give."""
    return Bounds(
        body=settings.int("max_upload"),
        head_time=settings.float("head_timeout"),
        body_time=settings.float("body_timeout"),
        send_time=settings.float("send_timeout"),
        wait_time=settings.float("thread_timeout"),
    )


def most_connections(threads: int) -> int:
    """How many connections one process may hold, by the files that it may open."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = 1000 if files == resource.RLIM_INFINITY else files - _MARGIN - threads
    return max(threads + 1, min(1000, allowed))
