"""Pairs that teach to shorten."""

import pytest

from models.training.summaries import covering, shortenings, supported
from models.training.units import cut

BODY = """\
Sáng 8/1, tại thành phố Thái Nguyên, Bộ Tư lệnh Quân khu 1 tổ chức Hội nghị tổng kết công tác.
Trung tướng Nguyễn Hồng Thái chủ trì hội nghị cùng các đồng chí trong Thường vụ Đảng ủy Quân khu.
Trời nắng đẹp và nhiều xe cộ đi lại trên đường phố của tỉnh.
"""
SUMMARY = "Bộ Tư lệnh Quân khu 1 tổ chức Hội nghị tổng kết do Trung tướng Nguyễn Hồng Thái chủ trì."


def test_the_sentences_that_say_what_the_summary_says() -> None:
    source = covering(cut(BODY), SUMMARY)
    assert "Thái Nguyên" in source
    assert "chủ trì hội nghị" in source
    assert "nắng đẹp" not in source


def test_one_article_teaches_to_compress_and_to_give_a_headline() -> None:
    found = list(shortenings("Quân khu 1 tổ chức Hội nghị tổng kết", SUMMARY, BODY))
    assert [(row.task, row.target) for row in found] == [
        ("compress", SUMMARY),
        ("headline", "Quân khu 1 tổ chức Hội nghị tổng kết"),
    ]
    assert found[1].source == SUMMARY


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Quân khu 1 tổ chức hội nghị.", True),
        ("Quân khu 2 tổ chức hội nghị.", False),  # a number that is not there
        ("Quân khu 1 tổ chức hội nghị ở Bắc Kạn.", False),  # a name that is not there
        ("Quân khu 1 khánh thành trường học mới.", False),  # words that are not there
        ("", False),
    ],
)
def test_supported(target: str, expected: bool) -> None:
    assert supported(BODY, target) is expected
