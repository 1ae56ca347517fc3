import io
import zipfile
from collections.abc import Sequence

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from service.briefs.values import Translation
from service.documents.docx import docx_size, translate_docx
from service.errors import UnreadableInput, UnsupportedType

ENGLISH = {
    "Quân khu 1 tổ chức hội nghị.": "Military Region 1 held a conference.",
    "Quân khu 1": "Military Region 1",
    "hội nghị": "conference",
}


def translate(texts: Sequence[str]) -> list[Translation]:
    return [Translation(ENGLISH.get(text, text.upper())) for text in texts]


def translated(document: object) -> object:
    data = io.BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    return Document(io.BytesIO(translate_docx(data.getvalue(), translate)))


def test_runs_keep_their_formats() -> None:
    document = Document()
    line = document.add_paragraph(style="List Bullet")
    line.add_run("Quân khu 1").bold = True
    line.add_run(" tổ ")
    line.add_run("chức ")
    line.add_run("hội nghị").italic = True
    line.add_run(".")
    (made,) = translated(document).paragraphs  # type: ignore[attr-defined]
    assert made.text == "Military Region 1 held a conference."
    assert made.style.name == "List Bullet"
    assert [run.text for run in made.runs if run.bold] == ["Military Region 1"]
    assert [run.text for run in made.runs if run.italic] == ["conference"]


def test_tables_headers_and_links() -> None:
    document = Document()
    document.add_heading("tin tức", 1)
    document.add_table(1, 2).cell(0, 1).text = "ô hai"
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    line = document.add_paragraph("xem ")
    link = parse_xml(
        f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
        "<w:t>trang này</w:t></w:r></w:hyperlink>"
    )
    line._p.append(link)
    line.add_run(" nhé")
    made = translated(document)
    assert made.paragraphs[0].text == "TIN TỨC"  # type: ignore[attr-defined]
    assert made.paragraphs[0].style.name == "Heading 1"  # type: ignore[attr-defined]
    assert made.tables[0].cell(0, 1).text == "Ô HAI"  # type: ignore[attr-defined]
    assert made.sections[0].header.paragraphs[0].text == "ĐẦU TRANG"  # type: ignore[attr-defined]
    last = made.paragraphs[-1]  # type: ignore[attr-defined]
    assert last.text == "XEM TRANG NÀY NHÉ"
    assert [one.text for one in last.hyperlinks] == ["TRANG NÀY"]
    assert last.hyperlinks[0].fragment == "x"


def test_breaks_fields_and_bookmarks_stay() -> None:
    document = Document()
    line = document.add_paragraph("dòng một")
    line.runs[0].add_break(WD_BREAK.LINE)
    line.add_run("dòng hai ")
    for xml in (
        '<w:bookmarkStart {ns} w:id="1" w:name="b"/>',
        '<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r {ns}><w:instrText>PAGE</w:instrText></w:r>",
        '<w:r {ns}><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r {ns}><w:t>số bảy</w:t></w:r>",
        '<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:bookmarkEnd {ns} w:id="1"/>',
    ):
        line._p.append(parse_xml(xml.replace("{ns}", nsdecls("w"))))
    (made,) = translated(document).paragraphs  # type: ignore[attr-defined]
    assert made.text == "DÒNG MỘT\nDÒNG HAI số bảy"
    tags = [node.tag for node in made._p.iter() if node.tag not in (qn("w:r"), qn("w:t"))]
    kept = ("w:br", "w:bookmarkStart", "w:fldChar", "w:instrText", "w:fldChar", "w:fldChar",
            "w:bookmarkEnd")  # fmt: skip
    assert [tag for tag in tags if tag != qn("w:p")] == [qn(name) for name in kept]


def test_sizes_and_files_that_are_none() -> None:
    document = Document()
    document.add_paragraph("bốn chữ")
    data = io.BytesIO()
    document.save(data)
    assert docx_size(data.getvalue()) == 7
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x.txt", "x")
    for bad in (b"", b"PK\x03\x04", data.getvalue()[:500]):
        with pytest.raises(UnreadableInput, match="DOCX"):
            translate_docx(bad, translate)
    with pytest.raises(UnsupportedType):
        translate_docx(other.getvalue(), translate)
