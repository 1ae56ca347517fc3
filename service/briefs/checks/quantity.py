"""A number as a text gives it, whichever language it is written in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class Number:
    """A number at [start, end) of its text.

    `values` are its possible readings, the likeliest first. A `weak` number is a word that often
    counts nothing ("ba", "one", "second"): it may stand for a number but need not.
    """

    start: int
    end: int
    text: str
    values: tuple[Decimal, ...]
    unit: str = ""  # "%", "VND", "USD" or ""
    bound: str = ""  # "over", "under" or "", from words such as hơn, gần, more than, nearly
    weak: bool = False

    @property
    def value(self) -> Decimal:
        return self.values[0]

    def means(self, other: "Number") -> bool:
        """Whether both can stand for the same amount."""
        return bool(set(self.values) & set(other.values))


def roman(text: str) -> Decimal:
    """The value of a Roman numeral below 400, 0 where `text` is none: XIII gives 13."""
    digits = [ROMAN.get(letter, 0) for letter in text]
    if not digits or 0 in digits:
        return Decimal(0)
    following = [*digits[1:], 0]
    value = sum(-a if a < b else a for a, b in zip(digits, following, strict=True))
    return Decimal(value) if to_roman(value) == text else Decimal(0)


def to_roman(value: int) -> str:
    """The Roman numeral of a number from 1 to 399."""
    text = ""
    for amount, letters in _STEPS:
        count, value = divmod(value, amount)
        text += letters * count
    return text


_STEPS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


def compose(words: Iterable[str], units: dict[str, int], scales: dict[str, int]) -> Decimal:
    """The value of number words: units add up, a scale multiplies what stands before it.

    "hai trăm ba mươi" and "two hundred and thirty" both give 230. Words in neither table are
    connectives and count nothing.
    """
    total = group = last = Decimal(0)
    for word in words:
        if word in units:
            last = Decimal(units[word])
            group += last
        elif word in scales and scales[word] < 1000:
            group += (last or 1) * (scales[word] - (1 if last else 0))
            last = Decimal(0)
        elif word in scales:
            total, group, last = _close(total, group, scales[word])
    return total + group


def _close(total: Decimal, group: Decimal, scale: int) -> tuple[Decimal, Decimal, Decimal]:
    # "nghìn tỷ": a scale right after a scale multiplies all that came before.
    if not group and total:
        return total * scale, Decimal(0), Decimal(0)
    return total + (group or 1) * scale, Decimal(0), Decimal(0)


def joined(numbers: list[Number], text: str, gap: str) -> list[Number]:
    """Add up "2 tỷ 500 triệu": neighbours with only white space or `gap` between, falling."""
    result: list[Number] = []
    for number in numbers:
        if result and _continues(result[-1], number, text, gap):
            number = _sum(result.pop(), number, text)
        result.append(number)
    return result


def _continues(first: Number, second: Number, text: str, gap: str) -> bool:
    between = text[first.end : second.start].strip()
    scaled = first.value >= 1000 and first.text[-1].isalpha() and second.text[-1].isalpha()
    falls = first.value > second.value >= 1000
    return between in ("", gap) and scaled and falls and not first.unit


def _sum(first: Number, second: Number, text: str) -> Number:
    return Number(
        first.start, second.end, text[first.start : second.end],
        (first.value + second.value,), second.unit, first.bound,
    )  # fmt: skip


def ranged(numbers: list[Number], text: str) -> list[Number]:
    """Let the first of "5 đến 9 triệu" and "5-9 million" also mean five million."""
    pairs = zip_longest(numbers, numbers[1:])
    return [_with_scale(first, second, text) for first, second in pairs if first]


def _with_scale(first: Number, second: Number | None, text: str) -> Number:
    if second is None or not _RANGE.fullmatch(text[first.end : second.start]):
        return first
    digits = _DIGITS.match(second.text)
    if not first.text[-1].isdigit() or second.text[-1].isdigit() or not digits:
        return first
    # What the words after the digits of the second multiply by.
    plain = Decimal(digits.group().replace(".", "").replace(",", "."))
    scale = max((v / plain for v in second.values if plain), default=Decimal(1))
    scale = Decimal(1).scaleb(max(0, scale.adjusted()))
    return replace(first, values=(*first.values, *(v * scale for v in first.values)))


_RANGE = re.compile(r"\s*(?:-|–|—|đến|tới|to|and|và)\s*(?:US\$|VND|USD|\$)?\s*")
_DIGITS = re.compile(r"\d[\d.,]*")
