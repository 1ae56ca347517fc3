"""Shortening cuts tails and asides, and never who speaks or how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.briefs.shorten import count, shorten, without_tails

LONG = "Quân khu yêu cầu các đơn vị chuẩn bị lực lượng, phương tiện nhằm chủ động ứng phó thiên tai"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Một câu ngắn.", 45, "Một câu ngắn."),
        (LONG, 14, "Quân khu yêu cầu các đơn vị chuẩn bị lực lượng, phương tiện."),
        ("Các đơn vị tuyệt đối không để xảy ra bị động, bất ngờ trong mọi tình huống", 8, None),
        ("Đoàn do Ủy viên Bộ Chính trị, Phó Thủ tướng dẫn đầu đã đến", 8, None),
        ("Tỉnh có nhiều triển vọng đối với khu vực này", 7, None),
        ("Ban chỉ đạo (thành lập từ năm 2019) họp", 6, "Ban chỉ đạo họp"),
        ("Không có dấu phẩy nào trong câu này ra cả", 5, None),
        ('Ông nói: "Chúng ta cần, trước hết, đoàn kết và thống nhất"', 8, None),
    ],
)
def test_shorten(text: str, words: int, expected: str | None) -> None:
    assert shorten(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện họp theo hình thức trực tuyến.", "Huyện họp."),
        ("Tỉnh tổ chức lễ, với sự tham dự của 200 đại biểu.", "Tỉnh tổ chức lễ."),
        ("Tỉnh tổ chức lễ.", "Tỉnh tổ chức lễ."),
    ],
)
def test_without_tails(text: str, expected: str) -> None:
    assert without_tails(text) == expected


@given(
    st.lists(st.sampled_from('một hai, ba; (bốn) nhằm với năm "sáu"'.split()), max_size=40),
    st.integers(1, 45),
)
def test_the_result_fits_and_adds_no_word(parts: list[str], words: int) -> None:
    text = " ".join(parts)
    result = shorten(text, words)
    if result is not None:
        assert count(result) <= words or result == text
        assert set(result.rstrip(".").split()) <= {
            *text.split(),
            *text.replace(",", "").replace(";", "").split(),
        }
