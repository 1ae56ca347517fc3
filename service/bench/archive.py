"""`python -m service.bench.archive`: how fast an archive goes, and what the ledger costs.

Model-bound parts run within a time budget on as many articles as fit into it, and are labelled as
extrapolated; what does not depend on a model runs on all articles with the extractive summary.
"""

import json
import lzma
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil

from service.bench.__main__ import Row, table
from service.bench.machine import machine

DATA = Path("../shared/data/summarisation/vietnews.jsonl.xz")
SEED = 2025
MIB = 1024**2
_EVERY = 0.25  # seconds between two looks at the memory


@dataclass(frozen=True)
class Ran:
    """One run of the command."""

    seconds: float  # from its first article to its end
    started: float  # seconds before its first article: imports, models, going through the input
    rows: int
    memory: list[tuple[int, float]]  # articles done, MiB of the command and its workers


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, show_default=True)
@click.option("--articles", type=click.IntRange(10), default=1000, show_default=True)
@click.option(
    "--budget",
    type=click.FloatRange(1),
    default=180.0,
    show_default=True,
    help="Seconds for each part that is bound by a model.",
)
@click.option("--write", type=click.Path(path_type=Path), help="Also append the tables to a file.")
def main(data: Path, articles: int, budget: float, write: Path | None) -> None:
    """Time a batch over a seeded sample of articles."""
    if not data.exists():
        raise click.UsageError(
            f"{data} is not there; name a file of JSON lines with a text: --data FILE.jsonl.xz"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = sample(data, articles, folder / "in.jsonl")
        text = tables(folder, count, budget)
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


def tables(folder: Path, count: int, budget: float) -> str:
    """Everything measured, in one run."""
    say(f"summaries of {count} articles, one process")
    one = ran(folder, "one", ["--task", "summarise"])
    say("the same with two processes")
    two = ran(folder, "two", ["--task", "summarise", "--processes", "2"])
    say("the same without a ledger")
    bare = without_ledger(folder / "in.jsonl")
    say("resuming after a kill in the middle")
    resumed = resume(folder, count)
    rows: list[Row] = [
        (f"summaries, 1 process, {one.rows} articles", hourly(one.rows, one.seconds)),
        (f"summaries, 2 processes, {two.rows} articles", hourly(two.rows, two.seconds)),
        ("speed-up of 2 processes over 1", f"{one.seconds / two.seconds:.2f} times"),
        ("the same work in one process without ledger", hourly(count, bare)),
        ("overhead of ledger and processes", f"{1000 * (one.seconds - bare) / count:.1f} ms each"),
        ("to go on after `kill -9` at half", f"{resumed:.1f} s until the next article"),
        ("memory at the end, 1 process and its command", f"{one.memory[-1][1]:.0f} MiB"),
        ("slope of memory", f"{slope(one.memory):+.2f} MiB per 100 articles"),
    ]
    for task in ("brief", "translate"):
        say(f"{task}, within {budget:.0f} s")
        done = ran(folder, task, ["--task", task], budget)
        label = f"{task}, 1 process, {done.rows} articles in {done.seconds:.0f} s, extrapolated"
        rows.append((label, hourly(done.rows, done.seconds)))
    rows += sizes(folder)
    heads = ("archive", f"seeded sample of {count} articles")
    return "\n\n".join([table(("machine", ""), machine()), table(heads, rows)]) + "\n"


def ran(folder: Path, name: str, more: Sequence[str], budget: float = 0.0) -> Ran:
    """Run the command; with a budget, stop it so long after its first article."""
    out = folder / f"{name}.jsonl"
    start = time.monotonic()
    memory: list[tuple[int, float]] = []
    with command(folder, out, more) as process:
        first = last = 0.0
        while process.poll() is None:
            time.sleep(_EVERY)
            done, now = finished(out), time.monotonic()
            first = first or (now if done else 0.0)
            if done > (memory[-1][0] if memory else 0):
                last = now
                memory.append((done, resident(process.pid)))
            if budget and first and now - first > budget:
                process.send_signal(signal.SIGINT)
                process.wait()
    # From the first article seen done to the last: the start is told by itself.
    rows = memory[-1][0] - (memory[0][0] if budget else 0) if memory else 0
    return Ran((last or time.monotonic()) - first, first - start, rows, memory or [(0, 0.0)])


def without_ledger(path: Path) -> float:
    """Seconds for the work alone, in a process of its own."""
    code = (
        "import sys, time\n"
        "from service.archive.articles import articles\n"
        "from service.archive.work import Errand, work\n"
        "from service.briefs.pipeline import Studio\n"
        "from service.settings import load_settings\n"
        "settings = load_settings(); studio = Studio(settings)\n"
        "studio.label('summarise', settings.str('summariser'))\n"
        "start = time.monotonic()\n"
        "for one in articles([sys.argv[1]]): work(one, Errand('summarise'), studio, settings)\n"
        "print(time.monotonic() - start)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return float(made.stdout)


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
    import sqlite3

    path = Path(f"{out}.ledger.db")
    if not path.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            query = "SELECT count(*) FROM ledger_entries WHERE state != 'waiting'"
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # its tables are still being made
        return 0


def resident(pid: int) -> float:
    """MiB that a process and its children hold."""
    try:
        process = psutil.Process(pid)
        held = [process, *process.children(recursive=True)]
        total: float = sum(one.memory_info().rss for one in held) / MIB
        return total
    except psutil.NoSuchProcess:
        return 0.0


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
    from service.archive.outputs import JsonLines, ParquetFile
    from service.archive.work import Outcome

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
    import sqlite3

    query = "SELECT avg(length(body) + length(id) + length(name) + 200) FROM ledger_entries "
    with sqlite3.connect(folder / "brief.jsonl.ledger.db") as connection:
        found: float | None = connection.execute(query + "WHERE state = 'done'").fetchone()[0]
        return found or 0.0


def hourly(count: int, seconds: float) -> str:
    return f"{count / seconds * 3600:,.0f} articles/hour" if seconds > 0 else "not measured"


def say(what: str) -> None:
    print(f"measuring {what} …", file=sys.stderr)


if __name__ == "__main__":
    main()
