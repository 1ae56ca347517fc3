"""Headlines."""

import pytest

from service.briefs.headline import vietnamese_headline
from service.glossary import load_glossary
from service.reading import read


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "Sáng 12/3, UBND tỉnh Lạng Sơn tổ chức hội nghị.",
            "",
            "UBND tỉnh Lạng Sơn tổ chức hội nghị",
        ),
        (
            "Chiều 5/8/2024, tại Hà Nội, Bộ Y tế họp báo về dịch sởi.",
            "",
            "Bộ Y tế họp báo về dịch sởi",
        ),
        (
            "Đại biểu dự hội nghị. Ảnh: Tất Định. Sáng 5/8, Bộ Y tế họp báo về dịch sởi.",
            "",
            "Bộ Y tế họp báo về dịch sởi",
        ),
        (
            "Ngày 19/12, quận Thanh Xuân tổ chức hội nghị đánh giá kết quả triển khai mô hình bắt "
            "chó thả rông, phòng trừ bệnh dại trên địa bàn quận trong cả năm nay.",
            "",
            "Quận Thanh Xuân tổ chức hội nghị đánh giá kết quả triển khai mô hình bắt chó thả "
            "rông, phòng trừ bệnh dại",
        ),
        ("Hội nghị bế mạc.", "  Bế mạc  hội nghị ", "Bế mạc hội nghị"),
    ],
)
def test_headline(text: str, title: str, expected: str) -> None:
    assert vietnamese_headline(read(text, title=title), load_glossary()) == expected


def test_a_long_opening_loses_how_it_was_held() -> None:
    text = (
        "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương, giáo dục "
        "quốc phòng và an ninh năm 2024, triển khai nhiệm vụ 2025 theo hình thức trực tuyến."
    )
    headline = vietnamese_headline(read(text), load_glossary())
    assert headline.endswith("an ninh năm 2024")
    assert len(headline.split()) <= 26
