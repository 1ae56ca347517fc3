"""XLIFF 2.1 (OASIS): headline and points, to be corrected in a translation editor."""

from typing import Any

from service.briefs.brief import Brief
from service.formats import news, view
from service.formats.labels import LABELS
from service.formats.units import Unit, units
from service.formats.xml import Maker, document

_make = Maker("urn:oasis:names:tc:xliff:document:2.0")


def write(brief: Brief, language: str = "both") -> str:
    """Write every unit as translated, not as reviewed; `language` changes nothing.

    Flags are notes of the target, and the sub-state of their segment is `songngu:review`.
    """
    root = _make.root("xliff", version="2.1", srcLang="vi", trgLang="en")
    file = _make.add(root, "file", id="brief", original=news.report_uri(brief))
    _file_notes(file, brief)
    found = units(brief)
    for unit in found:
        _unit(file, unit)
    if not found:  # a file without units is none
        _unit(file, Unit("headline", "", "", (), ()))
    return document(root)


def _file_notes(file: Any, brief: Brief) -> None:
    made = brief.provenance
    notes = _make.add(file, "notes")
    for category, text in (
        ("machine", LABELS["machine"].vi),
        ("machine", LABELS["machine"].en),
        ("digital-source-type", news.MACHINE_MADE),
        ("brief", news.urn(brief)),
        ("status", brief.status),
        ("summariser", made.summariser),
        ("translator", made.translator),
        ("software", made.software),
        ("created", made.created),
    ):
        if text:
            _make.add(notes, "note", text, category=category)


def _unit(file: Any, unit: Unit) -> None:
    element = _make.add(file, "unit", id=unit.name.replace("/", "-"), name=unit.name)
    if unit.sentences or unit.spans or unit.flags:
        notes = _make.add(element, "notes")
        sentences = ", ".join(map(str, unit.sentences))
        if sentences:
            _make.add(notes, "note", sentences, category="source-sentences", appliesTo="source")
        if unit.spans:
            spans = view.ranges(unit.spans)
            _make.add(notes, "note", spans, category="source-characters", appliesTo="source")
        for flag in unit.flags:
            _make.add(notes, "note", flag, category="flag", appliesTo="target", priority="1")
    state = "translated" if unit.en else "initial"
    segment = _make.add(element, "segment", state=state, subState=f"songngu:{unit.status}")
    _make.add(segment, "source", unit.vi, lang="vi")
    if unit.en:
        _make.add(segment, "target", unit.en, lang="en")
