"""Runs the fidelity suite: what arrives, what does not, and whether anybody is told."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from service.briefs.values import Translation
from service.evaluation.expectations import Expectation, missing, unwanted
from service.evaluation.signature import signature
from service.evaluation.timing import Progress, silent

Translate = Callable[[list[str]], Sequence[Translation]]
Summarise = Callable[[str], str]
BATCH = 16


@dataclass(frozen=True)
class Outcome:
    """What became of one text on one side."""

    expectation: Expectation
    text: str
    lost: tuple[str, ...]
    added: tuple[str, ...]
    flagged: bool  # the product itself asks for a review

    @property
    def right(self) -> bool:
        """Everything that must appear does, and nothing that must not."""
        return not self.lost and not self.added


def run_suite(
    rows: Sequence[Expectation],
    translate: Translate,
    summarise: Summarise,
    *,
    model: str = "",
    progress: Progress = silent,
) -> dict[str, Any]:
    """Translate every row, summarise the reports, and count by class; written as JSON.

    `silent` counts what is wrong and was not flagged: what an editor would not be warned of.
    """
    made: list[Translation] = []
    for at in range(0, len(rows), BATCH):
        made += translate([row.vi for row in rows[at : at + BATCH]])
        progress(len(made), len(rows))
    english = [judged(row, one) for row, one in zip(rows, made, strict=True)]
    summaries = [_summary(row, summarise(row.vi)) for row in rows if row.report]
    return {
        "task": "fidelity",
        "translation": _by_class(english),
        "summary": _by_class(summaries),
        "wrong": [_told(one) for one in [*english, *summaries] if not one.right],
        "signature": signature([astuple(row) for row in rows], model, ()),
    }


def judged(row: Expectation, made: Translation) -> Outcome:
    """Compare a translation with what its row expects."""
    lost, added = missing(row.must, made.text), unwanted(row.must_not, made.text)
    return Outcome(row, made.text, tuple(lost), tuple(added), made.status == "review")


def _summary(row: Expectation, text: str) -> Outcome:
    lost, added = missing(row.summary_must, text), unwanted(row.summary_must_not, text)
    return Outcome(row, text, tuple(lost), tuple(added), flagged=False)


def _by_class(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    classes: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        classes[one.expectation.kind].append(one)
        classes["all"].append(one)
    ordered = sorted(classes, key=lambda name: (name == "all", name))
    return {name: _counts(classes[name]) for name in ordered}


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    wrong = [one for one in outcomes if not one.right]
    return {
        "rows": len(outcomes),
        "right": len(outcomes) - len(wrong),
        "flagged": sum(one.flagged for one in wrong),
        "silent": sum(not one.flagged for one in wrong),
        "flagged_though_right": sum(one.flagged for one in outcomes if one.right),
    }


def _told(one: Outcome) -> dict[str, Any]:
    return {
        "class": one.expectation.kind,
        "vi": one.expectation.vi,
        "text": one.text,
        "lost": list(one.lost),
        "added": list(one.added),
        "flagged": one.flagged,
    }
