"""The facts of the example report and of small ones."""

from datetime import date
from pathlib import Path

import pytest

from service.briefs.brief import Bilingual
from service.briefs.facts import extract_facts
from service.briefs.figures import figures_in
from service.glossary import load_glossary
from service.reading.document import Dateline, Document, Span

REPORT = Path(__file__).parents[2] / "data" / "quan-khu-1-2025-01-08.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    line = Dateline("BBK", "", date(2025, 1, 8), "sáng", Span(0, 22))
    return Document(REPORT.read_text(encoding="utf-8"), "", dateline=line)


def test_when_and_where(document: Document) -> None:
    facts = extract_facts(document, load_glossary(), diacritics=False)
    assert facts.date == "2025-01-08"
    assert facts.when == Bilingual("Sáng 8/1/2025", "morning of January 8, 2025")
    assert "điểm cầu Bộ CHQS tỉnh Bắc Kạn" in facts.where.vi
    assert "Bac Kan provincial Military Command" in facts.where.en
    assert "in person and online" in facts.where.en


def test_each_person_once_with_the_fullest_role(document: Document) -> None:
    people = extract_facts(document, load_glossary(), diacritics=False).people
    assert [person.name for person in people] == ["Nguyễn Hồng Thái", "Hoàng Thu Trang"]
    assert people[0].role.en == (
        "Lieutenant General, member of the Party Central Committee, member of the Central Military "
        "Commission, Commander of Military Region 1"
    )
    assert people[1].role.vi == "Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch UBND tỉnh"
    assert people[1].role.en == (
        "member of the Standing Committee of the Bac Kan provincial Party Committee, Vice Chair of "
        "the Bac Kan provincial People's Committee"
    )


def test_diacritics_are_kept_in_english_on_request(document: Document) -> None:
    facts = extract_facts(document, load_glossary(), diacritics=True)
    assert "Bắc Kạn provincial" in facts.people[1].role.en


def test_organisations(document: Document) -> None:
    facts = extract_facts(document, load_glossary(), diacritics=False)
    english = [organisation.en for organisation in facts.organisations]
    assert len(english) == len(set(english))
    assert {"Military Region 1", "Ministry of National Defence"} <= set(english)
    assert "Bac Kan provincial Military Command" in english


def test_figures(document: Document) -> None:
    figures = extract_facts(document, load_glossary(), diacritics=False).figures
    assert [figure.value for figure in figures] == ["100%", "100%"]
    assert figures[0].what == Bilingual(
        "chỉ tiêu tuyển quân hoàn thành", "military recruitment target"
    )


@pytest.mark.parametrize(
    ("text", "value", "unit", "what"),
    [
        ("Hỗ trợ 1.500 tỷ đồng xây dựng cầu.", "1.500 tỷ", "đồng", "xây dựng cầu"),
        ("Có 350 đại biểu dự hội nghị.", "350", "đại biểu", "dự hội nghị"),
        ("Thu ngân sách tăng 3,5%.", "3,5%", "%", "Thu ngân sách tăng"),
    ],
)
def test_figure(text: str, value: str, unit: str, what: str) -> None:
    (figure,) = figures_in(text, load_glossary())
    assert (figure.value, figure.unit, figure.what.vi) == (value, unit, what)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Ông mua 50 triệu cổ phiếu của công ty.", "shares"),
        ("Chỉ tiêu tuyển quân hoàn thành 100%.", "military recruitment target"),
        ("Y bán máy ảnh Canon và thu được 35,5 triệu đồng.", ""),  # too far to be counted
        ("Bà bán 3 chiếc máy ảnh.", "camera"),
        ("Có 9 lần mua cổ phiếu.", ""),  # what was counted comes first
    ],
)
def test_english_of_a_figure_is_the_term_beside_it(text: str, english: str) -> None:
    (figure,) = figures_in(text, load_glossary())
    assert figure.what.en == english


@pytest.mark.parametrize("text", ["Năm 2024, ngày 8/1/2025", "Quân khu 1 tổ chức", "Sư đoàn 3"])
def test_names_and_dates_are_no_figures(text: str) -> None:
    assert figures_in(text, load_glossary()) == ()


def test_a_report_that_says_nothing_has_no_facts() -> None:
    facts = extract_facts(Document("Trời hôm nay đẹp.", ""), load_glossary())
    assert facts.when == Bilingual("", "")
    assert facts.date == ""
    assert facts.people == ()
