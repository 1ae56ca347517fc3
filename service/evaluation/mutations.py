"""Plants one error of a kind in a correct translation, to see whether the checks find it.

Each kind is a function of (random, Vietnamese, English): it returns the English with the error,
or None where the pair has no place for one. The same seed plants the same errors.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from service.evaluation.denials import negation
from service.evaluation.facts import bound, noun, place, points
from service.evaluation.naming import shared_names
from service.evaluation.replacing import replaced
from service.evaluation.sayings import quotation, speaker, statement
from service.evaluation.tone import modality, rank

Mutator = Callable[[Random, str, str], str | None]


@dataclass(frozen=True)
class Planted:
    """A pair with an error of a kind in its English."""

    kind: str
    vi: str
    en: str
    wrong: str


def plant(pairs: Sequence[tuple[str, str]], seed: int = 0) -> Iterator[Planted]:
    """Yield at most one error of each kind for each (Vietnamese, English) pair."""
    for vi, en in pairs:
        for kind, mutate in MUTATIONS.items():
            wrong = mutate(Random(f"{seed}|{kind}|{vi}"), vi, en)
            if wrong is not None and wrong != en:
                yield Planted(kind, vi, en, wrong)


_NUMBER = re.compile(r"(?<![\w.-])(?:\$|VND)?\d[\d,.]*(?<![,.])(?![\w]*-)")


def digit(random: Random, vi: str, en: str) -> str | None:
    """One digit of a number becomes another; the first does not become 0."""
    found = list(_NUMBER.finditer(en))
    if not found:
        return None
    match = random.choice(found)
    text = match.group()
    at = random.choice([n for n, letter in enumerate(text) if letter.isdigit()])
    least = 0 if at and text[at - 1].isdigit() else 1
    new = random.choice([d for d in "0123456789"[least:] if d != text[at]])
    return replaced(en, match, text[:at] + new + text[at + 1 :])


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = re.compile(
    rf"\b(?P<it>{'|'.join(month for month in _MONTHS if month not in ('March', 'May'))})\b"
    r"|\b(?P<word>March|May)(?= \d)"  # elsewhere a verb as often
)
_DAY = re.compile(rf"\b(?:{'|'.join(_MONTHS)}) (?P<it>\d{{1,2}})\b(?!,\d)")
_YEAR = re.compile(r"(?<![\w,.$-])(?P<it>(?:19|20)\d\d)\b(?![,.]\d)")
_WEEKDAY = re.compile(rf"\b(?P<it>{'|'.join(_WEEKDAYS)})\b")
_DATES = (_MONTH, _DAY, _YEAR, _WEEKDAY)


def date(random: Random, vi: str, en: str) -> str | None:
    """A day, month, year or weekday moves on or back by one to three."""
    spots = [m for pattern in _DATES for m in pattern.finditer(en)]
    if not spots:
        return None
    match = random.choice(spots)
    start, end = match.span(match.lastgroup or 0)
    return en[:start] + _shift(random, en[start:end]) + en[end:]


def _shift(random: Random, text: str) -> str:
    by = random.choice((-3, -2, -1, 1, 2, 3))
    for names in (_MONTHS, _WEEKDAYS):
        if text in names:
            return names[(names.index(text) + by) % len(names)]
    if len(text) == 4:
        return str(int(text) + by)
    day = int(text) + by
    return str(day if 1 <= day <= 28 else int(text) - by)


# What stands between two members of one list: marks, conjunctions and other names.
_COORDINATED = re.compile(r"(?:[\s,;/&()–-]|\b(?:and|or|the)\b|\b[A-ZĐ][\w’'-]*)*")


def names(random: Random, vi: str, en: str) -> str | None:
    """Two names change places; members of one list ("A, B and C") do not count."""
    spans = shared_names(vi, en)
    pairs = [
        (first, second)
        for first in spans
        for second in spans
        if first[1] <= second[0] and not _COORDINATED.fullmatch(en[first[1] : second[0]])
    ]
    if not pairs:
        return None
    (a, b), (c, d) = random.choice(pairs)
    return en[:a] + en[c:d] + en[b:c] + en[a:b] + en[d:]


_CLAUSE = re.compile(
    r"[,;:–—]\s+|\s+-\s+|\s+(?=(?:and|but|while|because|after|before|when|which)\b)"
)
_FEWEST = 8  # words of a clause
_LONGEST = 0.6  # of the sentence
_SHORT = (5, 7)  # words of a phrase


def clause(random: Random, vi: str, en: str) -> str | None:
    """A clause of eight words or more, but not most of the sentence, is left out."""
    return _without_part(random, en, _FEWEST, len(en))


def phrase(random: Random, vi: str, en: str) -> str | None:
    """A part of five to seven words is left out, where marks or conjunctions set it off."""
    return _without_part(random, en, *_SHORT)


def _without_part(random: Random, en: str, fewest: int, most: int) -> str | None:
    body = en.rstrip(" .!?”\"'")
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(body)), len(body)]
    sizes = {(a, b): len(body[a:b].split()) for a, b in pairwise(cuts)}
    longest = min(most, _LONGEST * len(body.split()))
    parts = [span for span, size in sizes.items() if fewest <= size <= longest]
    if not parts:
        return None
    start, end = random.choice(parts)
    return (en[:start] + en[end:]).strip(" ,;:–—-")


_SCALES = ("thousand", "million", "billion", "trillion")
_UNITS = (
    ("km", "m"), ("kilometres", "metres"), ("kilometers", "meters"), ("kg", "tonnes"),
    ("tonnes", "kilograms"), ("tons", "kilograms"), ("hectares", "square kilometres"),
    ("hours", "minutes"), ("minutes", "hours"), ("days", "weeks"), ("weeks", "months"),
    ("months", "years"), ("years", "months"),
)  # fmt: skip
_SCALE = re.compile(r"(?<=[\d] )(?:thousand|million|billion|trillion)\b")
_MEASURE = re.compile(rf"(?<=\d )(?:{'|'.join(unit for unit, _ in _UNITS)})\b")
_MONEY = re.compile(r"(?:US)?\$(?=\d)|\bVND ?(?=\d)|(?<=\d )(?:VND|dong|USD)\b")


def unit(random: Random, vi: str, en: str) -> str | None:
    """The scale, the currency or the measure of a number changes: million to billion, km to m."""
    spots = [m for pattern in (_SCALE, _MEASURE, _MONEY) for m in pattern.finditer(en)]
    if not spots:
        return None
    match = random.choice(spots)
    text = match.group()
    if text in _SCALES:
        new = random.choice([scale for scale in _SCALES if scale != text])
    elif text in dict(_UNITS):
        new = dict(_UNITS)[text]
    else:
        new = "VND" if "$" in text or text == "USD" else "$" if en[match.end()].isdigit() else "USD"
    return replaced(en, match, new)


MUTATIONS: dict[str, Mutator] = {
    "digit": digit,
    "date": date,
    "names": names,
    "negation": negation,
    "clause": clause,
    "phrase": phrase,
    "unit": unit,
    "rank": rank,
    "modality": modality,
    "quotation": quotation,
    "statement": statement,
    "speaker": speaker,
    "bound": bound,
    "place": place,
    "points": points,
    "noun": noun,
}
