"""NewsML-G2 2.35 (IPTC): a news item in English, linked to the Vietnamese that it translates."""

from typing import Any

from service.briefs.brief import Brief
from service.formats import news
from service.formats.xml import Maker, document

VERSION = "2.35"
CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
XHTML = "http://www.w3.org/1999/xhtml"

# The IPTC has no names for what models do, so the item brings a scheme of its own.
_ROLES = "songngurole"

_make = Maker("http://iptc.org/std/nar/2006-10-01/")
_page = Maker(XHTML)


def write(brief: Brief, language: str = "both") -> str:
    """Write the item of one language; "both" is the English one that tells the Vietnamese too.

    The content itself is in one language, since readers take the last of several.
    """
    main = news.main_language(language)
    root = _make.root(
        "newsItem",
        guid=news.urn(brief, main),
        version="1",
        standard="NewsML-G2",
        standardversion=VERSION,
        conformance="power",
        lang=main,
    )
    _make.add(root, "catalogRef", href=CATALOGUE)
    _make.add(_make.add(root, "catalog"), "scheme", alias=_ROLES, uri="urn:songngu:role:")
    _item_meta(root, brief, main)
    _content_meta(root, brief, main, ["en", "vi"] if language == "both" else [main])
    _content(root, brief, main)
    return document(root)


def _item_meta(root: Any, brief: Brief, main: str) -> None:
    time = news.moment(brief).isoformat()
    software, _, version = brief.provenance.software.partition(" ")
    meta = _make.add(root, "itemMeta")
    _make.add(meta, "itemClass", qcode="ninat:text")
    _make.add(meta, "provider", literal="songngu")
    _make.add(meta, "versionCreated", time)
    _make.add(meta, "firstCreated", time)
    _make.add(meta, "pubStatus", qcode=f"stat:{news.publishing(brief)}")
    _make.add(meta, "generator", software or "songngu", versioninfo=version or "0")
    _make.add(meta, "profile", news.PROFILE, versioninfo="1")
    if brief.source.title:
        _make.add(meta, "title", brief.source.title, lang="vi")
    _make.add(meta, "edNote", news.note(brief, main), lang=main)
    if main == "en":
        _make.add(meta, "link", rel="irel:translatedFrom", residref=news.urn(brief, "vi"))
    _make.add(meta, "link", rel="irel:derivedFrom", href=news.report_uri(brief))


def _content_meta(root: Any, brief: Brief, main: str, told: list[str]) -> None:
    """Who and what the item is about; `told` are the languages it is told in, the first first."""
    meta = _make.add(root, "contentMeta")
    _make.add(meta, "contentCreated", news.moment(brief).isoformat())
    _make.add(meta, "digitalSourceType", uri=news.MACHINE_MADE)
    _place(meta, brief, main)
    for role, name in news.makers(brief, main):
        source = _make.add(meta, "infoSource", literal=name, role=f"{_ROLES}:{role}")
        _make.add(source, "name", name)
    _make.add(meta, "language", tag=main)
    _subjects(meta, brief, main)
    for side in told:
        _make.add(meta, "headline", news.headline(brief, side), lang=side)
    if brief.provenance.software:
        _make.add(meta, "by", brief.provenance.software)
    for side in told:
        text = news.abstract(brief, side) if side == main else "\n".join(news.texts(brief, side))
        if text:
            _make.add(meta, "description", text, lang=side)


def _place(meta: Any, brief: Brief, main: str) -> None:
    place = getattr(brief.facts.where, main) or brief.source.place
    if place:
        _make.add(_make.add(meta, "located", literal=place), "name", place, lang=main)


def _subjects(meta: Any, brief: Brief, main: str) -> None:
    people = [("cpnat:person", person.name) for person in brief.facts.people]
    bodies = [
        ("cpnat:organisation", getattr(body, main) or body.vi) for body in brief.facts.organisations
    ]
    for kind, name in [*people, *bodies]:
        if name:
            _make.add(_make.add(meta, "subject", type=kind, literal=name), "name", name)


def _content(root: Any, brief: Brief, main: str) -> None:
    inline = _make.add(
        _make.add(root, "contentSet"), "inlineXML", contenttype="application/xhtml+xml", lang=main
    )
    page = _page.root("html", lang=main)
    inline.append(page)
    _page.add(_page.add(page, "head"), "title", news.headline(brief, main) or "–")
    body = _page.add(page, "body")
    for text in news.texts(brief, main) or [""]:
        _page.add(body, "p", text)
