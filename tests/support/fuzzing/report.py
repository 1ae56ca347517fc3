"""What a run saw, as a table for people and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from fuzzing.engine import Result

_HEADS = ("target", "cases from", "cases", "refused", "seconds", "slowest, ms",
          "memory, kB a 1,000", "faults")  # fmt: skip


def table(results: Sequence[Result], *, heading: bool = False, total: bool = False) -> str:
    """Rows of Markdown: one a result, or the sum of them."""
    rows = [_sum(results)] if total else [_row(one) for one in results]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if heading:
        rule = "| --- | --- |" + " ---: |" * (len(_HEADS) - 2)
        lines = [f"| {' | '.join(_HEADS)} |", rule, *lines]
    faults = [] if total else [_fault(one) for one in results]
    return "\n".join([*lines, *filter(None, faults)]) + "\n"


def as_json(results: Sequence[Result], path: Path) -> None:
    """Keep the results where a next run or a chart finds them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in results], indent=1) + "\n", "utf-8")


def _row(one: Result) -> tuple[str, ...]:
    grown = "" if one.grown is None else f"{one.grown:,.0f}"
    return (one.target, one.engine, f"{one.cases:,}", f"{one.refused / max(1, one.cases):.0%}",
            f"{one.seconds:.1f}", f"{one.slowest * 1000:,.0f}", grown,
            str(len(one.found)))  # fmt: skip


def _sum(results: Sequence[Result]) -> tuple[str, ...]:
    cases, refused = sum(one.cases for one in results), sum(one.refused for one in results)
    slowest = max((one.slowest for one in results), default=0)
    grown = max((one.grown for one in results if one.grown is not None), default=None)
    whole = Result("all", "", cases, refused, sum(one.seconds for one in results), slowest, grown,
                   [fault for one in results for fault in one.found])  # fmt: skip
    return _row(whole)


def _fault(one: Result) -> str:
    return "\n".join(
        f"    {fault.kind} at {fault.place}, {fault.count} times: {fault.case}"
        for fault in one.found
    )
