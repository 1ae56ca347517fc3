"""Writes Vietnamese numbers and dates in English, in the manner of the text they go into."""

from decimal import Decimal

from service.briefs.checks.moment import MONTHS, Moment
from service.briefs.checks.quantity import Number

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_FEW = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_MOST_DECIMALS = 3  # before a scale word: 1.234 trillion, but 1,234.5 billion


def number_in_english(number: Number, like: str = "") -> str:
    """The number as English writes it; `like` is the text it replaces: a word, "13th", digits."""
    value = number.value
    whole = value == value.to_integral_value()
    if whole and like[:1].isdigit() and like[-2:].lower() in ("st", "nd", "rd", "th"):
        return ordinal(int(value))
    if whole and like.lower() in _FEW and 0 <= value <= 10:
        return _FEW[int(value)]
    if value >= 10**6 and number.text[-1:].isalpha():
        return _scaled(value)
    plain = whole and number.text.isdigit() and len(number.text) == 4 and "," not in like
    return f"{int(value)}" if plain else _grouped(value)


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else _SUFFIXES.get(value % 10, 'th')}"


def date_in_english(moment: Moment, like: str = "") -> str:
    """A date with a month as English writes it, day first where `like` has it so; else ""."""
    if not moment.month or moment.lunar:
        return ""
    month, year = MONTHS[moment.month - 1].title(), str(moment.year or "")
    if not moment.day:
        return f"{month} {year}".strip()
    if like[:1].isdigit():
        return f"{moment.day} {month} {year}".strip()
    return f"{month} {moment.day}" + (f", {year}" if year else "")


def _scaled(value: Decimal) -> str:
    for scale, word in _SCALES:
        share = value / scale
        if share >= 1 and -_exponent(share) <= _MOST_DECIMALS:
            return f"{_grouped(share)} {word}"
    return _grouped(value)


def _grouped(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _exponent(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent)
