"""How often a key may ask, counted by the process, or for all servers where there is a Redis."""

import logging
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import RateLimiter, SlidingWindowCounterRateLimiter

from service.auth.errors import RateLimited
from service.settings import Settings

MOST_FAILURES = 30  # wrong keys a minute from one address
_PATIENCE = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}  # seconds, of Redis

log = logging.getLogger("songngu.auth")


class Rates:
    """Counters of one minute. Where Redis is away, each process counts for itself meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self._own: RateLimiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = _shared(settings.str("queue_url"))

    def take(self, name: str, rate: int) -> None:
        """Count one request of `name`. Raises `RateLimited` past `rate` a minute."""
        item = RateLimitItemPerMinute(rate)
        if not self._asked("hit", item, name):
            raise _limited(f"{rate} requests a minute are let through", self._wait(item, name))

    def check_failures(self, address: str) -> None:
        """Raise `RateLimited` where too many wrong keys came from an address of late."""
        item, name = RateLimitItemPerMinute(MOST_FAILURES), f"wrong:{address}"
        if not self._asked("test", item, name):
            raise _limited("Too many wrong keys came from here", self._wait(item, name))

    def failed(self, address: str) -> None:
        """Count a wrong key."""
        self._asked("hit", RateLimitItemPerMinute(MOST_FAILURES), f"wrong:{address}")

    def _asked(self, what: str, item: RateLimitItemPerMinute, name: str) -> bool:
        if self._shared is not None:
            try:
                return bool(getattr(self._shared, what)(item, name))
            except Exception as error:  # noqa: BLE001 - of whatever client the store has
                log.warning(
                    "rates are counted by process: Redis is away (%s)", type(error).__name__
                )
        return bool(getattr(self._own, what)(item, name))

    def _wait(self, item: RateLimitItemPerMinute, name: str) -> int:
        try:
            reset = (self._shared or self._own).get_window_stats(item, name).reset_time
        except Exception:  # noqa: BLE001 - a minute is always enough
            return 60
        return min(max(math.ceil(reset - time.time()), 1), 60)


def _shared(url: str) -> RateLimiter | None:
    if not url.startswith(("redis://", "rediss://")):
        return None
    return SlidingWindowCounterRateLimiter(storage_from_string(url, **_PATIENCE))


def _limited(why: str, seconds: int) -> RateLimited:
    return RateLimited(f"{why}. Try again in {seconds} seconds.", retry_after=seconds)
