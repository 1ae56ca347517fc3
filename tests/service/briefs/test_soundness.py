"""Captions, credits and torn quotations."""

import pytest

from service.briefs.soundness import stands_alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quân khu 1 tổ chức hội nghị.", True),
        ("Đội bắt chó thả rông của quận. Ảnh: Tất Định.", False),
        ("Video bắt chó thả rông ở Hà Nội.", False),
        ("Nguồn ảnh: Báo Phòng không - Không quân.", False),
        ("Ông Trump (phải) ăn tối cùng ông Kim.", False),
        ("Bà Lan (ngoài cùng, bên trái) trao quà.", False),
        ("Quang cảnh hội nghị tại điểm cầu tỉnh.", False),
        ("Ông (sinh năm 1960) nói vậy.", True),
        ('Ông nói: "Chúng ta đoàn kết".', True),
        ('"Đà Nẵng là một trong 10 địa phương được chọn.', False),
        ('" Tổng thống cho biết như vậy.', False),
        ("“Do đó cần sớm nghiên cứu”, ông nói.", True),
    ],
)
def test_stands_alone(text: str, expected: bool) -> None:
    assert stands_alone(text) is expected
