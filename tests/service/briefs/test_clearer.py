"""What the model reads instead of the sentence, and names without their marks."""

import pytest

from service.briefs.clearer import clearer
from service.briefs.english import plain_capitals, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trên 75% hộ có nước.", "Hơn 75% hộ có nước."),
        ("Thu trên 800 tỷ đồng.", "Thu hơn 800 tỷ đồng."),
        ("Xe chạy trên quốc lộ 1.", "Xe chạy trên quốc lộ 1."),
        ("Quá nửa cử tri đi bầu.", "Hơn một nửa cử tri đi bầu."),
        ("Nguyên Bộ trưởng dự lễ.", "Cựu Bộ trưởng dự lễ."),
        ("Nguyên nhân là mưa lớn.", "Nguyên nhân là mưa lớn."),
        ("Bốn phần năm số xã.", "4/5 số xã."),
        ("6 tháng năm 2023, tỉnh thu 5 tỷ.", "6 tháng đầu năm 2023, tỉnh thu 5 tỷ."),
        ("Ngày 6 tháng năm 2023.", "Ngày 6 tháng năm 2023."),
        ("Sáu mươi phần trăm.", "Sáu mươi phần trăm."),
        ("Bằng chứng minh thư giả, y vay tiền.", "Với chứng minh thư giả, y vay tiền."),
        ("Bằng chứng rõ ràng.", "Bằng chứng rõ ràng."),
        ("Điều tra xác định, y vay 3 lần.", "Kết quả điều tra cho thấy y vay 3 lần."),
        ("Cơ quan điều tra xác định y vay.", "Cơ quan điều tra xác định y vay."),
        ("Họp lúc 17 giờ ngày 31/3.", "Họp lúc 17:00 ngày 31/3."),
        ("Mưa từ 22h đêm 4/9.", "Mưa từ 22:00 đêm 4/9."),
        ("Làm việc 8 giờ ngày thường.", "Làm việc 8 giờ ngày thường."),
    ],
)
def test_clearer(text: str, expected: str) -> None:
    assert clearer(text) == expected
    assert clearer(expected) == expected


@pytest.mark.parametrize(
    ("english", "source", "expected"),
    [
        ("In Mường Lò valley.", "Ở thung lũng Mường Lò.", "In Muong Lo valley."),
        ("Ngọc Lac is a town.", "Ngọc Lặc là thị trấn.", "Ngoc Lac is a town."),
        ("Président Macron", "Tổng thống Macron", "Président Macron"),
        ("the áo dài", "tà áo dài", "the áo dài"),
    ],
)
def test_names_of_the_source_lose_their_marks(english: str, source: str, expected: str) -> None:
    assert plain_capitals(english, source) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It began at 19am.", "It began at 7 p.m."),
        ("It began at 21:30 pm, in rain", "It began at 9:30 p.m., in rain."),
        ("It began at 9 a.m. sharp", "It began at 9 a.m. sharp."),
        ("Downnearly 3%.", "Down nearly 3%."),
        ("Linearly falling", "Linearly falling."),
    ],
)
def test_slips_that_mean_one_thing(written: str, expected: str) -> None:
    assert tidy(written, sentence=True) == expected
