"""Fractions in words: "ba phần tư" is three quarters, and no other part."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "numbers"
_VI = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
       "chín": 9, "mười": 10}  # fmt: skip
_TOPS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
         "eight": 8, "nine": 9}  # fmt: skip
_BOTTOMS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
            "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_SOURCE = re.compile(
    rf"(?<!\w)(?P<top>{'|'.join(_VI)}|\d{{1,2}}) phần (?P<bottom>{'|'.join(_VI)}|\d{{1,2}})(?!\w)"
    r"(?! trăm)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    rf"\b(?P<top>{'|'.join(_TOPS)})[ -](?P<bottom>{'|'.join(_BOTTOMS)})s?\b", re.IGNORECASE
)
_DIGITS = re.compile(r"(?<![\d/])(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?![\d/])")
_PERCENT = re.compile(r"(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A fraction at [start, end) of its text."""

    start: int
    end: int
    text: str
    value: Fraction


def check(pair: Pair) -> Iterable[Check]:
    """Find fractions of the source that the English says as none or as another."""
    there = list(in_english(pair.target.text))
    for part in in_vietnamese(pair.source.text):
        if any(abs(other.value - part.value) < Fraction(1, 50) for other in there):
            continue
        wrong = there[0] if len(there) == 1 else None
        message = f"The fraction “{part.text}” is missing or changed."
        yield finding(
            NAME, message, part.text, wrong.text if wrong else "", source_at=(part.start, part.end),
            target_at=(wrong.start, wrong.end) if wrong else None,
        )  # fmt: skip


def in_vietnamese(text: str) -> Iterator[Part]:
    """ "Ba phần tư"."""
    yield from _parts(_SOURCE, text, _VI, _VI)


def in_english(text: str) -> Iterator[Part]:
    """ "Three quarters", "3/4", "75%"."""
    yield from _parts(_TARGET, text, _TOPS, _BOTTOMS)
    yield from _parts(_DIGITS, text, {}, {})
    for match in re.finditer(r"\b(?:half|a third|a quarter)\b", text, re.IGNORECASE):
        value = Fraction(1, _BOTTOMS[match.group().lower().split()[-1]])
        yield Part(match.start(), match.end(), match.group(), value)
    for match in _PERCENT.finditer(text):
        value = Fraction(match["percent"]) / 100
        yield Part(match.start(), match.end(), match.group(), value)


def english(value: Fraction) -> str:
    """ "three quarters", "one third"; "" where English has no word for the part."""
    tops = {number: word for word, number in reversed(_TOPS.items()) if word != "a"}
    bottoms = {number: word for word, number in reversed(_BOTTOMS.items())} | {4: "quarter"}
    top, bottom = tops.get(value.numerator), bottoms.get(value.denominator)
    return f"{top} {bottom}{'s' if value.numerator > 1 else ''}" if top and bottom else ""


def _parts(
    pattern: re.Pattern[str], text: str, tops: dict[str, int], bottoms: dict[str, int]
) -> Iterator[Part]:
    for match in pattern.finditer(text):
        top, bottom = match["top"].lower(), match["bottom"].lower()
        above = int(top) if top.isdigit() else tops[top]
        below = int(bottom) if bottom.isdigit() else bottoms[bottom]
        if 0 < above < below:
            yield Part(match.start(), match.end(), match.group(), Fraction(above, below))
