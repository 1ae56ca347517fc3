import dataclasses

import pytest

from service.briefs.brief import Bilingual
from service.formats.text import printable, write


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_are_wrapped(brief, width):
    long = dataclasses.replace(brief, headline=Bilingual("tổng kết " * 40, "a review " * 40))
    words = 64  # a digest cannot be broken
    assert all(
        len(line) <= width or len(line.split()[-1]) >= words - 4
        for line in write(long, width=width).splitlines()
    )


def test_points_name_their_sentences(brief):
    written = write(brief, width=100)
    assert " 2. Tuyển quân hoàn thành 100%.\n    Recruitment reached 10%.\n" in written
    assert "⚠ [câu / sentence 1, 2]" in written
    assert "[2] Chỉ tiêu tuyển quân hoàn thành 100%." in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("a\r\nb\tc", "a b c"),
        ("a\u202eb\u200b", "ab"),
        ("Thượng tướng", "Thượng tướng"),
    ],
)
def test_the_terminal_obeys_no_text(text, expected):
    assert printable(text) == expected
