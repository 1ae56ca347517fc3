"""The day that a file says a report was published on."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

VIETNAM = timezone(timedelta(hours=7))
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def day_of(value: object) -> date | None:
    """The day in Vietnam of an ISO 8601, RFC 5322 or day/month/year date; None for another."""
    text = value.strip() if isinstance(value, str) else ""
    for parse in (_iso, parsedate_to_datetime, _written):
        try:
            found = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if found.tzinfo is None:
            return found.date()
        return _in_vietnam(found)
    return None


def day_of_utc(parts: tuple[int, ...] | None) -> date | None:
    """The day in Vietnam of (year, month, day, hour, minute, second) in UTC."""
    if not parts:
        return None
    try:
        return _in_vietnam(datetime(*parts[:6], tzinfo=UTC))  # type: ignore[misc,arg-type]
    except (ValueError, TypeError):
        return None


def _in_vietnam(moment: datetime) -> date | None:
    try:
        return moment.astimezone(VIETNAM).date()
    except OverflowError:
        return None


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"(\d\d:\d\d:\d\d)[.,]\d+", r"\1", text))


def _written(text: str) -> datetime:
    match = _VIETNAMESE.search(text)
    if match is None:
        raise ValueError(text)
    day, month, year = map(int, match.groups())
    return datetime(year, month, day)
