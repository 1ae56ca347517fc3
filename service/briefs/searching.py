"""How translations are searched for: how widely at first, and where more widely.

docs/BENCHMARKS.md says what each way costs and brings.
"""

from dataclasses import dataclass, replace

from models.catalogue import Limits
from models.engines.base import Decoding
from service.briefs.jobs import Case
from service.briefs.weighing import is_bad
from service.settings import BadSetting

_BEAM = Decoding(beam=4, hypotheses=4, no_repeat_ngram=0)
_NARROW = replace(_BEAM, beam=2, hypotheses=2)


@dataclass(frozen=True)
class Search:
    """What is tried first on every sentence, and when it is not enough."""

    first: Decoding
    sure: float = 0.0  # mean probability of a token below which the search is widened
    wide: Decoding = _BEAM  # of later attempts

    def within(self, limits: Limits) -> "Search":
        """The search as a model can do it."""
        return replace(self, first=_within(self.first, limits), wide=_within(self.wide, limits))

    def widened(self, case: Case) -> bool:
        """Whether a sentence is to be searched for again, more widely."""
        return self.first != self.wide and (is_bad(case) or case.best.score < self.sure)


SEARCHES = {
    "wide": Search(_BEAM),
    "narrow": Search(_NARROW, wide=_NARROW),
    "greedy": Search(replace(_BEAM, beam=1, hypotheses=1), sure=0.5),
}
DEFAULT = "wide"


def named(name: str) -> Search:
    """The search of that name; raises `BadSetting` where there is none."""
    if name not in SEARCHES:
        known = ", ".join(SEARCHES)
        raise BadSetting(f"SONGNGU_SEARCH is {name!r}, but it must be one of {known}.")
    return SEARCHES[name]


def _within(decoding: Decoding, limits: Limits) -> Decoding:
    beam = max(1, min(decoding.beam, limits.beams or decoding.beam))
    most = min(decoding.max_tokens, limits.output or decoding.max_tokens)
    return replace(decoding, beam=beam, hypotheses=beam, max_tokens=most)
