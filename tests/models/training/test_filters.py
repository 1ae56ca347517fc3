"""What a machine's pair must pass."""

import pytest

from models.training.filters import fault, numbers_supported


@pytest.mark.parametrize(
    ("vi", "en", "expected"),
    [
        ("Có 1.250 đại biểu dự.", "There were 1,250 delegates.", ""),
        ("Ngày 8/1, hội nghị bế mạc.", "The conference closed on January 8.", ""),
        ("Giá tăng 1,5 % trong quý này.", "Prices rose 1.5% this quarter.", ""),
        ("Có 125 đại biểu dự họp.", "There were 152 delegates.", "numbers"),
        ("Hội nghị có đại biểu các tỉnh.", "The conference had 150 delegates.", "numbers"),
        ("Ông Nguyễn Văn An phát biểu.", "Mr. Nguyen Van An spoke.", ""),
        ("Ông Nguyễn Văn An phát biểu.", "Mr. Nguyễn Văn An spoke.", ""),
        ("Ông Nguyễn Văn An phát biểu.", "Mr. Nguyen spoke.", "names"),
        ("Công an huyện Mỏ Cày Bắc vào cuộc.", "Mo Cay Bac district police are at work.", ""),
        ("Công an huyện Mỏ Cày Bắc vào cuộc.", "Loc Thanh police are at work.", "names"),
        ("Thủ đô của Hà Nội, thành phố Hà Nội.", "The city of Hanoi, the capital.", ""),
        ("Hôm qua ông Macron gặp ông Scholz.", "Yesterday Macron met Scholz.", ""),
        ("Hôm qua ông Macron gặp ông Scholz.", "Yesterday Trump met Putin.", "names"),
        ("Hội nghị diễn ra tại tỉnh.", "The hội nghị took place.", "untranslated"),
        ("Ông thích quán này.", "He likes this café.", ""),
        (
            "Hội nghị đã bàn rất nhiều việc của tỉnh trong cả năm nay.",
            "We met.",
            "length",
        ),
        ("Nó chạy và chạy và chạy mãi.", "It ran ran ran ran.", "repetition"),
        ("Anh ấy đã về nhà hôm qua.", "He went home yesterday", "ending"),
    ],
)
def test_fault(vi: str, en: str, expected: str) -> None:
    assert fault(vi, en) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Có 1.250 người và 3 xe.", "Có 1250 người", True),
        ("Có 1.250 người.", "Có 1.300 người", False),
        ("Có người.", "Có người.", True),
    ],
)
def test_numbers_supported(source: str, target: str, expected: bool) -> None:
    assert numbers_supported(source, target) is expected
