"""Checks between the report and a Vietnamese point, and between the point and its English."""

from collections.abc import Callable, Iterable, Sequence

from service.briefs.brief import Check
from service.briefs.checks import (
    copied,
    coverage,
    dates,
    leftover,
    modality,
    names,
    negation,
    numbers,
    repetition,
    summary,
    terms,
)
from service.briefs.checks.pair import Pair, Reading, passed
from service.glossary import Match

__all__ = ["CHECKS", "SUMMARY_CHECKS", "check_summary", "check_translation", "failed"]

Checker = Callable[[Pair], Iterable[Check]]

CHECKS: dict[str, Checker] = {
    module.NAME: module.check
    for module in (
        numbers,
        dates,
        names,
        terms,
        negation,
        modality,
        coverage,
        repetition,
        leftover,
        copied,
    )
}
SUMMARY_CHECKS: dict[str, Checker] = summary.CHECKS


def check_translation(vi: str, en: str, *, terms: Sequence[Match] = ()) -> tuple[Check, ...]:
    """Compare a Vietnamese sentence with its English; `terms` are those the English must use.

    Every check gives its findings, or one passed `Check` where it finds nothing.
    """
    return _run(CHECKS, Pair(Reading(vi, "vi"), Reading(en, "en"), tuple(terms)))


def check_summary(source: str, point_vi: str) -> tuple[Check, ...]:
    """Compare a Vietnamese point with the text it was made of: nothing changed or made up."""
    return _run(SUMMARY_CHECKS, Pair(Reading(source, "vi"), Reading(point_vi, "vi")))


def failed(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The findings among the results."""
    return tuple(check for check in checks if not check.passed)


def _run(checks: dict[str, Checker], pair: Pair) -> tuple[Check, ...]:
    return tuple(
        result for name, check in checks.items() for result in tuple(check(pair)) or (passed(name),)
    )
