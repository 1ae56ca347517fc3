"""Ours through HTTP: latency, throughput, what is not the model's time, readiness and memory."""

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from service.bench.load import Load, drive
from service.bench.probes import Workload, texts
from service.bench.server import Server, serving

CLIENTS = (1, 8, 32)
_REQUESTS = {1: 12, 8: 32, 32: 64}  # sentences, each different, at so many clients
_WARM = 4  # sentences before the clock runs
_PATH = "/v1/translations"
_METRIC = re.compile(r"^(?P<name>songngu_model_\w+)\{(?P<labels>[^}]*)\} (?P<value>\S+)$", re.M)


@dataclass(frozen=True)
class Step:
    """One load, and what the model did meanwhile."""

    load: Load
    model: float  # seconds that the model worked
    written: float  # tokens, with those of second tries


@dataclass(frozen=True)
class Served:
    """What was seen of one server."""

    ready: float  # seconds
    steps: tuple[Step, ...]
    resident: int  # bytes, after the load
    again: Load  # the same sentences once more, from the cache

    @property
    def overhead(self) -> float:
        """What one client waits beyond the time of the model, as a share of that time."""
        alone = self.steps[0]
        return sum(alone.load.waits) / alone.model - 1 if alone.model else 0.0


def measure(work: Workload) -> Served:
    """Load a server at each number of clients; no sentence comes twice but for the cache."""
    bodies = [
        {"text": text} for text in texts(replace(work, sentences=sum(_REQUESTS.values()) + 4))
    ]
    with tempfile.TemporaryDirectory() as folder:
        threads = {"SONGNGU_THREADS": str(work.threads)}
        with serving(Path(folder), **threads) as server:
            drive(f"{server.url}{_PATH}", [bodies.pop() for _ in range(_WARM)], 1)
            steps, asked = [], list(bodies)
            for clients in CLIENTS:
                part = [asked.pop(0) for _ in range(_REQUESTS[clients])]
                steps.append(_step(server, part, clients))
            again = drive(f"{server.url}{_PATH}", bodies[: _REQUESTS[1]], 1)
            return Served(server.seconds, tuple(steps), server.resident, again)


def _step(server: Server, bodies: list[dict[str, str]], clients: int) -> Step:
    before = counters(httpx.get(f"{server.url}/metrics", timeout=30).text)
    load = drive(f"{server.url}{_PATH}", bodies, clients)
    after = counters(httpx.get(f"{server.url}/metrics", timeout=30).text)
    return Step(load, *(a - b for a, b in zip(after, before, strict=True)))


def counters(text: str) -> tuple[float, float]:
    """Seconds that models worked and tokens they wrote, of the text of /metrics."""
    seconds = written = 0.0
    for found in _METRIC.finditer(text):
        if found["name"] == "songngu_model_batch_duration_seconds_sum":
            seconds += float(found["value"])
        if found["name"] == "songngu_model_tokens_total" and 'direction="out"' in found["labels"]:
            written += float(found["value"])
    return seconds, written
