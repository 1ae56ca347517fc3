"""`python -m service.bench.soak`: mixed load on a real server, for as long as is asked for.

Fails, with exit code 1, on any answer that is not right (429, “come again”, is), on a server that
ends, and on memory that grows.
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import click
import httpx
import numpy as np

from service.bench.__main__ import Row, table
from service.bench.machine import machine
from service.bench.mixture import KINDS, Client
from service.bench.server import Server, serving

MIB = 1024**2
SEED = 2025
_EVERY = 2.0  # seconds between two looks at the memory
_PATIENCE = 700.0  # seconds for one answer: more than the server takes for any
_GROWTH = 0.05  # share of its memory that a server may grow by in the second half


@dataclass
class Record:
    """What was seen, by any number of threads."""

    statuses: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: list[tuple[float, float]] = field(default_factory=list)  # minutes, MiB
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, status: str, seconds: float, right: bool) -> None:
        """Keep one answer."""
        with self.lock:
            self.statuses[kind][status] += 1
            self.seconds[kind].append(seconds)
            if not right:
                self.wrong.append(f"{kind}: {status}")


@click.command()
@click.option("--minutes", type=click.FloatRange(0.1), default=20.0, show_default=True)
@click.option("--clients", type=click.IntRange(1), default=12, show_default=True)
@click.option("--pause", type=click.FloatRange(0), default=0.2, show_default=True,
              help="Mean seconds of a client between two requests.")  # fmt: skip
@click.option("--write", type=click.Path(path_type=Path), help="Also append the report to a file.")
def main(minutes: float, clients: int, pause: float, write: Path | None) -> None:
    """Load a server of its own for some minutes, and tell what it did."""
    record = Record()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        load(server, record, minutes, clients, pause)
        ended = server.process.poll() is not None
        log = (Path(folder) / "log").read_text("utf-8", "replace")
    wrong = verdict(record, ended, log)
    text = report(record, minutes, clients, wrong)
    print(text, end="")
    if write:
        with write.open("a", encoding="utf-8") as file:
            file.write(text)
    sys.exit(1 if wrong else 0)


def load(
    server: Server,
    record: Record,
    minutes: float,
    clients: int,
    pause: float,
) -> None:
    """Let clients ask until the time is over, and watch the memory meanwhile."""
    until = time.monotonic() + 60 * minutes
    threads = [
        threading.Thread(
            target=_ask, args=(server.url, record, SEED + number, until, pause), daemon=True
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    while time.monotonic() < until and server.process.poll() is None:
        record.memory.append(((time.monotonic() - began) / 60, server.resident / MIB))
        time.sleep(_EVERY)
    for thread in threads:
        thread.join(60)


def _ask(url: str, record: Record, seed: int, until: float, pause: float) -> None:
    chance = random.Random(seed)
    names, weights = list(KINDS), [kind.weight for kind in KINDS.values()]
    with httpx.Client(base_url=url, timeout=_PATIENCE) as http:
        client = Client(http, chance)
        while time.monotonic() < until:
            name = chance.choices(names, weights)[0]
            _once(client, name, record)
            time.sleep(chance.expovariate(1 / pause) if pause else 0)


def _once(client: Client, name: str, record: Record) -> None:
    kind, began = KINDS[name], time.perf_counter()
    try:
        status = kind.work(client)
        told, right = str(status or "–"), status in kind.right or status == 429
    except (httpx.HTTPError, OSError) as error:
        told, right = type(error).__name__, False
    record.add(name, told, time.perf_counter() - began, right)


def slope(memory: list[tuple[float, float]]) -> float:
    """MiB a minute, over the second half: in the first, caches fill."""
    half = memory[len(memory) // 2 :]
    if len(half) < 3:
        return 0.0
    return float(np.polyfit([minute for minute, _ in half], [size for _, size in half], 1)[0])


def verdict(record: Record, ended: bool, log: str) -> list[str]:
    """What is wrong; empty where nothing is."""
    found = [f"{count} × {told}" for told, count in Counter(record.wrong).most_common()]
    if ended:
        found.append("the server has ended")
    if "Traceback" in log:
        found.append(f"the log holds a traceback: …{log[log.index('Traceback') :][:600]}")
    grown = slope(record.memory) * (record.memory[-1][0] / 2)
    if grown > _GROWTH * record.memory[-1][1]:
        found.append(f"memory has grown by {grown:.0f} MiB in the second half")
    return found


def report(record: Record, minutes: float, clients: int, wrong: list[str]) -> str:
    """Everything as Markdown."""
    total = sum(len(one) for one in record.seconds.values())
    sizes = [size for _, size in record.memory]
    parts = [
        f"`python -m service.bench.soak --minutes {minutes:g} --clients {clients}`: "
        f"{total:,} requests.",
        table(("machine", ""), machine()),
        table(("kind", "requests", "statuses", "p50 s", "p95 s", "p99 s"), rows(record)),
        table(
            ("memory", "MiB"),
            [
                ("at the start", f"{sizes[0]:.0f}"),
                ("in the middle", f"{sizes[len(sizes) // 2]:.0f}"),
                ("at the end", f"{sizes[-1]:.0f}"),
                ("a minute more, in the second half", f"{slope(record.memory):+.2f}"),
            ],
        ),
        "Nothing was wrong." if not wrong else "Wrong:\n\n" + "\n".join(f"- {w}" for w in wrong),
    ]
    return "\n\n".join(parts) + "\n"


def rows(record: Record) -> list[Row]:
    """One line for each kind of request, and one for all."""
    every = {**record.seconds, "all": [s for one in record.seconds.values() for s in one]}
    counts = {**record.statuses, "all": sum(record.statuses.values(), Counter())}
    return [
        (
            name,
            str(len(every[name])),
            ", ".join(f"{status}: {n}" for status, n in sorted(counts[name].items())),
            *(f"{np.percentile(every[name], share):.2f}" for share in (50, 95, 99)),
        )
        for name in (*(kind for kind in KINDS if kind in every), "all")
    ]


if __name__ == "__main__":
    main()
