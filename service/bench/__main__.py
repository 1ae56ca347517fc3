"""`python -m service.bench`: measure, print tables, and write docs/BENCHMARKS.md when asked."""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from service.bench import child, http
from service.bench.machine import machine
from service.bench.probes import ENGINES, PROBES, Workload

REPORT = Path("tests/data/quan-khu-1-2025-01-08.txt")
ENGINE_HEADS = ("translation", "sentences/s", "one by one", "tokens/s", "peak memory")
MIB = 1024**2
Row = tuple[str, ...]


@click.command()
@click.option("--report", type=click.Path(exists=True, path_type=Path), default=REPORT)
@click.option("--sentences", type=click.IntRange(4), default=12, show_default=True)
@click.option(
    "--threads",
    type=click.IntRange(0),
    default=0,
    help="Threads of every engine; 0: all cores. On a busy machine fewer say more.",
)
@click.option("--write", type=click.Path(path_type=Path), help="Also write the tables to a file.")
@click.option("--probe", type=click.Choice(list(PROBES)), hidden=True)
@click.option("--checkpoint", type=click.Path(path_type=Path), hidden=True)
def main(
    report: Path,
    sentences: int,
    threads: int,
    write: Path | None,
    probe: str | None,
    checkpoint: Path | None,
) -> None:
    """Time a brief of REPORT and the translation of its clauses on this machine."""
    if probe:
        work = Workload(report, sentences, threads, checkpoint or Path())
        print(json.dumps(PROBES[probe](work)))
        return
    with tempfile.TemporaryDirectory() as folder:
        text = tables(Workload(report, sentences, threads, Path(folder) / "checkpoint"))
    print(text, end="")
    if write:
        write.write_text(text, "utf-8")


def tables(work: Workload) -> str:
    """Everything measured, in one run."""
    threads = f", {work.threads} thread(s)" if work.threads else ""
    parts = [
        "# Benchmarks",
        f"`make bench`: one run, each line in a process of its own, `{work.report.name}`{threads}.",
        table(("machine", ""), machine()),
        table(("a brief", "seconds", "peak memory"), briefs(work)),
        f"{work.sentences} clauses of the report, greedy search, the same weights in each engine:",
        table(ENGINE_HEADS, engines(work)),
        *served(work),
    ]
    return "\n\n".join(parts) + "\n"


def briefs(work: Workload) -> list[Row]:
    """The first run ever, a new process, and a process that stays."""
    convert, made = measured("convert", work)
    rows = [("convert the translator, once a machine", _seconds(made), _memory(convert))]
    target = str(work.checkpoint.parent / "brief.json")
    command = ("-m", "service.cli", "brief", str(work.report), "--output", target)
    print("measuring cold …", file=sys.stderr)
    cold = child.run(*command, SONGNGU_THREADS=str(work.threads), SONGNGU_CACHE_SENTENCES="0")
    rows += [("cold: `songngu brief` in a new process", f"{cold.seconds:.2f}", _memory(cold))]
    warm, made = measured("warm", work)
    return [*rows, ("warm: again in the same process", _seconds(made), _memory(warm))]


def engines(work: Workload) -> list[Row]:
    """One line for each engine."""
    measured("export", work)
    rows: list[Row] = []
    for name in ENGINES:
        ran, made = measured(name, work)
        numbers = (f"{made[key]:.2f}" for key in ("together", "alone", "tokens_per_second"))
        rows += [(name, *numbers, _memory(ran))]
    return rows


def served(work: Workload) -> list[str]:
    """The server's part: its speed by clients, and what it takes beside the model."""
    print("measuring the server …", file=sys.stderr)
    found = http.measure(work)
    heads = ("clients", "sentences/s", "p50", "p95", "p99", "tokens/s of the model", "its share")
    rows = [
        (
            str(step.load.clients),
            f"{step.load.speed:.2f}",
            *(f"{step.load.percentile(share):.2f} s" for share in (0.5, 0.95, 0.99)),
            f"{step.written / step.model:.0f}" if step.model else "–",
            f"{step.model / step.load.seconds:.0%}",
        )
        for step in found.steps
    ]
    facts = [
        ("server ready", f"{found.ready:.2f} s"),
        ("resident after the load", f"{found.resident / MIB:.0f} MiB"),
        ("one client waits beyond the model's time", f"{found.overhead:.1%}"),
        ("a sentence from the cache, p50", f"{1000 * found.again.percentile(0.5):.1f} ms"),
    ]
    intro = "`songngu serve`, `POST /v1/translations`, a sentence a request, checks and all:"
    return [intro, table(heads, rows), table(("the server", ""), facts)]


def measured(name: str, work: Workload) -> tuple[child.Ran, dict[str, float]]:
    """Run a probe in a process of its own."""
    print(f"measuring {name} …", file=sys.stderr)
    fields = asdict(work).items()
    options = [word for field, value in fields for word in (f"--{field}", str(value))]
    ran = child.run("-m", "service.bench", "--probe", name, *options)
    return ran, json.loads(ran.output.splitlines()[-1])


def table(heads: Row, rows: Sequence[Row]) -> str:
    """A Markdown table that is also aligned for a terminal."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    rule = tuple("-" * width for width in widths)
    padded = (
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in (heads, rule, *rows)
    )
    return "\n".join(f"| {line} |" for line in padded)


def _seconds(made: dict[str, float]) -> str:
    return f"{made['seconds']:.2f}"


def _memory(ran: child.Ran) -> str:
    return f"{ran.peak / MIB:.0f} MiB"


if __name__ == "__main__":
    main()
