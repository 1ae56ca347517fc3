"""TBX, the exchange format of terminologists: version 2 (martif) and version 3 (ISO 30042:2019).

Both are one tree, concept, language, term, under different names. Entities and the network are
off: a glossary needs neither.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from service.errors import UnreadableInput
from service.formats.characters import for_xml, mapped
from service.formats.xml import LANG, Maker, document
from service.glossary.files.gathering import Numbered, gathered
from service.glossary.terms import KINDS, BadGlossary, Term, make_term
from service.reading.markup import parse_xml

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_CONCEPTS = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_UNWANTED = ("deprecated", "superseded")  # how the status of a term to avoid begins
_DAYS = {"validFrom": "valid_from", "validTo": "valid_to"}


def read(data: bytes) -> tuple[Term, ...]:
    """Read the concepts that have a Vietnamese and an English term, the preferred first.

    Raises `BadGlossary` with the line of the XML.
    """
    try:
        root = parse_xml(data)
    except UnreadableInput as error:
        raise BadGlossary(error.message) from error
    if _name(root) not in ("tbx", "martif"):
        raise BadGlossary(f"Line 1 begins with <{_name(root)}>; TBX begins with <tbx> or <martif>.")
    return gathered(_concept(node) for node in root.iter() if _name(node) in _CONCEPTS)


def write(terms: Sequence[Term], name: str = "") -> bytes:
    """Write TBX v3 in the dialect TBX-Basic, data categories as attributes."""
    make = Maker(NAMESPACE)
    root = make.root("tbx", type="TBX-Basic", style="dca", lang="vi")
    header = make.add(root, "tbxHeader")
    source = make.add(make.add(header, "fileDesc"), "sourceDesc")
    make.add(source, "p", for_xml(name) or "Songngu")
    body = make.add(make.add(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        _entry(make, body, number, term, ("conceptEntry", "langSec", "termSec"))
    return document(root).encode()


def write_v2(terms: Sequence[Term], name: str = "") -> bytes:
    """Write TBX v2, as older tools read it."""
    make = Maker()
    root = make.root("martif", type="TBX", lang="vi")
    header = make.add(root, "martifHeader")
    source = make.add(make.add(header, "fileDesc"), "sourceDesc")
    make.add(source, "p", for_xml(name) or "Songngu")
    body = make.add(make.add(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        _entry(make, body, number, term, ("termEntry", "langSet", "tig"))
    return document(root).encode()


def _entry(make: Maker, body: Any, number: int, term: Term, names: tuple[str, str, str]) -> None:
    concept, language, holder = names
    term = mapped(term, for_xml)
    entry = make.add(body, concept, id=f"c{number}")
    make.add(entry, "descrip", term.kind, type="subjectField")
    for category, day in (("validFrom", term.valid_from), ("validTo", term.valid_to)):
        if day:
            make.add(entry, "admin", day.isoformat(), type=category)
    if term.source:
        make.add(entry, "admin", term.source, type="source")
    if term.note:
        make.add(entry, "note", term.note)
    for code, forms in (
        ("vi", (term.vi, *term.spellings)),
        ("en", (term.en, *term.alternatives)),
    ):
        section = make.add(entry, language, lang=code)
        for place, form in enumerate(forms):
            status = "admittedTerm-admn-sts" if place else "preferredTerm-admn-sts"
            one = make.add(section, holder)
            make.add(one, "term", form)
            make.add(one, "termNote", status, type="administrativeStatus")


def _concept(node: Any) -> Numbered:
    line = node.sourceline or 0
    sides = {"vi": _terms(node, "vi"), "en": _terms(node, "en")}
    kind = _told(node, "descrip", "subjectField")
    cells = {
        "kind": kind if kind in KINDS else "",
        "note": next((_text(one) for one in node if _name(one) == "note"), ""),
        "source": _told(node, "admin", "source"),
        **{name: _told(node, "admin", category) for category, name in _DAYS.items()},
    }
    # A stroke inside a term is a stroke: forms are elements here.
    vi, en = sides["vi"], sides["en"]
    made = make_term(line, cells | {"vi": "x" if vi else "", "en": "x" if en else ""})
    return line, Term(
        vi[0], en[0], made.kind, made.note, tuple(en[1:]), tuple(vi[1:]), made.source,
        made.valid_from, made.valid_to,
    )  # fmt: skip


def _terms(concept: Any, language: str) -> list[str]:
    """The terms of a concept in a language, whatever its region; those to avoid left out."""
    found: list[tuple[bool, str]] = []
    for section in concept:
        code = section.get(LANG, "") if _name(section) in _LANGUAGES else ""
        if code.lower().replace("_", "-").partition("-")[0] == language:
            found += _held(section)
    preferred = sorted(found, key=lambda one: not one[0])
    return list(dict.fromkeys(text for _, text in preferred if text))


def _held(section: Any) -> Iterator[tuple[bool, str]]:
    for node in section.iter():
        if _name(node) != "term":
            continue
        status = ""
        for one in node.getparent().iter():
            if _name(one) == "termNote" and one.get("type") in _STATUSES:
                status = _text(one)
        if not status.startswith(_UNWANTED):
            yield status.startswith("preferred"), _text(node)


def _told(node: Any, name: str, category: str) -> str:
    """What a child of a category says, whether it lies in the concept or in a group of it."""
    for one in node.iter():
        if _name(one) == name and one.get("type") == category:
            return _text(one)
    return ""


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
