"""A Vietnamese point against the text it was made of."""

import pytest

from service.briefs.checks import SUMMARY_CHECKS, check_summary, failed

SOURCE = (
    "Sáng 8/1, Trung tướng Nguyễn Hồng Thái chủ trì hội nghị. Tỉnh đã hoàn thành 100% chỉ tiêu, "
    "không để xảy ra mất an toàn. Lãnh đạo tỉnh đề nghị Quân khu tiếp tục hỗ trợ kinh phí."
)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("Tỉnh đã hoàn thành 100% chỉ tiêu.", set()),
        ("Sáng 8/1, Trung tướng Nguyễn Hồng Thái chủ trì hội nghị.", set()),
        ("Tỉnh đã hoàn thành 98% chỉ tiêu.", {"numbers"}),
        ("Sáng 9/1, Trung tướng Nguyễn Hồng Thái chủ trì hội nghị.", {"dates"}),
        ("Sáng 8/1, Trung tướng Nguyễn Hồng Sơn chủ trì hội nghị.", {"names"}),
        ("Tỉnh để xảy ra mất an toàn.", {"negation"}),
        ("Tỉnh không hoàn thành 100% chỉ tiêu.", {"negation"}),
        ("Lãnh đạo tỉnh đề nghị Quân khu tiếp tục hỗ trợ kinh phí.", set()),
        ("Quân khu tiếp tục hỗ trợ kinh phí.", {"modality"}),
        ("", {"coverage"}),
        ("Tỉnh xây dựng bệnh viện, trường học và nhà văn hóa mới.", {"coverage"}),
    ],
)
def test_check_summary(point: str, expected: set[str]) -> None:
    assert {check.name for check in failed(check_summary(SOURCE, point))} == expected


def test_every_check_answers() -> None:
    assert {check.name for check in check_summary(SOURCE, SOURCE)} == set(SUMMARY_CHECKS)
