"""What a person sees of a batch: a bar while it runs, and a few lines at its end."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.archive.listener import Listener

if TYPE_CHECKING:
    from types import TracebackType

    from service.archive.batch import Report

NAMED = 10  # kinds of errors told before the rest are only counted


class Bar(Listener):
    """Articles done, how many an hour, and the time left; only where somebody watches."""

    def __init__(self, watched: bool | None = None) -> None:
        self._watched = sys.stderr.isatty() if watched is None else watched
        self._bar: Any = None
        self._failed = 0
        self._done = 0
        self._start = time.monotonic()

    def __enter__(self) -> Bar:
        if self._watched:
            self._bar = _progress()
            self._bar.start()
            self._task = self._bar.add_task("Reading the input", total=None, rate="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds = time.monotonic() - self._start
        if self._bar:
            self._bar.stop()

    def begin(self, total: int, finished: int) -> None:
        """Show how much there is, and how much of it was finished before."""
        self._start = time.monotonic()
        if self._bar:
            self._bar.update(self._task, description="Articles", total=total, completed=finished)
            self._bar.reset(self._task, total=total, completed=finished, description="Articles")

    def advance(self, state: str) -> None:
        """Move on by one."""
        self._done += 1
        self._failed += state == "failed"
        if self._bar:
            failed = f", {self._failed:,} failed" if self._failed else ""
            rate = hourly(self._done, time.monotonic() - self._start)
            self._bar.update(self._task, advance=1, rate=f"{rate}{failed}")


def _progress() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def summary(report: Report, path: Path, seconds: float) -> str:
    """What became of the articles, by state and by error, and where the output is."""
    totals, states = report.totals, report.totals.states
    done, waiting = states.get("done", 0), states.get("waiting", 0)
    review = f" ({totals.review:,} to review)" if totals.review else ""
    now = totals.articles - waiting - report.before
    lines = [
        f"{totals.articles:,} articles: {done:,} done{review}, {states.get('failed', 0):,} failed, "
        f"{waiting:,} waiting.",
        f"{now:,} of them in this run, in {seconds:,.0f} s: {hourly(now, seconds)}.",
    ]
    if report.twice:
        lines.append(f"{report.twice:,} came twice and were done once.")
    if totals.sentences:
        share = f"{totals.reused / totals.sentences:.0%}"
        lines.append(
            f"{totals.sentences:,} sentences, {totals.reused:,} of them ({share}) "
            "translated before and taken over."
        )
    lines += _errors(report)
    goes_on = " Run it again to go on." if waiting else ""
    return "\n".join([*lines, f"Output: {path}.{goes_on}"])


def hourly(count: int, seconds: float) -> str:
    """Articles in an hour at this rate."""
    return f"{count / seconds * 3600:,.0f} an hour" if count and seconds else "none an hour"


def _errors(report: Report) -> list[str]:
    errors = report.totals.errors
    lines = [f"  {count:,} {code}: {told}" for code, count, told in errors[:NAMED]]
    rest = len(errors) - NAMED
    return [*lines, *([f"  and {rest} other kinds of errors"] if rest > 0 else [])]
