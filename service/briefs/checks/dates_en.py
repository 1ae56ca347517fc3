"""Read the dates of English text: January 8, 2025; 8-10 January; Q1; 3:30 pm; Monday."""

import re

from service.briefs.checks.moment import MONTHS, WEEKDAYS, Moment, valid_day
from service.briefs.checks.taken import Taken

_MONTH = (
    r"(?P<month>january|february|march|april|(?-i:May)|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
_LAST = (
    r"(?:\s*(?:-|–|—|and|to|,|through|until)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,]\d))?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}{_LAST}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"\b(?:the\s+)?{_DAY}{_LAST}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"(?<![\d/.-])(?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<numeric>\d{{1,2}})(?P=sep){_YEAR}",
        r"(?<![\d/.,-])(?P<day>\d{1,2})/(?P<numeric>\d{1,2})(?![\d/])",
        rf"\b(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth|last)[\s-]quarter|quarter "
        rf"(?P<roman>IV|I{{1,3}}|[1-4]))\b(?:\s*(?:of|in)?(?: the year)?\s*/?{_YEAR})?",
        rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})s?\b",
        r"(?<![\w.,:$])(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})\s*(?P<half>[ap]\.?\s?m\b\.?)",
        r"(?<![\w.,:])(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?!\d)",
        r"(?<![\w.,:])(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?|o'clock)",
        r"\b(?P<noon>noon|midday|midnight)\b",
    )
)
_DAYPART = re.compile(
    r"\b(?P<part>morning|noon|midday|afternoon|evening|night|tonight|dawn|overnight|midnight)\b",
    re.I,
)
_DAYPARTS = {"midday": "noon", "tonight": "night", "dawn": "morning", "overnight": "night"} | {
    "midnight": "night"
}


def extract(text: str) -> list[Moment]:
    """Every date of `text`, in order; a range such as January 8-10 gives both its ends."""
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
    if "noon" in groups or "hour" in groups:
        return _clock(m, groups)
    month = _month(groups)
    if "numeric" in groups and not month:
        return []  # a score or a fraction
    days = [int(groups[name]) for name in ("day", "last") if name in groups] or [0]
    if month and not all(valid_day(day or 1, month) for day in days):
        days = [0]
    return [
        Moment(m.start(), m.end(), m.group(), day, month, int(groups.get("year", 0)),
               _quarter(groups), _weekday(groups))
        for day in days
    ]  # fmt: skip


def _month(groups: dict[str, str]) -> int:
    if "numeric" in groups:
        return int(groups["numeric"]) if int(groups["numeric"]) <= 12 else 0
    start = groups.get("month", "")[:3].lower()
    return next((n for n, name in enumerate(MONTHS, 1) if start and name.startswith(start)), 0)


def _quarter(groups: dict[str, str]) -> int:
    if "nth" in groups:
        return _QUARTERS[groups["nth"].lower()]
    roman = groups.get("roman", "").upper()
    if roman and not roman.isdigit():
        return ("I", "II", "III", "IV").index(roman) + 1
    return int(groups.get("quarter", roman or 0))


def _weekday(groups: dict[str, str]) -> int:
    return WEEKDAYS.index(groups["weekday"].lower()) + 1 if "weekday" in groups else 0


def _clock(m: re.Match[str], groups: dict[str, str]) -> list[Moment]:
    hour, minute = int(groups.get("hour", 12)), int(groups.get("minute", 0))
    if hour > 24 or minute > 59:
        return []
    afternoon = groups.get("half", "").lower().startswith("p") and hour < 12
    total = (hour + 12 * afternoon) * 60 + minute
    return [Moment(m.start(), m.end(), m.group(), minutes=total)]


def _dayparts(text: str) -> list[Moment]:
    return [
        Moment(m.start(), m.end(), m.group(), daypart=_DAYPARTS.get(part, part))
        for m in _DAYPART.finditer(text)
        for part in (m["part"].lower(),)
    ]
