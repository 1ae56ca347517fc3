"""Puts back the small words that change what is said: over, at most, former, Colonel for another.

Each has one place in the English, or stays lost and flagged.
"""

import re
from collections.abc import Iterator, Sequence

from service.briefs.brief import Check, Span
from service.briefs.checks import bounds, fractions, prefixes, ranks
from service.glossary import load_glossary

Edit = tuple[Span, str, Check]  # where in the English, what stands there then, what it answers


def edits(vi: str, en: str, findings: Sequence[Check]) -> Iterator[Edit]:
    """The edits that the findings ask for and that have exactly one place."""
    for check in findings:
        for find in (_bound, _magnitude, _fraction, _rank, _prefix):
            made = find(vi, en, check)
            if made:
                yield (*made, check)
                break


def _bound(vi: str, en: str, check: Check) -> tuple[Span, str] | None:
    if check.name != bounds.NAME or check.target_at is None:
        return None
    return bounds.inserted(check.source, en, check.target_at)


def _magnitude(vi: str, en: str, check: Check) -> tuple[Span, str] | None:
    if check.name != bounds.NAME or not check.target_at or not check.source:
        return None
    right = bounds.plural_of(check.source)
    if right and bounds.is_vague(check.target):
        right = f"{right} of"
    elif not right or not bounds.is_magnitude(check.target):
        return None
    return check.target_at, right.capitalize() if check.target[:1].isupper() else right


def _fraction(vi: str, en: str, check: Check) -> tuple[Span, str] | None:
    part = next(fractions.in_vietnamese(check.source), None)
    if part is None or not check.target_at or part.text != check.source:
        return None
    right = fractions.english(part.value)
    if not right or not check.target[:1].isalpha():
        return None
    return check.target_at, right.capitalize() if check.target[:1].isupper() else right


def _rank(vi: str, en: str, check: Check) -> tuple[Span, str] | None:
    """ "Thượng tá" that became a senior colonel is put right; offices have too many names."""
    if check.name != ranks.NAME or not check.target_at:
        return None
    lost, there = load_glossary().find(check.source), check.target.lower()
    known = {term.en.lower() for term in load_glossary().terms if term.kind == "rank"}
    if lost is None or lost.kind != "rank" or there not in known:
        return None
    return (check.target_at, lost.en) if en.lower().count(there) == 1 else None


def _prefix(vi: str, en: str, check: Check) -> tuple[Span, str] | None:
    word = prefixes.english_of(check.source) if check.name == prefixes.NAME else ""
    if not word or not check.source_at:
        return None
    office = _office(vi, check.source_at[1])
    found = list(re.finditer(rf"(?<!\w){re.escape(office)}(?!\w)", en)) if office else []
    if len(found) != 1:
        return None
    span, (start, _) = found[0].span(), found[0].span()
    opens = not en[:start].strip()
    return span, f"{word[:1].upper() + word[1:] if opens else word} {found[0].group()}"


def _office(vi: str, at: int) -> str:
    """The English of the title that follows a word, "" where the glossary has none."""
    after = [match for match in load_glossary().match(vi[at:]) if match.start <= 1]
    return after[0].term.en if after else ""
