"""Every date and time arrives unshifted, and none is made up."""

import re
from collections.abc import Iterable
from dataclasses import replace

from service.briefs.brief import Check
from service.briefs.checks import dates_en, dates_vi, lunar
from service.briefs.checks.moment import Moment
from service.briefs.checks.pair import Pair, Reading, finding, remark

NAME = "dates"
_FIELDS = ("month", "year", "quarter", "weekday")
_AT = ("at", "by", "before", "until", "from", "to", "after", "since", "around", "about", "and")
# Dayparts that can stand for one another in a translation.
_NEAR = {
    ("noon", "afternoon"), ("evening", "night"), ("afternoon", "evening"), ("noon", "morning"),
    ("morning", "night"),
}  # fmt: skip


def extract(text: str, lang: str) -> list[Moment]:
    """The dates and times of a text; `lang` is "vi" or "en"."""
    return dates_vi.extract(text) if lang == "vi" else dates_en.extract(text)


def check(pair: Pair) -> Iterable[Check]:
    """Compare in both directions, field by field."""
    for moment in pair.source.dates:
        if moment.year and _arrives(replace(moment, year=0), pair.target) and moment.day:
            yield from _without_year(moment, pair.target)
        elif not moment.weak and not _arrives(moment, pair.target):
            message, at = f"“{moment.text}” is missing or changed.", (moment.start, moment.end)
            yield finding(NAME, message, source=moment.text, source_at=at)
    for moment in pair.target.dates:
        if not moment.daypart and not _arrives(moment, pair.source) and not _solar(moment, pair):
            message, at = f"“{moment.text}” is not in the source.", (moment.start, moment.end)
            yield finding(NAME, message, target=moment.text, target_at=at)


def _solar(moment: Moment, pair: Pair) -> bool:
    """Whether the date may be a lunar one of the source, moved to the solar year."""
    return any(date.lunar and lunar.shifted(date, moment) for date in pair.source.dates)


def _without_year(moment: Moment, there: Reading) -> Iterable[Check]:
    """English often leaves out the year that is plain; another year is an error."""
    if _has(there, "year", moment.year):
        return
    same = [d for d in there.dates if d.day == moment.day and d.month in (0, moment.month)]
    if any(other.year for other in same) or not same:
        message, at = f"“{moment.text}” is missing or changed.", (moment.start, moment.end)
        yield finding(NAME, message, source=moment.text, source_at=at)
    else:
        message = f"The year of “{moment.text}” is left out."
        yield remark(NAME, message, moment.text, source_at=(moment.start, moment.end))


def _arrives(moment: Moment, there: Reading) -> bool:
    if moment.daypart:
        return _part_arrives(moment.daypart, there)
    if moment.minutes >= 0:
        return _time_arrives(moment, there)
    if moment.lunar and moment.month:
        return lunar.arrives(moment, there.dates, there.text)
    fields = all(_has(there, name, getattr(moment, name)) for name in _FIELDS)
    return fields and (not moment.day or _day_arrives(moment, there))


def _has(there: Reading, name: str, value: int) -> bool:
    if not value or any(getattr(other, name) == value for other in there.dates):
        return True
    return name in ("year", "quarter") and _bare(there, value)


def _day_arrives(moment: Moment, there: Reading) -> bool:
    dated = [d for d in there.dates if d.day and (not moment.month or d.month in (0, moment.month))]
    return any(d.day == moment.day for d in dated) or _bare(there, moment.day)


def _bare(there: Reading, value: int) -> bool:
    return any(value in number.values for number in there.numbers)


def _time_arrives(moment: Moment, there: Reading) -> bool:
    times = {d.minutes % 720 for d in there.dates if d.minutes >= 0}
    hour = moment.minutes // 60
    return moment.minutes % 720 in times or (_bare(there, hour) and not _lasts(there, hour))


def _lasts(there: Reading, hour: int) -> bool:
    """Whether the English says how long something takes: "22 hours later" is no time of day."""
    found = re.search(rf"(?P<before>\w+)?\s*(?<!\d){hour} hours(?! on)(?!\w)", there.text)
    return found is not None and str(found["before"]).lower() not in _AT


def _part_arrives(part: str, there: Reading) -> bool:
    parts = {d.daypart for d in there.dates if d.daypart}
    near = any((part, other) in _NEAR or (other, part) in _NEAR for other in parts)
    return not parts or part in parts or near or any(d.minutes >= 0 for d in there.dates)
