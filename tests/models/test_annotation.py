"""Terms written into a sentence."""

import pytest

from models.annotation import annotate


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Hội nghị tổng kết.", [], "Hội nghị tổng kết."),
        ("Hội nghị tổng kết.", [("hội nghị", "conference")], "Hội nghị ｟conference｠ tổng kết."),
        (
            "Hội nghị tổng kết tại Quân khu 1.",
            [
                ("hội nghị", "conference"),
                ("hội nghị tổng kết", "review conference"),
                ("quân khu 1", "Military Region 1"),
            ],
            "Hội nghị tổng kết ｟review conference｠ tại Quân khu 1 ｟Military Region 1｠.",
        ),
        ("Hội nghịch.", [("hội nghị", "conference")], "Hội nghịch."),
        ("a ｟b｠ c", [("c", "d｠")], "a (b) c ｟d)｠"),
        ("Không có.", [("không", "")], "Không có."),
    ],
)
def test_annotate(text: str, terms: list[tuple[str, str]], expected: str) -> None:
    assert annotate(text, terms) == expected
