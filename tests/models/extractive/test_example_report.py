from pathlib import Path

import pytest

from models.extractive import Unit, compose, load_ranker, shorten
from service.reading.reader import read

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


@pytest.fixture(scope="module")
def points():
    document = read(REPORT.read_bytes())
    paragraphs = {sentence.number: sentence.paragraph for sentence in document.sentences}
    units = [
        Unit(
            clause.full,
            clause.sentence,
            paragraphs[clause.sentence],
            len(clause.full.split()),
            len(clause.lead.split()),
        )
        for clause in document.clauses
    ]
    groups = load_ranker().select_points(units, points=5, point_words=45)
    return [shorten(compose(units, group), 45) for group in groups]


def test_five_points_of_at_most_45_syllables(points):
    assert len(points) == 5
    assert max(len(point.split()) for point in points) <= 45


@pytest.mark.parametrize(
    "needed",
    [
        ("Sáng 08/01", "Quân khu 1 tổ chức Hội nghị tổng kết"),
        ("Nguyễn Hồng Thái", "chủ trì hội nghị"),
        ("tuyển quân hoàn thành 100%",),
        ("Bắc Kạn báo cáo",),
        ("đề nghị Quân khu", "hỗ trợ kinh phí"),
        ("Trung tướng Nguyễn Hồng Thái", "đề nghị các cơ quan, đơn vị, địa phương"),
    ],
)
def test_what_an_editor_must_learn_is_in_one_point(points, needed):
    text = [point.lower() for point in points]
    assert any(all(phrase.lower() in point for phrase in needed) for point in text), points
