"""Points: what an editor must learn, within the limits that were asked for."""

from pathlib import Path

import pytest

from models.extractive import load_ranker
from service.briefs.compose import Composer
from service.briefs.shorten import count
from service.glossary import load_glossary
from service.reading import read
from service.reading.document import Document

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT.read_bytes())


def points(document: Document, number: int, words: int | None = None) -> list[str]:
    composer = Composer(document, load_ranker(), load_glossary())
    return [draft.vi for draft in composer.compose(number, words)]


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("words", [None, 40, 50, 90, 150])
def test_limits_are_respected(document: Document, number: int, words: int | None) -> None:
    made = points(document, number, words)
    assert 1 <= len(made) <= number
    assert words or len(made) == number
    assert all(count(point) <= 45 for point in made)
    assert words is None or sum(map(count, made)) <= words


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("who held which conference when", ("08/01", "Quân khu 1 tổ chức", "tổng kết")),
        ("who chaired", ("Trung tướng Nguyễn Hồng Thái", "chủ trì hội nghị")),
        ("the recruitment target", ("chỉ tiêu tuyển quân hoàn thành 100%",)),
        ("what Bắc Kạn reported", ("Hoàng Thu Trang", "báo cáo", "Bắc Kạn đã")),
        ("what Bắc Kạn asked for", ("lãnh đạo tỉnh Bắc Kạn đề nghị", "hỗ trợ kinh phí")),
        ("what the commander concluded", ("Nguyễn Hồng Thái", "đề nghị các cơ quan, đơn vị")),
    ],
)
def test_five_points_tell_an_editor(document: Document, what: str, words: tuple[str, ...]) -> None:
    text = "\n".join(points(document, 5)).lower()
    assert all(word.lower() in text for word in words), what


def test_points_name_their_clauses_in_order(document: Document) -> None:
    drafts = Composer(document, load_ranker(), load_glossary()).compose(8, None)
    clauses = [number for draft in drafts for number in draft.clauses]
    assert len(set(clauses)) == len(clauses)
    assert [draft.clauses[0] for draft in drafts] == sorted(draft.clauses[0] for draft in drafts)
    for draft in drafts:
        assert {document.clauses[number].sentence for number in draft.clauses} == set(
            draft.sentences
        )


@pytest.mark.parametrize("text", ["Hội nghị bế mạc.", "Tin ngắn: mưa lớn tại tỉnh Lào Cai."])
def test_a_text_of_one_sentence_gives_one_point(text: str) -> None:
    assert len(points(read(text), 5)) == 1


@pytest.mark.parametrize("end", ["?", "!", '?"'])
def test_a_question_keeps_its_own_end(end: str) -> None:
    report = read(
        f'Ông Lê Văn An hỏi: "Bao giờ tỉnh Bắc Kạn hoàn thành 100% chỉ tiêu tuyển quân{end}'
    )
    assert points(report, 1)[0].endswith(end)
