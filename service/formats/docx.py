"""DOCX: both languages beside each other in two columns, for an editor's desk."""

import io
import zipfile
from typing import Any

from service.briefs.brief import Brief, Point
from service.formats import news, view
from service.formats.feed import sides_of
from service.formats.labels import LABELS, label, pick

_TAGS = {"vi": "vi-VN", "en": "en-GB"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP archive knows


def write(brief: Brief, language: str = "both") -> bytes:
    """Write the file; the same brief gives the same bytes."""
    from docx import Document

    document = Document()
    _properties(document, brief, language)
    for side in sides_of(language):
        _say(document.add_heading(level=1), news.headline(brief, side), side)
    document.add_paragraph(label("machine", language), style="Intense Quote")
    document.add_paragraph().add_run(view.status(brief, language)).bold = True
    document.add_heading(label("points", language), level=2)
    _table(document, brief, sides_of(language))
    for name, rows in (
        ("flags", view.flags(brief, language)),
        ("first", view.first(brief, language)),
        ("facts", view.facts(brief, language)),
        ("sentences", _sentences(brief)),
        ("provenance", view.provenance(brief, language)),
    ):
        _section(document, label(name, language), rows)
    return _same(document)


def _properties(document: Any, brief: Brief, language: str) -> None:
    made = news.moment(brief).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = " / ".join(pick(brief.headline, language))[:255]
    properties.author = properties.last_modified_by = (brief.provenance.software or "songngu")[:255]
    properties.comments = label("machine", language)
    properties.category = brief.status
    properties.identifier = news.urn(brief)[:255]
    properties.created = properties.modified = made


def _table(document: Any, brief: Brief, sides: tuple[str, ...]) -> None:
    """One column a language; a row a point, which is numbered and names its sentences."""
    table = document.add_table(rows=1, cols=len(sides), style="Table Grid")
    for cell, side in zip(table.rows[0].cells, sides, strict=True):
        _say(cell.paragraphs[0], getattr(LABELS[side], side), side).bold = True
    _repeat(table.rows[0])
    for number, point in enumerate(brief.points, 1):
        for cell, side in zip(table.add_row().cells, sides, strict=True):
            _say(cell.paragraphs[0], f"{number}. {getattr(point, side)}", side)
            _say(cell.add_paragraph(), _origin(point, side), side).italic = True


def _origin(point: Point, side: str) -> str:
    numbers = ", ".join(map(str, view.numbers(point)))
    mark = "⚠ " if view.marked(point) else ""
    return f"{mark}[{getattr(LABELS['sentence'], side)} {numbers}]"


def _sentences(brief: Brief) -> list[view.Row]:
    return [view.Row(f"[{number}]", (text,)) for number, text in view.cited(brief)]


def _section(document: Any, heading: str, rows: list[view.Row]) -> None:
    if not rows:
        return
    document.add_heading(heading, level=2)
    for row in rows:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{row.label}: ").bold = True
        paragraph.add_run("; ".join(row.values))


def _say(paragraph: Any, text: str, side: str) -> Any:
    """A run of `text` in its language, so that a word processor spells it by the right book."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _TAGS[side])
    run._r.get_or_add_rPr().append(element)
    return run


def _repeat(row: Any) -> None:
    """Print the row again at the top of every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _same(document: Any) -> bytes:
    """The file without the time of its writing."""
    written, kept = io.BytesIO(), io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return kept.getvalue()
