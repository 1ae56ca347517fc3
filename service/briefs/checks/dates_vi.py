"""Read the dates of Vietnamese text: sáng 8/1, ngày 8 tháng 1 năm 2025, quý I/2025, 9 giờ 30."""

import re
from collections.abc import Callable

from service.briefs.checks.lunar import SAID
from service.briefs.checks.moment import Moment, valid_day
from service.briefs.checks.quantity import roman
from service.briefs.checks.taken import Taken

_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_WEEKDAY_WORDS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6} | {
    str(day): day - 1 for day in range(2, 8)
}
DAYPARTS = {
    "rạng sáng": "morning", "sáng": "morning", "trưa": "noon", "chiều": "afternoon",
    "tối": "evening", "đêm": "night", "khuya": "night",
}  # fmt: skip
_CUE = r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|rạng sáng)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
# "9 tháng năm 2024" counts months; after "ngày" it is a day in May.
_MONTHS_OF = r"\d{1,2}\s+tháng\s+năm\s+(?:19|20)\d\d(?!\d)"
_WORDS = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # ngày 8 tháng 1 năm 2025; ngày 8 và 9 tháng 1; mùng 8 tháng Giêng
        rf"(?<!\w)(?!{_MONTHS_OF})(?:(?:ngày|mùng|mồng)\s+)?(?P<day>\d{{1,2}})(?:\s*(?:-|–|và|đến)\s*"
        rf"(?:ngày\s+)?(?P<last>\d{{1,2}}))?\s+tháng\s+(?:(?P<month>\d{{1,2}})(?![\d.,]*\d)"
        rf"|(?P<word>{_WORDS})(?!\w))(?:[,\s]*(?:năm|/|-)?\s*{_YEAR}(?!\d))?",
        # 8/1/2025, 08-01-2025, 8.1.2025, 7-12/3/2024
        rf"(?<![\d/.,-])(?:(?P<first>\d{{1,2}})\s?[-–]\s?)?(?P<day>\d{{1,2}})(?P<sep>[/.-])"
        rf"(?P<month>\d{{1,2}})(?P=sep){_YEAR}(?![\d/])",
        # sáng 8/1, ngày 8-1, từ ngày 8 đến 10/1, 7-12/3
        rf"(?<!\w){_CUE}\s+(?:(?P<first>\d{{1,2}})\s?(?:-|–|và|,)\s?(?=\d{{1,2}}[/.]))?"
        r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?![\d/%]|[.,]\d)",
        r"(?<!\w)(?:đến|tới|và|từ|-|–)\s*(?:hết\s+)?(?:ngày\s+)?(?P<day>\d{1,2})/"
        r"(?P<month>\d{1,2})(?![\d/%]|[.,]\d)",
        r"(?<=\()(?P<day>\d{1,2})/(?P<month>\d{1,2})(?=\))",
        # tháng 3 năm 2024, tháng 3/2024, tháng Ba
        rf"(?<!\w)(?<!\d )tháng\s+(?:(?P<month>\d{{1,2}})|(?P<word>{_WORDS}))(?!\w)"
        rf"(?:\s*(?:năm|/|-)\s*{_YEAR}(?!\d))?",
        r"(?<![\d/])(?P<month>\d{1,2})/(?P<year>20\d\d|19\d\d)(?![\d/])",
        # quý I/2025, quý 3 năm 2024
        rf"(?<!\w)quý\s+(?P<quarter>[1-4]|IV|I{{1,3}})(?!\w)(?:\s*(?:năm|/|-)\s*{_YEAR}(?!\d))?",
        # thứ Hai, Chủ nhật; "thứ hai" in small letters is "second" as often
        r"(?<!\w)(?:thứ (?P<weekday>hai|ba|tư|năm|sáu|bảy)|(?P<sunday>chủ nhật))(?!\w)",
        r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|hôm|ngày|vào)\s+thứ (?P<weekday>[2-7])(?![\w,.]*\d)",
        # 9h30, 15 giờ 30 phút, lúc 9 giờ
        r"(?<![\w.,/])(?P<hour>\d{1,2})\s?(?:h|giờ|:|g)\s?(?P<minute>\d{2})(?!\d)(?:\s*phút)?",
        r"(?<![\w.,/])(?P<hour>\d{1,2})\s?giờ(?=\s+(?:sáng|trưa|chiều|tối|đêm|ngày|cùng))",
        r"(?:lúc|vào|hồi)\s+(?P<hour>\d{1,2})\s?(?:h|giờ)(?!\w)",
        r"(?<![\w.,/])(?P<hour>\d{1,2})h(?!\w)",
        r"(?<![\w/.,-])(?P<day>\d{1,2})(?P<bare>/)(?P<month>\d{1,2})(?![\d/%]|[.,]\d)",
        rf"(?<!\w)ngày\s+(?P<day>\d{{1,2}})(?![\d/%]|[.,-]\d|\s*(?:tháng|{_CUE}))(?!\w)",
    )
)
_DAYPART = re.compile(
    rf"(?<!\w)(?P<part>{'|'.join(DAYPARTS)})\s+(?:nay|qua|mai|hôm|cùng|ngày|thứ|chủ|mùng|\d)",
    re.IGNORECASE,
)
_LUNAR = re.compile(r"âm lịch|tháng (?:giêng|chạp)|tết", re.IGNORECASE)


def extract(text: str) -> list[Moment]:
    """Every date of `text`, in order; a range such as 8-10/1 gives both its ends."""
    found: list[Moment] = []
    taken = Taken(len(text))
    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            read = _moments(m) if taken.free(*m.span()) else []
            found += read
            for moment in read:
                taken.add(moment.start, moment.end)
    return sorted(found + _dayparts(text), key=lambda d: (d.start, d.day))


def _moments(m: re.Match[str]) -> list[Moment]:
    groups = {key: value for key, value in m.groupdict().items() if value}
    readers = _READERS
    fields = {name: readers[name](groups[name]) for name in groups if name in readers}
    if "hour" in groups:
        return _clock(m, int(groups["hour"]), int(groups.get("minute", 0)))
    month = fields.get("month", fields.pop("word", 0))
    weekday = fields.get("weekday", 7 if "sunday" in groups else 0)
    days = [int(groups[name]) for name in ("first", "day", "last") if name in groups] or [0]
    if not all(valid_day(day or 1, month or 1) for day in days):
        return []
    lunar = bool(_LUNAR.search(m.group()) or SAID.match(m.string, m.end()))
    weak = "bare" in groups or _ambiguous(groups)
    return [
        Moment(m.start(), m.end(), m.group(), day, month, fields.get("year", 0),
               fields.get("quarter", 0), weekday, lunar=lunar, weak=weak)
        for day in days
    ]  # fmt: skip


def _ambiguous(groups: dict[str, str]) -> bool:
    """ "thứ ba" is Tuesday or third, "tháng năm" May or months and years."""
    words = (groups.get("weekday", ""), groups.get("word", "") * ("year" not in groups))
    return any(word and word.islower() and word not in ("giêng", "chạp") for word in words)


def _clock(m: re.Match[str], hour: int, minute: int) -> list[Moment]:
    if hour > 24 or minute > 59:
        return []
    return [Moment(m.start(), m.end(), m.group(), minutes=hour * 60 + minute)]


def _dayparts(text: str) -> list[Moment]:
    return [
        Moment(m.start("part"), m.end("part"), m["part"], daypart=DAYPARTS[m["part"].lower()])
        for m in _DAYPART.finditer(text)
    ]


_READERS: dict[str, Callable[[str], int]] = {
    "month": int,
    "year": int,
    "word": lambda word: _MONTH_WORDS[word.lower()],
    "quarter": lambda text: int(text) if text.isdigit() else int(roman(text.upper())),
    "weekday": lambda word: _WEEKDAY_WORDS[word.lower()],
}
