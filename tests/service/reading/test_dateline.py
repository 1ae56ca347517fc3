"""Agency, place, day and part of day, in the forms of the Vietnamese press."""

from datetime import date

import pytest

from service.reading.dateline import read_dateline

PUBLISHED = date(2025, 1, 9)
TURN = "tổ chức Hội nghị tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025."


@pytest.mark.parametrize(
    ("text", "agency", "place", "day", "daypart"),
    [
        (" date 2025-01 BBK - Sáng 08/01, Quân khu 1 họp", "BBK", "", date(2025, 1, 8), "sáng"),
        ("BBK - Sáng 08/01, Quân khu 1 họp", "BBK", "", date(2025, 1, 8), "sáng"),
        ("(BKTO) - Chiều 7/1, Kiểm toán họp", "BKTO", "", date(2025, 1, 7), "chiều"),
        ("(TTXVN) - Ngày 8-1, tại Hà Nội", "TTXVN", "", date(2025, 1, 8), ""),
        ("Hà Nội, ngày 5/1 (TTXVN) - Quốc hội họp", "TTXVN", "Hà Nội", date(2025, 1, 5), ""),
        ("Hà Nội (TTXVN) - Tối 5/1, Quốc hội họp", "TTXVN", "Hà Nội", date(2025, 1, 5), "tối"),
        ("Ngày 8-1, tại Bắc Kạn, Quân khu 1 họp", "", "", date(2025, 1, 8), ""),
        ("Chiều 15-12, Bộ Quốc phòng họp", "", "", date(2024, 12, 15), "chiều"),
        ("TPO - Sáng 8/1, công an tỉnh họp", "TPO", "", date(2025, 1, 8), "sáng"),
        ("VOV.VN - Đêm 8/1, mưa lớn", "VOV.VN", "", date(2025, 1, 8), "tối"),
        ("Bắc Kạn, 8/1/2025 - Quân khu 1 họp", "", "Bắc Kạn", date(2025, 1, 8), ""),
        ("Sáng ngày 8 tháng 1 năm 2025, Quân khu 1 họp", "", "", date(2025, 1, 8), "sáng"),
        ("Sáng nay, Quân khu 1 họp", "", "", None, "sáng"),
        ("Quân khu 1 họp tổng kết", "", "", None, ""),
    ],
)
def test_forms(text: str, agency: str, place: str, day: date | None, daypart: str) -> None:
    line = read_dateline(text, PUBLISHED)
    assert (line.agency, line.place, line.date, line.daypart) == (agency, place, day, daypart)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"BBK - Sáng 08/01, Quân khu 1 {TURN}", date(2025, 1, 8)),
        (f"BBK - Sáng 28/12, Quân khu 1 {TURN}", date(2024, 12, 28)),
        ("BBK - Sáng 08/01, Quân khu 1 sơ kết năm 2023.", date(2023, 1, 8)),
        ("BBK - Sáng 08/01, Quân khu 1 họp.", None),
        ("BBK - Sáng 08/01, so năm 2019 với năm 2022.", None),
        ("BBK - Sáng 31/02/2025, Quân khu 1 họp.", None),
        ("BBK - Sáng 08/13, Quân khu 1 họp.", None),
    ],
)
def test_year_comes_from_the_text_or_not_at_all(text: str, day: date | None) -> None:
    assert read_dateline(text).date == day


def test_sentence_begins_after_the_span_with_its_own_day() -> None:
    text = " date 2025-01 BBK - Sáng 08/01, Quân khu 1 họp"
    line = read_dateline(text)
    assert text[line.span.end :] == "Sáng 08/01, Quân khu 1 họp"


@pytest.mark.parametrize("text", ["", "UBND tỉnh họp", "Việt Nam - Lào ký kết", "12/5 là ngày hội"])
def test_what_is_no_dateline_is_left(text: str) -> None:
    assert read_dateline(text).span.end == 0
