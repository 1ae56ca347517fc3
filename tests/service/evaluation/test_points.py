"""What is planted in Vietnamese points, and what the check against the report finds of it."""

from random import Random

import pytest

from service.briefs.checks import check_summary, failed
from service.evaluation.point_checking import NAMED, evaluate_points
from service.evaluation.points import POINT_MUTATIONS

REPORT = (
    "Ngày 8/1, Thiếu tướng Lê Văn Hùng yêu cầu anh Trần Đức Minh giao hơn 35 triệu đồng cho tỉnh "
    "Lạng Sơn. Đơn vị chưa nhận được thêm 20 tấn gạo. Cả 35 hộ dân đều vắng mặt, 7 người ở lại."
)
POINT = (
    "Ngày 8/1, Thiếu tướng Lê Văn Hùng yêu cầu anh Trần Đức Minh giao hơn 35 triệu đồng cho tỉnh "
    "Lạng Sơn."
)
DENIED = "Đơn vị chưa nhận được thêm 20 tấn gạo."


@pytest.mark.parametrize("kind", sorted(POINT_MUTATIONS))
def test_each_kind_is_planted_and_found(kind: str) -> None:
    point = DENIED if kind == "negation" else POINT
    wrong = POINT_MUTATIONS[kind](Random(0), point)
    assert wrong is not None
    assert wrong != point
    found = {check.name for check in failed(check_summary(REPORT, wrong))}
    assert found & set(NAMED[kind])


@pytest.mark.parametrize("point", [POINT, DENIED, "Cả 35 hộ dân đều vắng mặt."])
def test_what_the_report_says_raises_no_alarm(point: str) -> None:
    assert failed(check_summary(REPORT, point)) == ()


@pytest.mark.parametrize("kind", sorted(POINT_MUTATIONS))
def test_nothing_is_planted_where_there_is_no_place(kind: str) -> None:
    assert POINT_MUTATIONS[kind](Random(0), "Trời đẹp.") is None


def test_rates_of_reports_are_counted() -> None:
    found = evaluate_points([{"id": "1", "text": REPORT, "summary": "Cả 36 hộ vắng mặt."}])
    assert found["planted"]["digit"]["found"] == found["planted"]["digit"]["planted"] > 0
    assert found["false_alarms"]["alarmed"] == 0
    assert found["false_alarms_summaries"]["alarmed"] == 1
