"""How many errors planted in Vietnamese points the check against the report finds."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from service.briefs.checks import check_summary, failed
from service.evaluation.checking import Finding, alarms, rate
from service.evaluation.points import POINT_MUTATIONS
from service.evaluation.rows import Report
from service.evaluation.signature import signature
from service.reading.sentences import paragraphs, sentences

_FEWEST = 8  # words of a sentence that is taken as a point
_MOST = 6  # points of a report


def evaluate_points(
    reports: Sequence[Report],
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """Plant one error of each kind in sentences of reports, and look for it in their own report.

    The first sentences of eight words or more of each report stand for its points. An error
    counts as found where the check finds something that it does not find in the right sentence.
    `false_alarms` counts the right sentences with a finding, `false_alarms_summaries` the
    summaries that people wrote.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in POINT_MUTATIONS}
    points: list[set[Finding]] = []
    for number, report in enumerate(reports, 1):
        for point in _points(report["text"]):
            points.append(_findings(report["text"], point))
            _count(report["text"], point, points[-1], counts, seed)
        progress(number, len(reports))
    summaries = [_findings(report["text"], report["summary"]) for report in reports]
    return {
        "planted": {kind: rate(counts[kind]) for kind in POINT_MUTATIONS},
        "false_alarms": alarms(points),
        "false_alarms_summaries": alarms(summaries),
        "signature": signature([report["text"] for report in reports], "checks", (), seed=seed),
    }


def _points(text: str) -> Iterator[str]:
    spans = [span for paragraph in paragraphs(text) for span in sentences(text, paragraph)]
    found = [text[span.start : span.end] for span in spans]
    yield from [point for point in found if len(point.split()) >= _FEWEST][:_MOST]


def _count(
    text: str, point: str, before: set[Finding], counts: dict[str, Counter[str]], seed: int
) -> None:
    for kind, mutate in POINT_MUTATIONS.items():
        wrong = mutate(Random(f"{seed}|{kind}|{point}"), point)
        if wrong is None or wrong == point or wrong in text:
            continue
        new = {name for name, _ in _findings(text, wrong) - before}
        counts[kind]["planted"] += 1
        counts[kind]["found"] += bool(new)
        counts[kind]["named"] += bool(new & set(NAMED[kind]))


NAMED = {
    "digit": ("numbers", "dates"), "date": ("dates", "numbers"), "unit": ("numbers",),
    "person": ("names",), "names": ("names",), "place": ("names",), "rank": ("ranks",),
    "negation": ("negation",), "modality": ("modality",), "bound": ("bounds",),
}  # fmt: skip


def _findings(text: str, point: str) -> set[Finding]:
    return {(check.name, check.message) for check in failed(check_summary(text, point))}
