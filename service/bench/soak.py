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


@dataclass(frozen=True)
class Plan:
    """How long and how much is asked."""

    minutes: float
    clients: int
    threads: int  # of the server; 0: its default
    pause: float  # mean seconds of a client between two requests
    kinds: tuple[str, ...]  # of requests

    def __str__(self) -> str:
        told = f"--minutes {self.minutes:g} --clients {self.clients} --pause {self.pause:g}"
        told += f" --threads {self.threads}" if self.threads else ""
        return told + "".join(f' --kind "{one}"' for one in self.kinds if self.kinds != (*KINDS,))


@click.command()
@click.option("--minutes", type=click.FloatRange(0.1), default=20.0, show_default=True)
@click.option("--clients", type=click.IntRange(1), default=12, show_default=True)
@click.option("--threads", type=click.IntRange(0), default=0, help="Threads of the server.")
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=0.2,
    show_default=True,
    help="Mean seconds of a client between two requests.",
)
@click.option(
    "--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Ask these alone."
)
@click.option("--write", type=click.Path(path_type=Path), help="Also append the report to a file.")
def main(
    minutes: float,
    clients: int,
    threads: int,
    pause: float,
    kinds: tuple[str, ...],
    write: Path | None,
) -> None:
    """Load a server of its own for some minutes, and tell what it did."""
    plan, record = Plan(minutes, clients, threads, pause, kinds or (*KINDS,)), Record()
    options = ("--threads", str(threads)) if threads else ()
    with tempfile.TemporaryDirectory() as name, serving(Path(name), *options) as server:
        load(server, record, plan)
        ended = server.process.poll() is not None
        log = (Path(name) / "log").read_text("utf-8", "replace")
    wrong = verdict(record, ended, log)
    text = report(record, plan, wrong)
    print(text, end="")
    if write:
        with write.open("a", encoding="utf-8") as file:
            file.write(text)
    sys.exit(1 if wrong else 0)


def load(server: Server, record: Record, plan: Plan) -> None:
    """Let clients ask until the time is over, and watch the memory meanwhile."""
    began = time.monotonic()
    until = began + 60 * plan.minutes
    threads = [
        threading.Thread(
            target=_ask, args=(server.url, record, plan, SEED + number, until), daemon=True
        )
        for number in range(plan.clients)
    ]
    for thread in threads:
        thread.start()
    while time.monotonic() < until and server.process.poll() is None:
        record.memory.append(((time.monotonic() - began) / 60, server.resident / MIB))
        time.sleep(_EVERY)
    for thread in threads:
        thread.join(60)


def _ask(url: str, record: Record, plan: Plan, seed: int, until: float) -> None:
    chance = random.Random(seed)
    weights = [KINDS[name].weight for name in plan.kinds]
    with httpx.Client(base_url=url, timeout=_PATIENCE) as http:
        client = Client(http, chance)
        while time.monotonic() < until:
            name = chance.choices(plan.kinds, weights)[0]
            _once(client, name, record)
            time.sleep(chance.expovariate(1 / plan.pause) if plan.pause else 0)


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


def report(record: Record, plan: Plan, wrong: list[str]) -> str:
    """Everything as Markdown."""
    total = sum(len(one) for one in record.seconds.values())
    sizes = [size for _, size in record.memory]
    parts = [
        f"`python -m service.bench.soak {plan}`: {total:,} requests.",
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
