"""Read the numbers of English text: 1,234.5; 3.5%; 1.5 trillion; twenty-three; 13th; 2021-25."""

import re
from decimal import Decimal

from service.briefs.checks.quantity import Number, compose, joined, ranged, roman
from service.briefs.checks.taken import Taken

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: n for n, word in enumerate(_SMALL)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9} | {
    "trillion": 10**12
}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "both": 2, "twice": 2, "double": 2, "doubled": 2,
    "couple": 2, "pair": 2, "twin": 2, "triple": 3, "tripled": 3, "trio": 3, "dozen": 12,
    "decade": 10, "century": 100, "bilateral": 2, "trilateral": 3, "thirds": 3, "quarters": 4,
    "fifths": 5, "quarter": 4, "duo": 2, "secondly": 2, "thirdly": 3, "firstly": 1,
}  # fmt: skip
_DIGITS = re.compile(
    r"(?:(?<![\w.,])(?<!\w\()|(?<=VND|USD|JPY|EUR|GBP|CNY|KRW|AUD)|(?<=No\.))(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<decade>'?s)\b"
    r"|(?P<scale>(?:[\s-]*(?:hundred|thousand|million|billion|trillion)\b){1,2})"
    r"|\s?(?P<short>k|m|mn|mln|bn|b|tn)\b)?",
    re.IGNORECASE,
)
_WORD = "|".join([*_UNITS, *_SCALES])
_WORDS = re.compile(
    rf"\b(?:(?:a|half a)\s+(?={'|'.join(_SCALES)})|(?=(?:{'|'.join(_UNITS)})\b))"
    rf"(?:{_WORD})\b(?:(?:\s+and\s+|[\s-]+)(?:{_WORD})\b)*",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?P<last>\d\d)\b(?![-–/.]\d)")
_ROMAN = re.compile(r"\b(?P<roman>[IVXLC]{2,}|(?<=Quarter )[IVX]|(?<=Term )[IVX])\b")
_UNIT = re.compile(
    r"\s*-?\s*(%|per\s?cent|percentage|VND|dong|dongs|USD|dollars?|US dollars?)\b|\s*(%)", re.I
)
_MONEY = re.compile(r"(VND|US\$|USD|\$)\s*$", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:more than|over|above|exceed\w*|at least|upwards of|greater than)"
    r"\s+(?:VND|US)?\$?\s*$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:nearly|almost|close to|less than|fewer than|below|under|up to|approximately)"
    r"\s+(?:VND|US)?\$?\s*$",
    re.IGNORECASE,
)


def extract(text: str) -> list[Number]:
    """Every number of `text`, in order, without overlap."""
    numbers: list[Number] = []
    taken = Taken(len(text))
    for reader in (_ranges, _digits, _words, _ordinals, _romans):
        read = [number for number in reader(text) if taken.free(number.start, number.end)]
        for number in read:
            taken.add(number.start, number.end)
        numbers += read
    return ranged(joined(sorted(numbers, key=lambda n: n.start), text, "and"), text)


def _ranges(text: str) -> list[Number]:
    return [
        Number(
            m.start("last"),
            m.end("last"),
            m["last"],
            (Decimal(m["first"][:2] + m["last"]), Decimal(m["last"])),
        )
        for m in _RANGE.finditer(text)
        if int(m["last"]) > int(m["first"][2:])
    ]


def _digits(text: str) -> list[Number]:
    return [
        _number(text, m.start(), m.end(), _readings(m), _footnote(text, m))
        for m in _DIGITS.finditer(text)
    ]


def _footnote(text: str, m: re.Match[str]) -> bool:
    """ "(3)" is the mark of a note or of a list."""
    return len(m.group()) == 1 and text[m.start() - 1 : m.end() + 1] == f"({m.group()})"


def _readings(m: re.Match[str]) -> tuple[Decimal, ...]:
    value = Decimal(m["digits"].replace(",", ""))
    for word in re.findall(r"[a-z]+", (m["scale"] or "").lower()):
        value *= _SCALES[word]
    if m["short"]:
        return (value * _SHORT[m["short"].lower()], value)
    # "the 1990s" and "the 90s" are the same years.
    return (value, value % 100) if m["decade"] else (value,)


def _words(text: str) -> list[Number]:
    found = []
    for m in _WORDS.finditer(text):
        words = re.findall(r"[a-z]+", m.group().lower())
        value = compose(words, _UNITS, _SCALES)
        value = value / 2 if words[0] == "half" else value
        found.append(
            _number(
                text,
                m.start(),
                m.end(),
                (value,),
                weak=value < 13 or (words[0] == "a" and len(words) == 2),
            )
        )
    return found


def _ordinals(text: str) -> list[Number]:
    return [
        Number(m.start(), m.end(), m.group(), (Decimal(_ORDINALS[m.group().lower()]),), weak=True)
        for m in _ORDINAL.finditer(text)
    ]


_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)


def _romans(text: str) -> list[Number]:
    return [
        Number(m.start(), m.end(), m.group(), (value,), weak=True)
        for m in _ROMAN.finditer(text)
        if (value := roman(m["roman"]))
    ]


def _number(
    text: str, start: int, end: int, values: tuple[Decimal, ...], weak: bool = False
) -> Number:
    before, after = text[max(0, start - 28) : start], _UNIT.match(text, end)
    money = _MONEY.search(before)
    unit = after.group().strip(" -").lower() if after else money.group(1).lower() if money else ""
    bare = before[: money.start()] if money else before
    bound = "over" if _OVER.search(bare) else "under" if _UNDER.search(bare) else ""
    return Number(start, end, text[start:end], values, _unit_name(unit), bound, weak)


def _unit_name(word: str) -> str:
    if not word:
        return ""
    if word[0] in "%p":
        return "%"
    return "VND" if word.startswith(("vnd", "dong")) else "USD"
