"""What a number is measured in arrives: kilometres stay kilometres, days days, euros euros."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, Reading, before, finding
from service.briefs.checks.quantity import Number

NAME = "numbers"

# A measure, how Vietnamese writes it after a number, and how English does.
_MEASURES = (
    ("percentage points", r"điểm\s*(?:phần trăm|%)|%\s*điểm|điểm cơ bản",
     r"(?:%|percent|percentage|pct|basis)?[\s-]*points?|ppts?|pps?"),
    ("per cent", r"%(?!\s*điểm)|phần trăm", r"%(?!\s*points?)|per\s?cent(?!\s*points?)"),
    ("square kilometres", r"km2|km²|ki-?lô-?mét vuông",
     r"square kilomet(?:er|re)s?|sq\.? ?km|km2|km²"),
    ("square metres", r"m2|m²|mét vuông", r"square met(?:er|re)s?|sq\.? ?m|m2|m²"),
    ("cubic metres", r"m3|m³|mét khối", r"cubic met(?:er|re)s?|m3|m³"),
    ("kilometres", r"km|ki-?lô-?mét|cây số", r"kilomet(?:er|re)s?|kms?"),
    ("centimetres", r"cm|xen-?ti-?mét|phân", r"centimet(?:er|re)s?|cm"),
    ("millimetres", r"mm|mi-?li-?mét|ly", r"millimet(?:er|re)s?|mm"),
    ("metres", r"m|mét", r"met(?:er|re)s?|m"),
    ("miles", r"dặm(?: Anh)?", r"miles?"),
    ("hectares", r"ha|héc[- ]?ta|hecta", r"hectares?|ha"),
    ("kilograms", r"kg|ki-?lô-?gam|ký|kí|cân", r"kg|kgs|kilograms?|kilos?"),
    ("tonnes", r"tấn", r"tons?|tonnes?|metric tons?"),
    ("quintals", r"tạ", r"quintals?"),
    ("seconds", r"giây", r"seconds?"),
    ("minutes", r"phút", r"minutes?|mins?"),
    ("hours", r"giờ|tiếng|h", r"hours?|hrs?|h"),
    ("days", r"ngày", r"days?"),
    ("weeks", r"tuần(?: lễ)?(?! tuổi)", r"weeks?"),
    ("months", r"tháng(?! \d)(?! tuổi)", r"months?"),
    ("years", r"năm|tuổi|niên", r"years?|year-olds?|yrs?"),
    ("decades", r"thập kỷ|thập niên", r"decades?"),
    ("centuries", r"thế kỷ", r"centur(?:y|ies)"),
    ("VND", r"đồng(?! chí| bào| đội| bộ| hồ)|VND|VNĐ", r"dongs?|VND"),
    ("USD", r"\$|USD|đô(?: la|-la)?(?: Mỹ)?|đôla(?: Mỹ)?|Mỹ kim", r"USD|(?:US )?dollars?"),
    ("EUR", r"EUR|euro", r"EUR|euros?"),
    ("GBP", r"GBP|bảng(?: Anh)?", r"GBP|pounds?(?: sterling)?"),
    ("JPY", r"JPY|yên(?: Nhật)?", r"JPY|yen"),
    ("CNY", r"CNY|NDT|nhân dân tệ", r"CNY|RMB|yuan|renminbi"),
    ("KRW", r"KRW|won", r"KRW|won"),
)  # fmt: skip
_FOREIGN = tuple(
    (name, re.compile(rf"{vi}|ngoại tệ|đô|[€£¥]", re.IGNORECASE))
    for name, vi, _ in _MEASURES
    if name in ("USD", "EUR", "GBP")
)
_AFTER = {
    language: tuple(
        (row[0], re.compile(rf"[\s-]*(?:{row[side]})(?!\w)", re.IGNORECASE)) for row in _MEASURES
    )
    for language, side in (("vi", 1), ("en", 2))
}
_BEFORE = (
    ("USD", re.compile(r"(?:(?<!A)(?<!C)(?<!S)\$|\bUSD)\s*$")),
    ("EUR", re.compile(r"(?:€|\bEUR)\s*$")),
    ("GBP", re.compile(r"(?:£|\bGBP)\s*$")),
    ("VND", re.compile(r"(?:\bVN[DĐ])\s*$")),
)


def check(pair: Pair) -> Iterable[Check]:
    """Compare the measures of the numbers that mean the same; one without a measure fits any."""
    for other in pair.target.numbers:
        theirs = measured(pair.target, other)
        if not theirs:
            continue
        same = pair.source.same(other)
        mine = [measured(pair.source, number) for number in same]
        if mine and all(mine) and theirs not in mine:
            yield _changed(same[0], other, f"“{same[0].text}” is {mine[0]}, not {theirs}.")
        elif mine and not any(mine) and _foreign(theirs, pair.source.text):
            yield _changed(same[0], other, f"“{same[0].text}” is not said to be {theirs}.")


def _foreign(currency: str, source: str) -> bool:
    """Whether a currency stands nowhere in a source that has đồng in mind: 4,8 triệu."""
    known = dict(_FOREIGN)
    return currency in known and not known[currency].search(source)


def measured(side: Reading, number: Number) -> str:
    """The measure of a number of a side, looked up once."""
    if number.start not in side.measures:
        side.measures[number.start] = measure(side.text, number, side.language)
    return side.measures[number.start]


def _changed(number: Number, other: Number, message: str) -> Check:
    spans = (number.start, number.end), (other.start, other.end)
    return finding(NAME, message, number.text, other.text, source_at=spans[0], target_at=spans[1])


def measure(text: str, number: Number, language: str) -> str:
    """The measure of a number of `text`, empty where it has none."""
    after, lead = text[number.end : number.end + 28], before(text, number.start)
    found = [(m.end(), name) for name, unit in _AFTER[language] if (m := unit.match(after))]
    if found:
        return max(found)[1]
    if re.search(r"\d m$", number.text):
        return "metres"  # or "million", but only after a currency
    return next((name for name, sign in _BEFORE if sign.search(lead)), "")
