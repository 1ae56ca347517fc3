"""Letters without marks."""

import pytest

from models.spelling import unaccented


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Nguyễn Văn Đức", "Nguyen Van Duc"), ("đồng", "dong"), ("café", "cafe"), ("", "")],
)
def test_unaccented(text: str, expected: str) -> None:
    assert unaccented(text) == expected
