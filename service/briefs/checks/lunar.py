"""Lunar dates arrive as such, by their festival, or moved to the solar year; not as solar ones."""

import re
from collections.abc import Sequence

from service.briefs.checks.moment import Moment

# A month that only the lunar calendar has, or that the text says is lunar.
SAID = re.compile(r"\s*(?:năm [^\W\d_]+ )?\(?(?:theo )?âm lịch", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:lunar|tet|traditional calendar|new year|mid-autumn|hung kings?|full moon|moon festival"
    r"|vu lan|ghosts?|doan ngo|buddha|vesak|kitchen gods?)\b",
    re.IGNORECASE,
)
_NEW_YEAR = (1, 12)  # tháng Giêng and tháng Chạp are called January and December as well
_DAY = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?(?![\d.,%])")
_MONTHS_ON = (1, 2)  # how much later a lunar month falls in the solar year


def arrives(moment: Moment, others: Sequence[Moment], text: str) -> bool:
    """Whether the English says of a lunar date that it is one, or gives a solar date for it.

    A solar date is a month or two later than the lunar one of the same number; the same day of
    the same month without a word such as "lunar" is another day.
    """
    dated = [other for other in others if other.month]
    if any(shifted(moment, other) for other in dated):
        return True
    if not _NAMED.search(text):
        return not moment.day and (not dated or moment.month in _NEW_YEAR)
    days = {other.day for other in others if other.day} | {int(n) for n in _DAY.findall(text)}
    return not moment.day or not days or moment.day in days


def shifted(moment: Moment, other: Moment) -> bool:
    """Whether a solar date may be the day of a lunar one."""
    months = {(moment.month + later - 1) % 12 + 1 for later in _MONTHS_ON}
    return other.month in months and bool(other.day) == bool(moment.day)
