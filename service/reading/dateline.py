"""The line that says who reports, from where and of what day."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from service.reading.document import Dateline, Span
from service.reading.syllables import UPPER

_METADATA = re.compile(
    r"\s*date[:\s]\s*(?P<y>(?:19|20)\d\d)(?:-(?P<m>\d\d?))?(?:-(?P<d>\d\d?))?\s+"
)
_AGENCY_NAME = rf"[{UPPER}][{UPPER}0-9&./]{{1,14}}(?: [{UPPER}]{{2,10}})?(?:\.VN|\.vn)?"
_NAMED = (
    "VietnamPlus|Vietnam\\+|Vietnam Plus|Chinhphu\\.vn|Infonet|Dân trí|Zing|Zing\\.vn|VnExpress|"
    "Thanh Niên|Tuổi Trẻ|Tiền Phong|Lao Động|Nhân Dân|ĐCSVN|Báo [^\\W\\d_]+(?: [^\\W\\d_]+)?"
)
_AGENCY = rf"(?P<agency>{_AGENCY_NAME}|{_NAMED})"
_DASH = r"\s*[-–—:]+\s*"
_WORD = rf"[{UPPER}][\w.]*"
_PLACE = rf"(?P<place>(?:TP\.?\s?HCM|(?:TP\.? ?)?{_WORD}(?:[ -]{_WORD}){{0,3}}))"
_DAY = (
    r"(?:(?P<part>[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)\s+)?(?:(?:[Nn]gày|[Hh]ôm)\s+)?"
    r"(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>(?:19|20)\d\d))?(?![\d/])"
)
_AT_PLACE = rf"{_PLACE},?\s+(?:ngày\s+)?{_DAY}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\(?{_AT_PLACE}\s*\({_AGENCY}\)(?:{_DASH}|\s+)",  # Hà Nội, ngày 5/3 (TTXVN) -
        rf"\({_AGENCY}{_DASH}{_PLACE}\)(?:{_DASH}|\s+)",  # (TTXVN - Hà Nội) -
        rf"\({_AGENCY}\)(?:{_DASH}|\s+)",  # (TTXVN) -
        rf"{_PLACE}\s*\({_AGENCY}\)(?:{_DASH}|\s+)",  # Hà Nội (TTXVN) -
        rf"{_AT_PLACE}{_DASH}",  # Bắc Kạn, 8/1/2025 -
        rf"{_AGENCY}\s*[-–—]+\s*",  # BBK -
        rf"{_AGENCY}:\s+(?=[{UPPER}])",  # TPO: Sáng nay
    )
)
_OPENING = 260  # characters after the dateline in which the day of the event is looked for
_RELATIVE = re.compile(r"\b([Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)\s+(?:nay|qua)\b")
_YEAR = re.compile(r"\b(?:năm|giai đoạn)\s+((?:19|20)\d\d)\b|[/.-]\d{1,2}[/.-]((?:19|20)\d\d)\b")
_NEXT_YEAR = re.compile(
    r"(?:tổng kết|kết thúc|sơ kết)[^.;]{0,160}?năm\s+((?:19|20)\d\d)[^.;]{0,80}?"
    r"(?:triển khai|phương hướng|nhiệm vụ|kế hoạch)[^.;]{0,60}?\b((?:19|20)\d\d)\b"
)


def read_dateline(text: str, published: date | None = None) -> Dateline:
    """Read the dateline at the start of a report.

    Its span covers a metadata prefix ("date 2025-01"), the agency and the place; a day that is
    part of the first sentence stays there. The year comes from the prefix, from `published` or
    from what the text says of its year, never from today.
    """
    start = len(text) - len(text.lstrip())
    meta = _METADATA.match(text)
    body = meta.end() if meta else start
    form = next((match for regex in _FORMS if (match := regex.match(text, body))), None)
    end = form.end() if form else body
    line = _named(form.groupdict() if form else {})
    line = _dated(line, form, text, end, _Known(meta, published))
    covers = meta is not None or form is not None
    return replace(line, span=Span(0, end) if covers else Span(0, 0))


class _Known:
    """What is known of the date from outside of the sentences."""

    def __init__(self, meta: re.Match[str] | None, published: date | None) -> None:
        self.year: int | None = None
        self.month: int | None = None
        if meta is not None:
            self.year = int(meta["y"])
            self.month = int(meta["m"]) if meta["m"] else None
        elif published is not None:
            self.year, self.month = published.year, published.month

    def year_of(self, month: int) -> int | None:
        """The year of an event in `month`: a report of January may tell of December."""
        if self.year is None or self.month is None:
            return self.year
        return self.year - 1 if month - self.month > 6 else self.year


def _named(groups: dict[str, str | None]) -> Dateline:
    return Dateline(agency=groups.get("agency") or "", place=(groups.get("place") or "").strip())


def _dated(
    line: Dateline, form: re.Match[str] | None, text: str, end: int, known: _Known
) -> Dateline:
    opening = text[end : end + _OPENING].split("\n")[0]
    inside = form.groupdict() if form and form.groupdict().get("day") else None
    match = re.search(rf"(?<![\d/.-]){_DAY}", opening)
    found = inside or (match.groupdict() if match else None)
    if found is None:
        relative = _RELATIVE.search(opening)
        part = relative.group(1).lower() if relative else ""
        return replace(line, daypart=_daypart(part))
    return replace(line, date=_date(found, text, known), daypart=_daypart(found.get("part")))


def _daypart(part: str | None) -> str:
    part = (part or "").lower()
    return "tối" if part == "đêm" else part


def _date(found: dict[str, str | None], text: str, known: _Known) -> date | None:
    day, month = int(found["day"] or 0), int(found["month"] or 0)
    if not 1 <= month <= 12:
        return None
    written = found.get("year")
    year = int(written) if written else known.year_of(month) or _told(text, month)
    if year is None or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _told(text: str, month: int) -> int | None:
    """The year that the text itself tells, if it tells one.

    A conference that reviews one year and launches the next is held about the turn of the year.
    """
    turn = _NEXT_YEAR.search(text)
    if turn and int(turn.group(2)) == int(turn.group(1)) + 1:
        return int(turn.group(2)) if month <= 6 else int(turn.group(1))
    years = {int(match.group(1) or match.group(2)) for match in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None
