"""TMX 1.4b: headline and points as translation units, for a translation memory."""

from typing import Any

from service.briefs.brief import Brief
from service.formats import news, view
from service.formats.labels import LABELS
from service.formats.units import Unit, units
from service.formats.xml import Maker, document

_make = Maker()


def write(brief: Brief, language: str = "both") -> str:
    """Write every unit that has both sides; `language` changes nothing.

    What needs review says so in `x-status`, so that it can be kept out of a memory.
    """
    root = _make.root("tmx", version="1.4")
    _header(root, brief)
    body = _make.add(root, "body")
    for unit in units(brief):
        if unit.en:
            _unit(body, brief, unit)
    return document(root)


def _header(root: Any, brief: Brief) -> None:
    made = brief.provenance
    software, _, version = made.software.partition(" ")
    header = _make.add(
        root,
        "header",
        creationtool=software or "songngu",
        creationtoolversion=version or "0",
        segtype="sentence",
        o_tmf="songngu",
        adminlang="en",
        srclang="vi",
        datatype="plaintext",
        creationdate=_time(brief),
    )
    for language in news.LANGUAGES:
        text = getattr(LABELS["machine"], language)
        _make.add(header, "note", text, lang=language)
    _props(header, {
        "x-brief": news.urn(brief),
        "x-report": news.report_uri(brief),
        "x-status": brief.status,
        "x-digital-source-type": news.MACHINE_MADE,
        "x-summariser": made.summariser,
        "x-translator": made.translator,
    })  # fmt: skip


def _unit(body: Any, brief: Brief, unit: Unit) -> None:
    pair = _make.add(body, "tu", tuid=f"{news.urn(brief)}#{unit.name}", creationdate=_time(brief))
    for flag in unit.flags:
        _make.add(pair, "note", flag)
    sentences = ", ".join(map(str, unit.sentences))
    _props(pair, {
        "x-status": unit.status,
        "x-source-sentences": sentences,
        "x-source-characters": view.ranges(unit.spans),
    })  # fmt: skip
    for language, maker in (
        ("vi", brief.provenance.summariser),
        ("en", brief.provenance.translator),
    ):
        side = _make.add(pair, "tuv", lang=language, creationid=maker)
        _make.add(side, "seg", getattr(unit, language))


def _props(parent: Any, values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            _make.add(parent, "prop", value, type=name)


def _time(brief: Brief) -> str:
    made = news.created(brief)
    return made.strftime("%Y%m%dT%H%M%SZ") if made else ""
