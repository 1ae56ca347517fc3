"""Read back by python-docx and as the XML that the file is."""

import dataclasses
import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from service.formats import write


def read(brief, language="both"):
    return Document(io.BytesIO(write(brief, "docx", language)))


def text(document):
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_both_languages_stand_beside_each_other(brief):
    (table,) = read(brief).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Tiếng Việt", "English"],
        [
            "1. Quân khu 1 tổ chức hội nghị.\n[câu 1]",
            "1. Military Region 1 held a conference.\n[sentence 1]",
        ],
        [
            "2. Tuyển quân hoàn thành 100%.\n⚠ [câu 1, 2]",
            "2. Recruitment reached 10%.\n⚠ [sentence 1, 2]",
        ],
    ]


@pytest.mark.parametrize(
    ("language", "columns", "kept", "dropped"),
    [("vi", 1, "Tuyển quân", "Recruitment"), ("en", 1, "Recruitment", "Tuyển quân hoàn")],
)
def test_one_language_is_one_column(brief, language, columns, kept, dropped):
    document = read(brief, language)
    assert len(document.tables[0].columns) == columns
    told = text(document)
    assert kept in told
    # The cited sentences of the report are always Vietnamese.
    assert dropped not in told.replace(brief.source.text[41:], "")


def test_an_editor_finds_headings_flags_facts_and_provenance(brief):
    document = read(brief)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "Quân khu 1 tổng kết năm 2024",
        "Military Region 1 reviews 2024",
        "Các điểm chính / Main points",
        "Cần kiểm tra / Flags",
        "Dữ kiện / Facts",
        "Câu nguồn / Source sentences",
        "Nguồn gốc bản tóm lược / Provenance",
    ]
    told = text(document)
    for expected in (
        "Written by a machine",
        "NEEDS REVIEW",
        "điểm 2 / point 2: 100% became 10%.",
        "Nguyễn Hồng Thái: Trung tướng / Lieutenant General",
        "[2]: Chỉ tiêu tuyển quân hoàn thành 100%.",
        "songngu-gemma-vi-en@1",
        "songngu-extractive@1",
    ):
        assert expected in told
    properties = document.core_properties
    assert properties.category == "review"
    assert properties.identifier == "urn:songngu:brief:b1"
    assert "Written by a machine" in properties.comments
    assert properties.created.isoformat() == "2025-01-09T00:00:00+00:00"


def test_runs_say_their_language(brief):
    cells = read(brief).tables[0].rows[1].cells
    tags = [cell.paragraphs[0].runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) for cell in cells]
    assert tags == ["vi-VN", "en-GB"]


def test_the_same_brief_gives_the_same_bytes_and_another_others(brief):
    assert write(brief, "docx") == write(brief, "docx")
    assert write(brief, "docx") != write(dataclasses.replace(brief, id="b2"), "docx")
