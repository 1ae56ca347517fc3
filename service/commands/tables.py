"""Counts by class as a table for people."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

_HEADS = ("rows", "right", "right %", "flagged", "silent", "flagged though right")


def write_table(title: str, classes: Mapping[str, Mapping[str, int]]) -> None:
    """Print counts, one class a line."""
    if not classes:
        return
    width = max(len(title), *map(len, classes))
    click.echo("  ".join([title.ljust(width), *_HEADS]))
    for name, counts in classes.items():
        share = f"{100 * counts['right'] / counts['rows']:.1f}"
        cells = [counts["rows"], counts["right"], share, *_rest(counts)]
        aligned = (str(cell).rjust(len(head)) for cell, head in zip(cells, _HEADS, strict=True))
        click.echo("  ".join([name.ljust(width), *aligned]))
    click.echo()


_ALARMS = {
    "false_alarms": "all that are right",
    "false_alarms_judged": "without those known wrong",
    "false_alarms_summaries": "summaries that people wrote",
}


def write_checks(found: Mapping[str, Any]) -> None:
    """Print which planted errors were found, and how often right pairs raised an alarm."""
    click.echo(f"{'error':10}  planted  found   found %  by its own check")
    for kind, counts in found["planted"].items():
        share = "-" if counts["share"] is None else f"{100 * counts['share']:.1f}"
        cells = f"{counts['planted']:7}  {counts['found']:5}  {share:>8}  {counts['named']:16}"
        click.echo(f"{kind:10}  {cells}")
    for key, title in _ALARMS.items():
        if key not in found:
            continue
        alarms = found[key]
        click.echo(
            f"\nfalse alarms, {title}: {alarms['alarmed']} of {alarms['pairs']}, "
            f"{100 * alarms['share']:.2f} %"
        )
        for name, share in alarms["by_check"].items():
            click.echo(f"  {name:10} {100 * share:.2f} %")


def wrong_texts(wrong: Sequence[Mapping[str, Any]]) -> None:
    """Print on stderr what is wrong in each text, those nobody was warned of first."""
    for one in sorted(wrong, key=lambda one: bool(one["flagged"])):
        lost = f" lost: {'; '.join(one['lost'])}." if one["lost"] else ""
        added = f" added: {'; '.join(one['added'])}." if one["added"] else ""
        mark = "flagged" if one["flagged"] else "SILENT"
        click.echo(
            f"[{one['class']}, {mark}]{lost}{added}\n  {one['vi']}\n  {one['text']}", err=True
        )


def _rest(counts: Mapping[str, int]) -> list[int]:
    return [counts[name] for name in ("flagged", "silent", "flagged_though_right")]
