"""What "tỉnh" or "Quân khu" stands for: the one full name that the report has given before."""

import re
from functools import lru_cache

from service.reading.lexicon import terms
from service.reading.syllables import LOWER, UPPER

_GENERIC = "tỉnh|quân khu"
_LAST = re.compile(rf"(?:^|(?<= ))({_GENERIC})$", re.I)
_NAME = rf"(?:(?: [{UPPER}][{LOWER}]+)+| \d{{1,2}}\b)"
# "các tỉnh", "cấp tỉnh" are no one place.
_PLURAL = re.compile(
    r"\b(?:các|những|mỗi|mọi|một|hai|nhiều|số|cấp|liên|ngoài|trong|\d+) \S+$", re.I
)


def resolve(phrase: str, text: str, at: int, inside: str) -> str:
    """Complete the generic place that a phrase ends in ("lãnh đạo tỉnh") with its name.

    The name is the only one of its kind before `at`, or else in all of `text`; a report on two
    provinces is left alone, and so is a phrase in a sentence (`inside`) that has the name.
    """
    match = _LAST.search(phrase)
    if match is None or _PLURAL.search(phrase):
        return phrase
    if match.group(1).lower() == "tỉnh" and _provinces(text) > 1:
        return phrase
    names = _names(match.group(1), text[:at]) or _names(match.group(1), text)
    if len(names) != 1 or (name := names.pop()) in inside:
        return phrase
    return f"{phrase} {name}"


@lru_cache(maxsize=8)
def _provinces(text: str) -> int:
    """How many provinces a report names."""
    return sum(name in text for name in terms("provinces"))


def _names(kind: str, text: str) -> set[str]:
    found = re.finditer(rf"(?<!\w)(?i:{kind})({_NAME})", text)
    return {match.group(1).strip() for match in found}


def resolve_year(opening: str, before: str) -> str:
    """ "Trong năm" after "Năm 2024, …" is "Trong năm 2024"."""
    if opening.lower() not in ("trong năm", "năm qua", "trong năm qua"):
        return opening
    years = re.findall(r"\b[Nn]ăm ((?:19|20)\d\d)\b", before)
    return f"Trong năm {years[-1]}" if years else opening
