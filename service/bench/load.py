"""Clients that ask a server at once, and how long each of them waited."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil

import click
import httpx

PATIENCE = 300.0  # seconds for one answer

Body = Mapping[str, object]


@dataclass
class Load:
    """What a number of clients saw."""

    clients: int
    seconds: float = 0.0  # from the first request to the last answer
    waits: list[float] = field(default_factory=list)  # seconds of each request

    @property
    def speed(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The seconds within which this share of the requests was answered."""
        return percentile(self.waits, share)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def drive(url: str, bodies: Sequence[Body], clients: int) -> Load:
    """POST every body once, by so many clients that each ask again when they are answered.

    Raises `ClickException` with the first answer that is not 200.
    """
    load, numbers, wrong = Load(clients), count(), list[str]()

    def ask() -> None:
        with httpx.Client(timeout=PATIENCE) as http:
            while (number := next(numbers)) < len(bodies) and not wrong:
                start = time.perf_counter()
                answer = http.post(url, json=bodies[number])
                load.waits.append(time.perf_counter() - start)
                if answer.status_code != httpx.codes.OK:
                    wrong.append(f"{url} answered {answer.status_code}: {answer.text[:300]}")

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - start
    if wrong or len(load.waits) < len(bodies):
        raise click.ClickException((wrong or [f"{url} left requests unanswered."])[0])
    return load
