"""Which of several attempts at a sentence is the best: the one an editor minds least."""

from collections.abc import Iterable, Sequence

from service.briefs.brief import Check
from service.briefs.checks import failed, terms
from service.briefs.jobs import Case, pieces
from service.briefs.values import Translation

# How much an editor minds a finding; a wrong number outweighs any other two.
_WEIGHTS = {"numbers": 5.0, "dates": 4.0, "names": 3.0, "ranks": 3.0, "negation": 3.0} | {
    "repetition": 3.0
}


def weight(checks: Iterable[Check]) -> float:
    """How much is wrong by these checks; 0 where nothing was found."""
    return sum(_WEIGHTS.get(check.name, 1.0) for check in failed(checks))


def badness(translation: Translation) -> float:
    """How much is wrong with a translation."""
    return weight(translation.checks)


def least_bad(made: Sequence[Translation]) -> Translation:
    """The first of those with the least wrong: the most probable one where nothing is."""
    return min(made, key=badness)


def is_bad(case: Case) -> bool:
    """Whether something failed."""
    return case.best.status == "review"


def is_serious(case: Case) -> bool:
    """Whether more failed than a term: without hints the model names terms no better."""
    return any(check.name != terms.NAME for check in failed(case.best.checks))


def is_list(case: Case) -> bool:
    """Whether something failed in a sentence that can be translated in parts."""
    return is_bad(case) and len(pieces(case.job.source)) > 1


def lost_terms(case: Case) -> bool:
    """Whether a term of the glossary is missing."""
    return any(check.name == terms.NAME for check in failed(case.best.checks))
