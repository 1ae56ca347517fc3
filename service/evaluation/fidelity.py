"""How often numbers, dates and names arrive, by the checks that every brief goes through."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from service.briefs.checks import CHECKS, SUMMARY_CHECKS, dates, names, numbers
from service.briefs.checks.pair import Pair, Reading

KINDS = (numbers.NAME, dates.NAME, names.NAME)


@dataclass(frozen=True)
class Rate:
    """How many of the texts that a check has something to say about passed it."""

    checked: int
    passed: int

    def as_dict(self) -> dict[str, Any]:
        """Return the counts with their ratio, which is null where nothing was checked."""
        ratio = round(self.passed / self.checked, 4) if self.checked else None
        return {"rate": ratio, "passed": self.passed, "checked": self.checked}


def translation_fidelity(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Rate (Vietnamese, English) pairs: everything arrives and nothing is added.

    A pair counts where its source holds such a thing, or where the check found something.
    """
    made = [Pair(Reading(vi, "vi"), Reading(en, "en")) for vi, en in pairs]
    return {kind: _rate(CHECKS[kind], made, kind, "source").as_dict() for kind in KINDS}


def summary_fidelity(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Rate (report, summary) pairs, both Vietnamese: the summary adds none.

    A pair counts where its summary holds such a thing.
    """
    made = [Pair(Reading(text, "vi"), Reading(summary, "vi")) for text, summary in pairs]
    return {kind: _rate(SUMMARY_CHECKS[kind], made, kind, "target").as_dict() for kind in KINDS}


def failure_rate(check: str, pairs: Iterable[tuple[str, str]], language: str = "en") -> float:
    """Return the share of (source, target) pairs in which a check of `CHECKS` finds something."""
    made = [Pair(Reading(source, "vi"), Reading(target, language)) for source, target in pairs]
    found = sum(any(not c.passed for c in CHECKS[check](pair)) for pair in made)
    return round(found / max(1, len(made)), 4)


def _rate(check: Any, pairs: list[Pair], kind: str, side: str) -> Rate:
    clean = [not any(not result.passed for result in check(pair)) for pair in pairs]
    holds = [bool(_things(kind, getattr(pair, side))) for pair in pairs]
    checked = sum(has or not fine for has, fine in zip(holds, clean, strict=True))
    return Rate(checked, checked - clean.count(False))


def _things(kind: str, reading: Reading) -> Any:
    if kind == numbers.NAME:
        return reading.numbers
    return reading.dates if kind == dates.NAME else names.extract(reading.text)
