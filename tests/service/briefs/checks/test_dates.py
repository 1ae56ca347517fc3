"""Dates and times of both languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.briefs.checks import check_translation, failed
from service.briefs.checks.dates import extract
from service.briefs.checks.moment import MONTHS


def fields(text: str, lang: str) -> list[tuple[int, int, int]]:
    return [(m.day, m.month, m.year) for m in extract(text, lang) if m.day or m.month]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng 08/01", [(8, 1, 0)]),
        ("ngày 8-1", [(8, 1, 0)]),
        ("ngày 8 tháng 1 năm 2025", [(8, 1, 2025)]),
        ("08-01-2025", [(8, 1, 2025)]),
        ("7-12/3/2024", [(7, 3, 2024), (12, 3, 2024)]),
        ("tháng 3/2024", [(0, 3, 2024)]),
        ("tháng Ba", [(0, 3, 0)]),
        ("30/2/2024", []),
        ("45/2024/QĐ", []),
    ],
)
def test_vietnamese(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert fields(text, "vi") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("January 8, 2025", [(8, 1, 2025)]),
        ("8-10 January", [(8, 1, 0), (10, 1, 0)]),
        ("the 8th of March", [(8, 3, 0)]),
        ("in May 2024", [(0, 5, 2024)]),
        ("it may rain", []),
    ],
)
def test_english(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert fields(text, "en") == expected


@pytest.mark.parametrize(
    ("vi", "en", "same"),
    [
        ("lúc 9h30", "at 9:30 a.m.", True),
        ("lúc 15 giờ", "at 3 p.m.", True),
        ("lúc 15 giờ", "at 4 p.m.", False),
        ("lúc 15 giờ", "at 15 hours", True),
        ("lúc 15 giờ", "some 15 hours later", False),
        ("quý III/2024", "in the third quarter of 2024", True),
        ("quý III/2024", "in Q2 2024", False),
        ("hôm Chủ nhật", "on Sunday", True),
        ("vào thứ Hai", "on Tuesday", False),
        ("người thứ ba", "the third person", True),
        ("nhiệm kỳ 2020–2025", "the 2020-2025 term", True),
        ("chiều 5/3", "on the afternoon of March 5", True),
        ("chiều 5/3", "on the morning of March 5", False),
        ("2/3 số xã", "two-thirds of the communes", True),
    ],
)
def test_check(vi: str, en: str, same: bool) -> None:
    names = {check.name for check in failed(check_translation(vi, en))}
    assert ("dates" not in names and "numbers" not in names) == same


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(1, 200))
def test_a_shifted_date_is_found(day: date, shift: int) -> None:
    later = day + timedelta(days=shift)
    vi = f"Hội nghị diễn ra ngày {day.day}/{day.month}/{day.year}."
    right, wrong = (
        f"The meeting took place on {MONTHS[d.month - 1].title()} {d.day}, {d.year}."
        for d in (day, later)
    )
    assert "dates" not in {check.name for check in failed(check_translation(vi, right))}
    assert "dates" in {check.name for check in failed(check_translation(vi, wrong))}
