"""People of a point keep the offices that the source gives them, and who does what to whom."""

import re
from collections.abc import Iterable
from itertools import pairwise

from service.briefs.brief import Check
from service.briefs.checks import names, ranks
from service.briefs.checks.pair import Pair, finding
from service.briefs.people import Name, person_names

_BEFORE = 40  # characters before a name in which its rank stands
_MOST_BETWEEN = 8  # words between two names that are compared


def offices(pair: Pair) -> Iterable[Check]:
    """Find a rank or office before a name that the source has another one before."""
    point, source = pair.target.text, pair.source.text
    for name in person_names(point):
        here = _office(point, name.start)
        there = [
            office
            for match in re.finditer(re.escape(name.text), source)
            if (office := _office(source, match.start()))
        ]
        said = {office.group().lower() for office in there}
        if here and said and here.group().lower() not in said and _comparable(here, there):
            message = f"{name.text} is “{there[0].group()}” in the source, not “{here.group()}”."
            yield finding(
                ranks.NAME, message, there[0].group(), here.group(),
                source_at=there[0].span(), target_at=here.span(),
            )  # fmt: skip


def titles(pair: Pair) -> Iterable[Check]:
    """Find an office before words that the source has after another office of its ladder."""
    point, source = pair.target.text, pair.source.text
    known = [(match, _after(source, match)) for match in _offices(source)]
    for here in _offices(point):
        after = _after(point, here)
        there = [match for match, words in known if after and words == after]
        said = {match.group().lower() for match in there}
        if there and here.group().lower() not in said and _comparable(here, there):
            message = f"“{there[0].group()}” of the source became “{here.group()}”."
            yield finding(
                ranks.NAME, message, there[0].group(), here.group(),
                source_at=there[0].span(), target_at=here.span(),
            )  # fmt: skip


def _offices(text: str) -> list[re.Match[str]]:
    """The ranks and offices of a text, the longest of those that meet."""
    found = [m for office in ranks.vietnamese_words() for m in office.finditer(text)]
    found.sort(key=lambda match: (match.start(), -match.end()))
    kept: list[re.Match[str]] = []
    for match in found:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _after(text: str, office: re.Match[str]) -> str:
    """The two words that follow an office in its clause, in small letters."""
    words = re.match(r"\s*(\w+\s+\w+)", text[office.end() : office.end() + 40])
    return " ".join(words.group(1).lower().split()) if words else ""


def _office(text: str, end: int) -> re.Match[str] | None:
    """The last rank or office in the same clause before a place."""
    begin = max(text.rfind(mark, 0, end) for mark in ",.;:") + 1
    found = [
        match
        for office in ranks.vietnamese_words()
        for match in office.finditer(text, max(begin, end - _BEFORE), end)
    ]
    return max(found, key=lambda match: (match.end(), -match.start()), default=None)


def _comparable(here: re.Match[str], there: Iterable[re.Match[str]]) -> bool:
    """Whether all are of one ladder: a general who is also a deputy minister is both."""
    return any(ranks.same_ladder(here.group(), office.group()) for office in there)


def turned(pair: Pair) -> Iterable[Check]:
    """Find two people with the same words between them as in the source, the other way round."""
    point, source = pair.target.text, " ".join(pair.source.text.split())
    for first, second in pairwise(person_names(point)):
        between = point[first.end : second.start]
        words = re.findall(r"\w+", between)
        if not words or words == ["và"] or len(words) > _MOST_BETWEEN:
            continue
        other = _said(second, between, first)
        if other in source and _said(first, between, second) not in source:
            message = f"“{first.text}” and “{second.text}” changed places."
            at = first.start, second.end
            yield finding(names.NAME, message, other, point[slice(*at)], target_at=at)


def _said(first: Name, between: str, second: Name) -> str:
    return f"{first.text}{between}{second.text}"
