"""`python -m service.bench.archive`: how fast an archive goes, and what the ledger costs.

Model-bound parts run within a time budget on as many articles as fit into it, and are labelled as
extrapolated; what does not depend on a model runs on all articles with the extractive summary.
"""

import json
import lzma
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil

from service.archive.articles import articles
from service.archive.database import Database
from service.archive.ledger import Ledger, pack
from service.archive.outputs import JsonLines, ParquetFile
from service.archive.work import Outcome
from service.bench.__main__ import Row, table
from service.bench.machine import machine

DATA = Path("../shared/data/summarisation/vietnews.jsonl.xz")
SEED = 2025
MIB = 1024**2
_EVERY = 0.25  # seconds between two looks at the memory
_PROCESSES = 3  # the command, one that works, and one of Python's that watches both


@dataclass(frozen=True)
class Ran:
    """One run of the command."""

    seconds: float  # from its first article to its end
    started: float  # seconds before its first article: imports, models, going through the input
    rows: int
    memory: list[tuple[int, float]]  # articles done, MiB of the command and its workers


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, show_default=True)
@click.option("--articles", "number", type=click.IntRange(10), default=1000, show_default=True)
@click.option(
    "--budget",
    type=click.FloatRange(1),
    default=180.0,
    show_default=True,
    help="Seconds for each part that is bound by a model.",
)
@click.option(
    "--part",
    type=click.Choice(["all", "quick", "models"]),
    default="all",
    show_default=True,
    help="What needs no translator, what is bound by it, or both.",
)
@click.option("--write", type=click.Path(path_type=Path), help="Also append the tables to a file.")
def main(data: Path, number: int, budget: float, part: str, write: Path | None) -> None:
    """Time a batch over a seeded sample of articles."""
    if not data.exists():
        raise click.UsageError(
            f"{data} is not there; name a file of JSON lines with a text: --data FILE.jsonl.xz"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = sample(data, number, folder / "in.jsonl")
        parts = [quick(folder, count)] if part != "models" else []
        parts += [models(folder, budget)] if part != "quick" else []
        heads = ("archive", f"seeded sample of {count} articles")
        rows = [row for rows in parts for row in rows]
        text = "\n\n".join([table(("machine", ""), machine()), table(heads, rows)]) + "\n"
    print(text, end="")
    if write:
        with write.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")


def sample(data: Path, count: int, to: Path) -> int:
    """Write a seeded sample without holding the file in memory; return how many there were."""
    opener: Any = lzma.open if data.suffix == ".xz" else open
    chance, kept = random.Random(SEED), []
    with opener(data, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number < count:
                kept.append(line)
            elif (place := chance.randrange(number + 1)) < count:
                kept[place] = line
    to.write_text("".join(kept), "utf-8")
    return len(kept)


def quick(folder: Path, count: int) -> list[Row]:
    """What needs no translator, on all articles."""
    say(f"summaries of {count} articles, one process")
    one = ran(folder, "one", ["--task", "summarise"])
    say("the same with two processes")
    two = ran(folder, "two", ["--task", "summarise", "--processes", "2"])
    say("the ledger by itself")
    known, kept = ledger_cost(folder)
    each = 1000 * one.seconds / max(1, one.rows)
    say("resuming after a kill in the middle")
    resumed = resume(folder, count)
    return [
        (f"summaries, 1 process, {one.rows} articles", hourly(one.rows, one.seconds)),
        (f"summaries, 2 processes, {two.rows} articles", hourly(two.rows, two.seconds)),
        ("speed-up of 2 processes over 1", f"{one.seconds / two.seconds:.2f} times"),
        ("ledger: an article known, then done and written out", f"{known:.2f} + {kept:.2f} ms"),
        ("its share of a summary", f"{(known + kept) / each:.1%}"),
        ("to go on after `kill -9` at half", f"{resumed:.1f} s until the next article"),
        (
            "most memory, 1 process and its command",
            f"{max(held for _, held in one.memory):.0f} MiB",
        ),
        ("slope of memory", f"{slope(one.memory):+.2f} MiB per 100 articles"),
    ]


def models(folder: Path, budget: float) -> list[Row]:
    """What is bound by the translator, on as many articles as fit into the budget."""
    rows: list[Row] = []
    for task in ("brief", "translate"):
        say(f"{task}, within {budget:.0f} s")
        done = ran(folder, task, ["--task", task], budget)
        label = f"{task}, 1 process, {done.rows} articles in {done.seconds:.0f} s, extrapolated"
        rows.append((label, hourly(done.rows, done.seconds)))
    return [*rows, *sizes(folder)]


def ran(folder: Path, name: str, more: Sequence[str], budget: float = 0.0) -> Ran:
    """Run the command; with a budget, stop it so long after its first article."""
    out = folder / f"{name}.jsonl"
    start = time.monotonic()
    memory: list[tuple[int, float]] = []
    seen: list[tuple[float, int]] = []  # moment, articles done
    with command(folder, out, more) as process:
        while process.poll() is None:
            time.sleep(_EVERY)
            done, now = finished(out), time.monotonic()
            if done > (seen[-1][1] if seen else 0):
                seen.append((now, done))
                held = resident(process.pid)
                # At the very end the process that works is gone already.
                memory += [(done, sum(held))] if len(held) >= _PROCESSES else []
            if budget and seen and now - seen[0][0] > budget:
                break
    (first, before), (last, after) = seen[0], seen[-1]
    if budget:
        # All of the time counts, also that of the article that was not finished in it: else
        # short articles would count for more than long ones.
        return Ran(now - first + first_seconds(out), first - start, after, memory)
    # From the first article seen done to the last: the start is told by itself.
    return Ran(last - first, first - start, after - before, memory or [(0, 0.0)])


def first_seconds(out: Path) -> float:
    """Seconds that the first article to be done took."""
    query = "SELECT seconds FROM ledger_entries WHERE state != 'waiting' ORDER BY updated LIMIT 1"
    with closing(sqlite3.connect(f"{out}.ledger.db")) as connection:
        found: float = connection.execute(query).fetchone()[0]
        return found


def ledger_cost(folder: Path) -> tuple[float, float]:
    """Milliseconds of processor for an article in the ledger: on the way in, and kept and read."""
    database = Database(f"sqlite:///{folder}/cost.db")
    rows = [json.loads(line) for line in (folder / "one.jsonl").open(encoding="utf-8")]
    ledger = Ledger(database, "cost", "settings")
    start = time.process_time()
    ledger.register(articles([str(folder / "in.jsonl")]))
    known = time.process_time()
    for article, row in zip(articles([str(folder / "in.jsonl")]), rows, strict=True):
        done = Outcome(article.id, article.name, article.key, "done")
        ledger.keep(done, pack({"summary": row.get("summary", ""), "points": []}))
    JsonLines(folder / "cost.jsonl").assemble(ledger.outcomes())
    end = time.process_time()
    database.close()
    return 1000 * (known - start) / len(rows), 1000 * (end - known) / len(rows)


def resume(folder: Path, count: int) -> float:
    """Kill a batch at half; seconds from the next start until another article is done."""
    out = folder / "killed.jsonl"
    with command(folder, out, ["--task", "summarise"]) as process:
        while process.poll() is None and finished(out) < count // 2:
            time.sleep(_EVERY)
        process.kill()
    before, start = finished(out), time.monotonic()
    with command(folder, out, ["--task", "summarise"]) as process:
        while process.poll() is None and finished(out) <= before:
            time.sleep(0.02)
        return time.monotonic() - start


@contextmanager
def command(folder: Path, out: Path, more: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process of its own, ended at the end."""
    arguments = ["batch", str(folder / "in.jsonl"), "--out", str(out), *more]
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", *arguments],
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()


def finished(out: Path) -> int:
    """Articles that the ledger says are done or failed."""
    path = Path(f"{out}.ledger.db")
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            query = "SELECT count(*) FROM ledger_entries WHERE state != 'waiting'"
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # its tables are still being made
        return 0


def resident(pid: int) -> list[float]:
    """MiB that a process and each of its children hold."""
    try:
        process = psutil.Process(pid)
        held = [process, *process.children(recursive=True)]
        return [one.memory_info().rss / MIB for one in held]
    except psutil.NoSuchProcess:
        return []


def slope(memory: Sequence[tuple[int, float]]) -> float:
    """MiB per 100 articles over the second half of a run: the first half fills caches."""
    later = [pair for pair in memory if pair[0] > memory[-1][0] / 2 and pair[1]]
    if len(later) < 2:
        return 0.0
    done, held = zip(*later, strict=True)
    steepness: float = np.polyfit(done, held, 1)[0]
    return steepness * 100


def sizes(folder: Path) -> list[Row]:
    """Bytes of one brief in each way of keeping it, from those that were made."""
    rows = [json.loads(line) for line in (folder / "brief.jsonl").open(encoding="utf-8")]
    made = [
        Outcome(row["id"], row["name"], row["id"], "done", body=row["brief"])
        for row in rows
        if "brief" in row
    ]
    if not made:
        return []
    kinds: dict[str, type[JsonLines | ParquetFile]] = {
        "JSON lines": JsonLines,
        "JSON lines, xz": JsonLines,
        "Parquet": ParquetFile,
    }
    names = {"JSON lines": "s.jsonl", "JSON lines, xz": "s.jsonl.xz", "Parquet": "s.parquet"}
    found: list[Row] = []
    for kind, output in kinds.items():
        output(folder / names[kind]).assemble(made)
        size = (folder / names[kind]).stat().st_size / len(made)
        found.append((f"a brief as {kind}, of {len(made)}", f"{size:,.0f} bytes"))
    return [*found, ("a brief in the ledger (SQLite)", f"{in_ledger(folder):,.0f} bytes")]


def in_ledger(folder: Path) -> float:
    """Bytes of a result in the ledger with its row; the empty tables do not count."""
    query = "SELECT avg(length(body) + length(id) + length(name) + 200) FROM ledger_entries "
    with closing(sqlite3.connect(folder / "brief.jsonl.ledger.db")) as connection:
        found: float | None = connection.execute(query + "WHERE state = 'done'").fetchone()[0]
        return found or 0.0


def hourly(count: int, seconds: float) -> str:
    return f"{count / seconds * 3600:,.0f} articles/hour" if seconds > 0 else "not measured"


def say(what: str) -> None:
    print(f"measuring {what} …", file=sys.stderr)


if __name__ == "__main__":
    main()
