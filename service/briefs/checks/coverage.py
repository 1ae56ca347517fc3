"""The translation says all of the source: it is long enough, and no passage lacks an echo."""

from collections.abc import Iterable
from math import log

from service.briefs.brief import Check
from service.briefs.checks import additions
from service.briefs.checks.lexicon import echoes
from service.briefs.checks.pair import Pair, finding

NAME = "coverage"
# English characters for one Vietnamese character: median and spread of the logarithm, measured on
# human translations of news; short texts scatter more.
_MEDIAN = -0.036
_SPREAD = 0.148
_SHORT = 0.6  # divided by the syllables
_LONGEST = 3.6  # spreads above the median
_LENGTH = 1.5  # weight of the squared spreads below the median
# A passage gains by a syllable without an echo and loses by one with, as in a scan statistic.
_SILENT = 1.0
_ECHOED = 1.4
_MOST = 8.2  # 3 % of clean human translations of news score above


def check(pair: Pair) -> Iterable[Check]:
    """Weigh the longest passage without an echo together with the missing length."""
    vi, en = pair.source.text.strip(), pair.target.text.strip()
    if not vi or not en:
        yield finding(NAME, "There is no translation.", vi[:80])
        return
    yield from additions.check(pair)
    off = _spreads(vi, en)
    score, start, end = _silent_passage(vi, en)
    if off > _LONGEST:
        yield finding(NAME, "The translation is too long for its source.", vi[:80], en[-80:])
    elif score + _LENGTH * max(0.0, -off) ** 2 / 2 > _MOST:
        passage = vi[start:end] or vi
        yield finding(NAME, f"The translation may leave out “{passage}”.", passage)


def _spreads(vi: str, en: str) -> float:
    """How many spreads the length of the English is off the median."""
    return (log(len(en) / len(vi)) - _MEDIAN) / (_SPREAD + _SHORT / max(5, len(vi.split())))


def _silent_passage(vi: str, en: str) -> tuple[float, int, int]:
    """The passage of the source with the least echo: its score and where it stands."""
    best = (0.0, 0, 0)
    score, begin = 0.0, 0
    for start, end, echoed in echoes(vi, en):
        begin = start if score <= 0 else begin
        score = max(0.0, score - _ECHOED if echoed else score + _SILENT)
        best = max(best, (score, begin, end), key=lambda passage: passage[0])
    return best
