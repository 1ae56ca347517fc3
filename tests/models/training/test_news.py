"""Sentences of news for a teacher."""

import json
import lzma
from pathlib import Path

import pytest

from models.training import news


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị tổng kết công tác năm 2024 đã bế mạc.", True),
        ("“Tôi rất vui được gặp các bạn”, ông nói.", True),
        ("hội nghị tổng kết công tác năm 2024 đã bế mạc.", False),  # no beginning
        ("Hội nghị tổng kết công tác năm 2024 đã bế mạc", False),  # no end
        ("Hội nghị.", False),
        ("Ảnh: Hội nghị tổng kết công tác năm 2024.", False),
        ("Xem thêm tại https://example.vn trang chủ.", False),
        ("HỘI NGHỊ TỔNG KẾT CÔNG TÁC NĂM NAY.", False),
        ("12 345 678 901 234 56 789 012 345 678.", False),
    ],
)
def test_fit(text: str, expected: bool) -> None:
    assert news.fit(text) is expected


def test_sentences_come_once_and_never_from_the_development_set(tmp_path: Path) -> None:
    first = "Hội nghị tổng kết công tác năm nay đã bế mạc."
    known = "Câu này nằm trong tập phát triển của chúng ta."
    speech = "“Tôi rất vui được gặp các bạn hôm nay”, ông nói."
    rows = [{"text": f"{first}\n{known} {first}"}, {"text": f"{speech}\n{first}"}]
    path = tmp_path / "news.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, rows)).encode()))
    found = news.gather({path: 10}, [news.key(known.upper())])
    assert found == [first, speech]
    assert news.gather({path: 1}, []) == [first]
