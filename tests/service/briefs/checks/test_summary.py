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
        ("Thiếu tướng Nguyễn Hồng Thái chủ trì hội nghị.", {"ranks"}),
        ("Nguyễn Hồng Thái chủ trì hội nghị.", set()),
        ("", {"coverage"}),
        ("Tỉnh xây dựng bệnh viện, trường học và nhà văn hóa mới.", {"coverage"}),
    ],
)
def test_check_summary(point: str, expected: set[str]) -> None:
    assert {check.name for check in failed(check_summary(SOURCE, point))} == expected


def test_every_check_answers() -> None:
    assert {check.name for check in check_summary(SOURCE, SOURCE)} == set(SUMMARY_CHECKS)


DEEDS = (
    "Ông Nguyễn Văn Tâm tố cáo bà Lê Thị Hạnh chiếm đoạt 350 triệu đồng. Xe đi 45 km trong 3 giờ, "
    "không dừng lại. Ở trạm cuối, xe dừng lại."
)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("Xe đi 45 km trong 3 giờ.", set()),
        ("Xe đi 45 m trong 3 giờ.", {"numbers"}),
        ("Xe đi 45 km trong 3 ngày.", {"numbers"}),
        ("Ông Nguyễn Văn Tâm tố cáo bà Lê Thị Hạnh.", set()),
        ("Ông Lê Thị Hạnh tố cáo bà Nguyễn Văn Tâm.", {"names"}),
        ("Ở trạm cuối, xe dừng lại.", set()),
    ],
)
def test_who_did_how_much(point: str, expected: set[str]) -> None:
    assert {check.name for check in failed(check_summary(DEEDS, point))} == expected


def test_findings_stand_on_their_side() -> None:
    (finding,) = failed(check_summary(DEEDS, "Xe đi 45 km trong 3 ngày."))
    assert finding.step == "summary"
    assert DEEDS[slice(*finding.source_at)] == finding.source == "3"
    assert "Xe đi 45 km trong 3 ngày."[slice(*finding.target_at)] == "3"
