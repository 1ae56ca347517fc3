"""Read the numbers of Vietnamese text: 1.234,5; 3,5%; 1.500 tỷ; hai mươi ba; XIII."""

import re
from decimal import Decimal

from service.briefs.checks.quantity import Number, compose, joined, ranged, roman
from service.briefs.checks.taken import Taken

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SCALES = {
    "mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000,
    "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_ALONE = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười")
_WORD = "|".join([*_UNITS, *_SCALES, "linh", "lẻ"])
_SCALE = r"(?:trăm|nghìn|ngàn|vạn|(?:triệu|tỷ|tỉ)(?! (?:phú|lệ|giá|trọng|suất|số)))"
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+[.,]\d+|\d+)"
    rf"(?P<scale>(?:\s*{_SCALE}(?!\w)){{0,2}}(?:\s+rưỡi)?)(?![\w]*\d)",
    re.IGNORECASE,
)
_FIRST = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_WORDS = re.compile(rf"(?<!\w)(?:{_FIRST})(?:\s+(?:{_WORD}))*(?!\w)", re.IGNORECASE)
_ROMAN = re.compile(
    r"(?i:lần thứ|thứ|khóa|khoá|nhiệm kỳ|quý|thế kỷ|đại hội|giai đoạn|kỳ|hạng|loại|cấp|vùng)\s+"
    r"(?P<roman>[IVXLC]+)(?!\w)"
)
_UNIT = re.compile(r"\s*(%|phần trăm|(?:VNĐ|VND|đồng)(?!\s+(?:chí|bào|bộ))|USD|đô la|đô-la)", re.I)
_DOLLAR = re.compile(r"(?:US)?\$\s*$|USD\s*$")
_OVER = re.compile(
    r"(?:(?<!ít )(?<!thấp )(?<!nhỏ )(?<!kém )hơn|trên|"
    r"(?<!không )(?<!chưa )(?:quá|vượt)|không dưới|ít nhất|tối thiểu)\s+$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:gần|(?<!không )dưới|(?:không|chưa) (?:quá|vượt)|"
    r"(?:ít|thấp|nhỏ|kém) hơn|chưa đầy|chưa đến|chưa tới|tối đa|xấp xỉ|suýt soát)\s+$",
    re.IGNORECASE,
)
# Words of two syllables in which a numeral counts nothing.
_NOT_NUMBERS = re.compile(
    r"(?:đầu|riêng|công|nhà|vật|dân|kỹ|kĩ|thứ|ông|bà|chú|bác)\s+$", re.IGNORECASE
)


def extract(text: str) -> list[Number]:
    """Every number of `text`, in order, without overlap."""
    numbers = _digits(text)
    numbers += _romans(text)
    taken = Taken(len(text))
    for number in numbers:
        taken.add(number.start, number.end)
    words = [number for number in _words(text) if taken.free(number.start, number.end)]
    return ranged(joined(sorted(numbers + words, key=lambda n: n.start), text, ""), text)


def _digits(text: str) -> list[Number]:
    # "1 vé" is as often "a ticket".
    return [
        _number(text, m.start(), m.end(), _readings(m["digits"], m["scale"]), m.group() == "1")
        for m in _DIGITS.finditer(text)
    ]


def _readings(digits: str, scale: str) -> tuple[Decimal, ...]:
    words = scale.lower().split()
    half = words[-1:] == ["rưỡi"]
    factor = Decimal(1)
    for word in words:
        factor *= _SCALES.get(word, 1)
    values = [value * factor for value in _plain(digits, bool(words))]
    return tuple(value + factor / 2 if half else value for value in values)


def _plain(digits: str, scaled: bool) -> tuple[Decimal, ...]:
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        return (Decimal(digits.replace(".", "").replace(",", ".")),)
    if digits.count(",") > 1:
        return (Decimal(digits.replace(",", "")),)
    value = Decimal(digits.replace(",", "."))
    # Some papers group by commas as English does: "300,000 người".
    grouped = re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits) and not scaled
    return (value, Decimal(digits.replace(",", ""))) if grouped else (value,)


def _words(text: str) -> list[Number]:
    found = []
    for m in _WORDS.finditer(text):
        words = m.group().lower().split()
        scaled = any(word in _SCALES or word == "mười" for word in words)
        if not scaled and words[0] not in _ALONE:
            continue
        if _NOT_NUMBERS.search(text[max(0, m.start() - 16) : m.start()]):
            continue
        words = words if scaled else words[:1]
        found.append(
            _number(text, m.start(), m.end(), (compose(words, _UNITS, _SCALES),), not scaled)
        )
    return found


def _romans(text: str) -> list[Number]:
    return [
        Number(m.start("roman"), m.end("roman"), m["roman"], (value,))
        for m in _ROMAN.finditer(text)
        if (value := roman(m["roman"]))
    ]


def _number(
    text: str, start: int, end: int, values: tuple[Decimal, ...], weak: bool = False
) -> Number:
    before, unit = text[max(0, start - 16) : start], _UNIT.match(text, end)
    bound = "over" if _OVER.search(before) else "under" if _UNDER.search(before) else ""
    name = _unit_name(unit.group(1)) if unit else ""
    return Number(
        start, end, text[start:end], values,
        name or ("USD" if _DOLLAR.search(before) else ""), bound, weak,
    )  # fmt: skip


def _unit_name(word: str) -> str:
    if word in ("%", "phần trăm"):
        return "%"
    return "VND" if word.lower() in ("vnđ", "vnd", "đồng") else "USD"
