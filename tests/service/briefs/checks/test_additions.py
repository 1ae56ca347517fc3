"""Circumstances that the source does not tell."""

import pytest

from service.briefs.checks import check_translation, failed


@pytest.mark.parametrize(
    ("vi", "en", "added"),
    [
        (
            "Quân khu 1 tổ chức hội nghị.",
            "Military Region 1 held an in-person conference.",
            "in-person",
        ),
        ("Hội nghị theo hình thức trực tiếp.", "The conference was held in person.", ""),
        ("Tỉnh tổ chức hội nghị.", "The province held an online conference.", "online"),
        (
            "Tại điểm cầu tỉnh, hội nghị khai mạc.",
            "At the online venue, the conference opened.",
            "",
        ),
        ("Tỉnh họp bàn.", "The province met on Resolution No. 28.", "Resolution No"),
        ("Đại hội nhất trí bầu ông Minh.", "The congress unanimously elected Minh.", ""),
    ],
)
def test_additions(vi: str, en: str, added: str) -> None:
    found = [
        check.target for check in failed(check_translation(vi, en)) if check.name == "coverage"
    ]
    assert (added in found) if added else not found
