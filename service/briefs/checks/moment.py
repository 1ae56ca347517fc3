"""A point in time as a text gives it: the fields it names, the rest empty."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """A date, month, quarter, weekday or time of day at [start, end) of its text."""

    start: int
    end: int
    text: str
    day: int = 0
    month: int = 0
    year: int = 0
    quarter: int = 0
    weekday: int = 0  # Monday is 1
    minutes: int = -1  # since midnight, modulo 12 hours where the text leaves it open
    daypart: str = ""  # "morning", "noon", "afternoon", "evening", "night"
    lunar: bool = False
    weak: bool = False  # may be something else: "1/3", "thứ ba"; it need not arrive

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers it is written with, which the other side may give as bare numbers."""
        parts = (self.day, self.month, self.year, self.quarter)
        clock = () if self.minutes < 0 else (self.minutes // 60, self.minutes % 60)
        return tuple(part for part in parts if part) + clock


MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def valid_day(day: int, month: int) -> bool:
    """Whether a day of that number can be in that month."""
    return 1 <= month <= 12 and 1 <= day <= (29, 31, 30)[0 if month == 2 else 1 + (month in _SHORT)]


_SHORT = (4, 6, 9, 11)
