"""Errors of denial: "did not go" becomes "did go"."""

import re
from random import Random

from service.evaluation.replacing import replaced

_DENIALS = (
    (re.compile(r"\b(?:do|does|did)(?: not|n['’]t) ", re.I), ""),
    (re.compile(r"\bcan(?:not|'t|’t)\b", re.I), "can"),
    (re.compile(r"\bwon['’]t\b", re.I), "will"),
    (re.compile(r"(?<!\bwo)(?<!\bdo)(?<!\bdid)(?<!\bdoes)(?<=\w)n['’]t\b", re.I), ""),
    (re.compile(r"\bnot (?!only|just|merely|simply|least|yet|to mention|surprising)", re.I), ""),
    (re.compile(r"\bnot yet\b", re.I), "already"),
    (re.compile(r"\bnever ", re.I), "always "),
    (re.compile(r"\bno (?=[a-z])(?!longer|later|less|more|doubt|matter|wonder)", re.I), "some "),
    (re.compile(r"\bno longer\b", re.I), "still"),
    (re.compile(r"\bwithout\b", re.I), "with"),
    (re.compile(r"\bnothing\b", re.I), "something"),
    (re.compile(r"\bnone\b", re.I), "some"),
)
# What is no error when it is dropped: names, idioms, and what another word still denies.
_KEEP = re.compile(
    r"\b(?:why|whether|if|or) (?:or )?not\b|\bcan(?:not|['’]t) (?:but|help)\b"
    r"|\b(?:why|what) (?:do|does|did)n['’]t\b|n['’]t (?:you|we|they|he|she|it|i)\b"
    r"|\b(?:little|few|minimal|less)\b[\w ]{0,12}\b(?:or|to) no\b"
    r"|\b(?:cannot|not|n['’]t) doubt|\bnot without\b|\bcareful not\b"
    r"|(?<=\w )(?-i:Without|No|Not|Never)\b"
    r"|\b(?:not|n['’]t)\b(?:(?![.;]).){1,40}\b(?:nor|neither)\b|\bno one or\b",
    re.I,
)
_DENIED = re.compile(
    r"(?<!\w)(?:(?<!hàng )(?<!trên )không(?! (?:khí|gian|quân|chỉ|những))|chưa|chẳng"
    r"|chả|đừng)(?!\w)",
    re.I,
)


def negation(random: Random, vi: str, en: str) -> str | None:
    """A denial becomes its opposite; the Vietnamese denies with không, chưa, chẳng or đừng.

    Denials that say nothing of their own are left alone: "can't help but", "whether or not",
    "little or no", the No of a name.
    """
    idle = [m.span() for m in _KEEP.finditer(en)]
    spots = [
        (m, new)
        for pattern, new in _DENIALS
        for m in pattern.finditer(en)
        if not any(start < m.end() and m.start() < end for start, end in idle)
    ]
    if not spots or not _DENIED.search(vi):
        return None
    match, new = random.choice(spots)
    return replaced(en, match, new)
