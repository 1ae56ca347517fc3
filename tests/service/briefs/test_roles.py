"""Mentions from Vietnamese papers, with the English that the rules give them."""

from pathlib import Path

import pytest

from service.briefs.roles import context_of, english_role, people_in
from service.briefs.titles import Context
from service.glossary import load_glossary

TABLE = Path(__file__).parents[2] / "data" / "people" / "mentions.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
CONTEXT = Context("Quân khu 1", "Bắc Kạn")


@pytest.mark.parametrize(("text", "spans", "english"), ROWS)
def test_people_in(text: str, spans: str, english: str) -> None:
    mentions = people_in(text, load_glossary(), CONTEXT)
    assert " | ".join(text[m.start : m.end] for m in mentions) == spans
    assert " | ".join(m.en for m in mentions) == english


@pytest.mark.parametrize(
    ("vi", "english"),
    [
        ("Tư lệnh Quân khu", "Commander of Military Region 1"),
        ("Tư lệnh Quân khu 3", "Commander of Military Region 3"),
        ("Phó Chủ tịch UBND tỉnh", "Vice Chair of the Bac Kan provincial People's Committee"),
        ("Phó Chủ tịch UBND huyện Na Rì", "Vice Chair of the Na Ri district People's Committee"),
        ("Chủ tịch HĐND tỉnh Thái Nguyên", "Chair of the Thai Nguyen provincial People's Council"),
        ("Thứ trưởng Bộ Quốc phòng", "Deputy Minister of National Defence"),
        ("Bộ trưởng Bộ Y tế", "Minister of Health"),
        ("nguyên Bí thư Tỉnh uỷ", "former Secretary of the Bac Kan provincial Party Committee"),
        ("Chính uỷ Bộ CHQS tỉnh", "Political Commissar of the Bac Kan provincial Military Command"),
        ("Giám đốc Sở Y tế tỉnh", "Director of the Bac Kan provincial Department of Health"),
        ("Sư đoàn trưởng Sư đoàn 3", "Commander of Division 3"),
        ("Chỉ huy trưởng Ban CHQS huyện Ba Bể", "Commander of the Ba Be district Military Command"),
        (
            "Ủy viên Ban Thường vụ Đảng ủy Quân khu",
            "member of the Standing Committee of the Party Committee of Military Region 1",
        ),
        ("Trưởng Ban Quản lý Vườn quốc gia Ba Bể", None),
    ],
)
def test_english_role(vi: str, english: str | None) -> None:
    assert english_role(vi, CONTEXT) == english


def test_diacritics_are_kept_on_request() -> None:
    text = "Trung tướng Nguyễn Hồng Thái, Bí thư Tỉnh ủy Bắc Kạn, dự hội nghị"
    (mention,) = people_in(text, load_glossary(), Context(diacritics=True))
    assert mention.en == (
        "Lieutenant General Nguyễn Hồng Thái, Secretary of the Bắc Kạn provincial Party Committee"
    )


def test_context_is_read_from_the_report() -> None:
    text = "Quân khu 1 họp. Tỉnh Bắc Kạn và tỉnh Cao Bằng dự; tỉnh Bắc Kạn báo cáo Quân khu 1."
    assert context_of(text) == Context("Quân khu 1", "Bắc Kạn")
    assert context_of(text, "Cao Bằng").province == "Cao Bằng"
