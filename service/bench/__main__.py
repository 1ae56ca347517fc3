"""`python -m service.bench`: measure, print tables, and write docs/BENCHMARKS.md when asked."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from service.bench import child
from service.bench.machine import machine
from service.bench.probes import ENGINES, PROBES

REPORT = Path("tests/data/quan-khu-1-2025-01-08.txt")
MIB = 1024**2
Row = tuple[str, ...]


@click.command()
@click.option("--report", type=click.Path(exists=True, path_type=Path), default=REPORT)
@click.option("--sentences", type=click.IntRange(4), default=12, show_default=True)
@click.option("--write", type=click.Path(path_type=Path), help="Also write the tables to a file.")
@click.option("--probe", type=click.Choice(list(PROBES)), hidden=True)
def main(report: Path, sentences: int, write: Path | None, probe: str | None) -> None:
    """Time a brief of REPORT and the translation of its clauses on this machine."""
    if probe:
        print(json.dumps(PROBES[probe](report, sentences)))
        return
    tables = [
        "# Benchmarks",
        f"`make bench`: one run, each line in a process of its own, `{report.name}`.",
        table(("machine", ""), machine()),
        table(("a brief", "seconds", "peak memory"), briefs(report, sentences)),
        f"{sentences} clauses of the report, greedy search, the same weights in every engine:",
        table(
            ("translation", "tokens/s", "tokens", "seconds", "peak memory"),
            [engine(name, report, sentences) for name in ENGINES],
        ),
    ]
    text = "\n\n".join(tables) + "\n"
    print(text, end="")
    if write:
        write.write_text(text, "utf-8")


def briefs(report: Path, sentences: int) -> list[Row]:
    """The first run ever, a new process, and a process that stays."""
    convert, made = measured("convert", report, sentences)
    rows = [("convert the translator, once a machine", _seconds(made), _memory(convert))]
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "brief.json")
        cold = child.run("-m", "service.cli", "brief", str(report), "--output", target)
    rows += [("cold: `songngu brief` in a new process", f"{cold.seconds:.2f}", _memory(cold))]
    warm, made = measured("warm", report, sentences)
    return [*rows, ("warm: again in the same process", _seconds(made), _memory(warm))]


def engine(name: str, report: Path, sentences: int) -> Row:
    """One line of the translation table."""
    ran, made = measured(name, report, sentences)
    speed = f"{made['tokens_per_second']:.1f}"
    return (name, speed, f"{made['tokens']:.0f}", _seconds(made), _memory(ran))


def measured(name: str, report: Path, sentences: int) -> tuple[child.Ran, dict[str, float]]:
    """Run a probe in a process of its own."""
    print(f"measuring {name} …", file=sys.stderr)
    options = ("--report", str(report), "--sentences", str(sentences))
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
