"""How many planted errors the checks find, and how often they find fault with what is right."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from service.briefs.brief import Check
from service.briefs.checks import check_translation, failed
from service.evaluation.mutations import MUTATIONS, plant
from service.evaluation.rows import Pair
from service.evaluation.signature import signature

Finding = tuple[str, str]  # the check and its message


def evaluate_checks(
    rows: Sequence[Pair],
    *,
    seed: int = 0,
    leave_out: Iterable[int] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """Plant one error of each kind in each pair that has a place for it, and look for it.

    An error counts as found where a check finds something that it does not find in the right
    pair; `named` counts those that a check of its own kind finds. `leave_out` holds numbers of
    rows, from 1, that are known to be wrong: they count in `false_alarms`, not in
    `false_alarms_judged`, and nothing is planted in them.
    """
    wrong = frozenset(leave_out)
    found: list[set[Finding]] = []
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in MUTATIONS}
    for number, row in enumerate(rows, 1):
        found.append(_findings(row.vi, row.en))
        if number not in wrong:
            _count(row, found[-1], counts, seed)
        progress(number, len(rows))
    judged = [one for number, one in enumerate(found, 1) if number not in wrong]
    return {
        "planted": {kind: rate(counts[kind]) for kind in MUTATIONS},
        "false_alarms": alarms(found),
        "false_alarms_judged": alarms(judged),
        "signature": signature([[row.vi, row.en] for row in rows], "checks", (), seed=seed),
    }


def _count(row: Pair, before: set[Finding], counts: dict[str, Counter[str]], seed: int) -> None:
    for error in plant([(row.vi, row.en)], seed):
        new = {name for name, _ in _findings(error.vi, error.wrong) - before}
        counts[error.kind]["planted"] += 1
        counts[error.kind]["found"] += bool(new)
        counts[error.kind]["named"] += bool(new & set(NAMED[error.kind]))


# The checks that are meant to find an error of each kind.
NAMED = {
    "digit": ("numbers", "dates"),
    "date": ("dates", "numbers"),
    "names": ("names",),
    "negation": ("negation",),
    "clause": ("coverage",),
    "phrase": ("coverage",),
    "unit": ("numbers",),
    "rank": ("ranks",),
    "modality": ("modality",),
    "quotation": ("quotations",),
    "statement": ("quotations",),
    "speaker": ("names",),
    "bound": ("bounds", "numbers"),
    "place": ("names",),
    "points": ("numbers",),
    "noun": (),
}


def _findings(vi: str, en: str) -> set[Finding]:
    """What the checks find, but for terms: a free translation need not use those of a glossary."""
    found: tuple[Check, ...] = failed(check_translation(vi, en))
    return {(check.name, check.message) for check in found}


def rate(counts: Counter[str]) -> dict[str, Any]:
    """How many errors of a kind were planted, and how many and what share of them found."""
    planted = counts["planted"]
    share = round(counts["found"] / planted, 4) if planted else None
    return {
        "planted": planted, "found": counts["found"], "named": counts["named"], "share": share
    }  # fmt: skip


def alarms(found: Sequence[set[Finding]]) -> dict[str, Any]:
    """How many right texts a check finds fault with, and the share of each check."""
    checks = Counter(name for one in found for name in {name for name, _ in one})
    any_of_them = sum(bool(one) for one in found)
    shares = {name: round(count / max(1, len(found)), 4) for name, count in checks.most_common()}
    return {
        "pairs": len(found),
        "alarmed": any_of_them,
        "share": round(any_of_them / max(1, len(found)), 4),
        "by_check": shares,
    }
