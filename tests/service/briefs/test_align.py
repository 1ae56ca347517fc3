"""Written points are traced to their sentences."""

import pytest

from service.briefs.align import align
from service.reading import read

TEXT = (
    "Sáng nay, Quân khu 1 tổ chức hội nghị tổng kết. Tỉnh Bắc Kạn hoàn thành chỉ tiêu tuyển quân. "
    "Trời có mưa nhỏ vào buổi chiều."
)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("Bắc Kạn hoàn thành chỉ tiêu tuyển quân.", (1,)),
        ("Quân khu 1 tổng kết; Bắc Kạn hoàn thành chỉ tiêu tuyển quân.", (0, 1)),
        ("Một điều hoàn toàn khác lạ mà bài báo nào cũng chẳng nói.", ()),
    ],
)
def test_align(point: str, expected: tuple[int, ...]) -> None:
    assert align(point, read(TEXT)).sentences == expected
