"""Checks between the report and a Vietnamese point, and between the point and its English."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from service.briefs.brief import Check, Step
from service.briefs.checks import (
    actors,
    bounds,
    copied,
    countries,
    coverage,
    dates,
    fractions,
    leftover,
    modality,
    names,
    negation,
    numbers,
    places,
    prefixes,
    quotations,
    ranks,
    repetition,
    strangers,
    summary,
    terms,
    traces,
)
from service.briefs.checks.pair import Pair, Reading, passed
from service.briefs.checks.spans import anchored
from service.glossary import Match

__all__ = [
    "CHECKS",
    "SUMMARY_CHECKS",
    "check_summary",
    "check_translation",
    "failed",
    "merge",
    "remarks",
]

Checker = Callable[[Pair], Iterable[Check]]


def _together(*checks: Checker) -> Checker:
    """Several checks that an editor knows by one name."""
    return lambda pair: (found for check in checks for found in check(pair))


# What is looked for beside what the module of that name looks for.
_BESIDE: dict[str, tuple[Checker, ...]] = {
    numbers.NAME: (fractions.check,),
    names.NAME: (places.check, countries.check, strangers.check),
    ranks.NAME: (prefixes.check,),
    coverage.NAME: (traces.check,),
    repetition.NAME: (actors.check,),
}
CHECKS: dict[str, Checker] = {
    module.NAME: _together(module.check, *_BESIDE.get(module.NAME, ()))
    for module in (
        numbers,
        bounds,
        dates,
        names,
        ranks,
        terms,
        negation,
        modality,
        quotations,
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
    pair = Pair(Reading(vi, "vi"), Reading(en, "en"), tuple(terms))
    return _run(CHECKS, pair, "translation")


def check_summary(source: str, point_vi: str) -> tuple[Check, ...]:
    """Compare a Vietnamese point with the text it was made of: nothing changed or made up."""
    return _run(SUMMARY_CHECKS, Pair(Reading(source, "vi"), Reading(point_vi, "vi")), "summary")


def failed(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The findings among the results."""
    return tuple(check for check in checks if not check.passed)


def remarks(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The passed checks that have something to say: repairs, and what may be worth a look."""
    return tuple(check for check in checks if check.passed and check.message)


def merge(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Every finding and remark, and one passed check for each name without any."""
    said = [check for check in checks if check.message]
    named = {check.name for check in said}
    good = dict.fromkeys(check.name for check in checks if check.name not in named)
    return (*dict.fromkeys(said), *(Check(name, True) for name in good))


def _run(checks: dict[str, Checker], pair: Pair, step: Step) -> tuple[Check, ...]:
    found = (
        result for name, check in checks.items() for result in tuple(check(pair)) or (passed(name),)
    )
    texts = pair.source.text, pair.target.text
    return tuple(replace(anchored(check, *texts), step=step) for check in found)
