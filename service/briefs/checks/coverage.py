"""The translation is as long as the source calls for."""

import re
from collections.abc import Iterable
from math import log

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "coverage"
# English words for one Vietnamese syllable: median and spread of the logarithm, measured on
# human translations of news; short texts scatter more.
_MEDIAN = -0.27
_SPREAD = 0.19
_SHORT = 1.3
_MOST = 2.6  # spreads
_WORD = re.compile(r"\w+")


def check(pair: Pair) -> Iterable[Check]:
    """Compare the lengths with what is usual."""
    source, target = (len(_WORD.findall(side.text)) for side in (pair.source, pair.target))
    if not source or not target:
        yield finding(NAME, "There is no translation.", pair.source.text[:80])
        return
    off = (log(target / source) - _MEDIAN) / (_SPREAD + _SHORT / source)
    if abs(off) > _MOST:
        word = "short" if off < 0 else "long"
        message = f"The translation is too {word}: {target} words for {source} syllables."
        yield finding(NAME, message, pair.source.text[:80], pair.target.text[:80])
