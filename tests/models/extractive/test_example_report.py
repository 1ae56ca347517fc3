from pathlib import Path

import pytest

from models.extractive import load_ranker, make_unit
from service.reading.reader import read

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


def chosen(points):
    document = read(REPORT.read_bytes())
    units = [
        make_unit(clause.full, clause.sentence, document.sentences[clause.sentence].paragraph)
        for clause in document.clauses
    ]
    return [units[index].text for index in load_ranker().select(units, points=points)]


@pytest.mark.parametrize(
    "needed",
    [
        ("Sáng 08/01", "Quân khu 1 tổ chức Hội nghị tổng kết"),
        ("Nguyễn Hồng Thái", "chủ trì hội nghị"),
        ("tuyển quân hoàn thành 100%",),
        ("Bắc Kạn", "báo cáo"),
        ("đề nghị Quân khu", "hỗ trợ kinh phí"),
        ("Trung tướng Nguyễn Hồng Thái", "đề nghị các cơ quan, đơn vị, địa phương"),
    ],
)
def test_six_clauses_say_what_an_editor_must_learn(needed):
    texts = [text.lower() for text in chosen(6)]
    assert len(texts) == 6
    assert any(all(phrase.lower() in text for phrase in needed) for text in texts), texts


@pytest.mark.parametrize("points", [1, 2, 3, 5])
def test_the_opening_is_always_there(points):
    assert chosen(points)[0].startswith("Sáng 08/01, Quân khu 1 tổ chức Hội nghị")
