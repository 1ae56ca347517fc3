"""Slips that have one candidate are put right; where there are two, nothing is guessed."""

import pytest

from service.briefs.checks import check_translation
from service.briefs.rendering import ordinal
from service.briefs.repair import hints_for, mend

MENDED = [
    ("Tỉnh chi 1.500 tỷ đồng.", "The province spent VND1.5 billion.", "VND1.5 trillion"),
    ("Thu ngân sách đạt 1.234,5 tỷ đồng.", "Revenue was VND1,243.5 billion.", "VND1,234.5 billion"),
    ("Có 35 người dự.", "Some 53 people attended.", "Some 35 people"),
    ("Đại hội lần thứ XIII họp.", "The 12th Congress met.", "The 13th Congress"),
    ("Hội nghị tổng kết năm 2024.", "The conference reviewed 2023.", "reviewed 2024."),
    ("Xe chở bảy người.", "The car carried eight people.", "carried seven people"),
    ("Ngày 8/1, hội nghị khai mạc.", "On January 9, the conference opened.", "On January 8,"),
    ("Ngày 8/1/2025, họ họp.", "They met on 8 February 2025.", "on 8 January 2025"),
    ("Bà Nguyễn Thị Hoa phát biểu.", "Ms Nguyen Thi Hao spoke.", "Nguyen Thi Hoa spoke"),
]


@pytest.mark.parametrize(("vi", "en", "expected"), MENDED)
def test_mended(vi: str, en: str, expected: str) -> None:
    text, repairs = mend(vi, en, check_translation(vi, en))
    assert expected in text
    (repair,) = repairs
    assert vi[slice(*repair.source_at)] == repair.source
    assert en[slice(*repair.target_at)] not in ("", repair.target)


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Có 35 nam và 20 nữ.", "There were 53 men and 2 women."),
        ("Từ ngày 8 đến 10/1, họ họp.", "They met on January 7-11."),
        ("Có 35 người dự.", "People attended."),
        ("Có 35 người dự.", "There were 35 people."),
    ],
)
def test_left_alone(vi: str, en: str) -> None:
    assert mend(vi, en, check_translation(vi, en)) == (en, ())


def test_hints_give_the_english_of_what_was_lost() -> None:
    vi = "Ngày 8/1, tỉnh chi 1.500 tỷ đồng."
    assert hints_for(vi, check_translation(vi, "The province spent money.")) == (
        ("1.500 tỷ", "1.5 trillion"),
        ("Ngày 8/1", "January 8"),
    )


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1st"), (12, "12th"), (23, "23rd"), (111, "111th")]
)
def test_ordinals(value: int, text: str) -> None:
    assert ordinal(value) == text
