"""Vietnamese is accepted; all else is named."""

import pytest

from service.errors import EmptyText, NotVietnamese
from service.reading.language import identify, require_vietnamese

BARE = "Sang nay, Quan khu 1 to chuc hoi nghi tong ket cong tac quoc phong dia phuong nam 2024"


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị tổng kết năm 2024",
        "Quân khu 1: Tuyển quân đạt 100%",
        "HỘI NGHỊ TỔNG KẾT CÔNG TÁC QUỐC PHÒNG",
        "Tổng thống Pháp Emmanuel Macron gặp Thủ tướng Đức Angela Merkel tại Brussels",
        "Bắc Kạn",
    ],
)
def test_vietnamese(text: str) -> None:
    require_vietnamese(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Military Region 1 held a conference to review its local defence work in 2024.", "en"),
        ("La région militaire a tenu une conférence sur la défense et la sécurité.", "fr"),
        ("Die Militärregion hielt eine Konferenz über die Verteidigung ab.", "de"),
        ("第一军区召开会议总结二〇二四年国防工作", "zh"),
        ("ประชุมสรุปงานป้องกันประเทศประจำปี", "th"),
    ],
)
def test_other_languages_are_named(text: str, code: str) -> None:
    with pytest.raises(NotVietnamese) as caught:
        require_vietnamese(text)
    assert caught.value.extra["language"] == code


def test_missing_diacritics_are_told_from_english() -> None:
    with pytest.raises(NotVietnamese, match="diacritics are missing") as caught:
        require_vietnamese(BARE)
    assert caught.value.extra == {"language": "vi", "diacritics": False}
    assert identify("On the other hand, he can not go to the city in the morning.").code == "en"


@pytest.mark.parametrize("text", ["", "   ", "123 456 – 789", "..."])
def test_no_words(text: str) -> None:
    with pytest.raises(EmptyText):
        require_vietnamese(text)
