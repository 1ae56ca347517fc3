"""Read back by the implementation that the IPTC publishes."""

import dataclasses

import NewsMLG2
import pytest
from lxml import etree

from service.formats import write

XHTML = "{http://www.w3.org/1999/xhtml}"


def read(brief, language="both"):
    return NewsMLG2.NewsMLG2Document(write(brief, "newsml", language).encode()).get_item()


def tables(kind):
    """The rows of the elements and attributes of a class, by their names, with those it inherits.

    They are the XML Schema of NewsML-G2 2.35 as Python; elements stand in their order.
    """
    elements, attributes = [], []
    for base in reversed(kind.__mro__):
        elements += [row for _, row in base.__dict__.get("elements", ())]
        attributes += base.__dict__.get("attributes", {}).values()
    return [{row["xml_name"]: row for row in rows} for rows in (elements, attributes)]


def breaches(element, kind):
    """What an element holds that its class does not know, lacks, or holds in another order."""
    elements, attributes = tables(kind)
    children = [] if kind is NewsMLG2.newsitem.InlineXML else list(element)
    found = [etree.QName(child).localname for child in children]
    order = [list(elements).index(name) for name in found if name in elements]
    given = {etree.QName(name).localname for name in element.attrib} - {"lang"}
    needed = {name for name, row in attributes.items() if row.get("use") == "required"}
    yield from (set(found) - set(elements)) | (given - set(attributes)) | (needed - given)
    if order != sorted(order):
        yield f"order: {found}"
    for child, name in zip(children, found, strict=True):
        inner = elements.get(name, {}).get("element_class", "")
        if not isinstance(inner, str):
            yield from breaches(child, inner)


@pytest.mark.parametrize("language", ["both", "vi", "en"])
def test_every_element_and_attribute_is_of_the_standard_and_in_its_place(brief, empty, language):
    for one in (brief, empty):
        root = etree.fromstring(write(one, "newsml", language).encode())
        assert not list(breaches(root, NewsMLG2.NewsItem))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<pubStatus", "<pubstatus", "pubstatus"),
        ('versioninfo="1"', 'versionnumber="1"', "versionnumber"),
        (' guid="urn:songngu:brief:b1:en"', "", "guid"),
        ("<link ", "<itemClass ", "order"),
    ],
)
def test_the_tables_of_the_standard_can_be_broken(brief, old, new, found):
    written = write(brief, "newsml")
    assert old in written
    root = etree.fromstring(written.replace(old, new).encode())
    assert any(found in breach for breach in breaches(root, NewsMLG2.NewsItem))


def test_a_reader_finds_item_and_content(brief):
    item = read(brief)
    assert (item.guid, item.version) == ("urn:songngu:brief:b1:en", "1")
    assert (item.standard, item.standardversion, item.conformance) == ("NewsML-G2", "2.35", "power")
    meta = item.itemmeta
    assert NewsMLG2.qcode_to_uri(meta.itemclass.qcode).endswith("/ninature/text")
    assert meta.provider.literal == "songngu"
    assert NewsMLG2.qcode_to_uri(meta.pubstatus.qcode).endswith("/pubstatusg2/withheld")
    assert str(meta.versioncreated) == "2025-01-09T00:00:00+00:00"
    links = {link.rel: link.residref or link.href for link in meta.link}
    assert links == {
        "irel:translatedFrom": "urn:songngu:brief:b1:vi",
        "irel:derivedFrom": brief.source.url,
    }
    content = item.contentmeta
    assert content.digitalsourcetype.uri.endswith("/trainedAlgorithmicMedia")
    assert [language.tag for language in content.language] == ["en"]
    assert [str(headline) for headline in content.headline] == [
        brief.headline.en,
        brief.headline.vi,
    ]
    made = {NewsMLG2.qcode_to_uri(one.role): one.literal for one in content.infosource}
    assert made["urn:songngu:role:translator"] == "songngu-gemma-vi-en@1"


def test_the_note_to_editors_holds_flags_and_sentences(brief):
    (note,) = etree.fromstring(write(brief, "newsml").encode()).iter("{*}edNote")
    for expected in ("Written by a machine", "status: review", "100% became 10%", "sentence 1, 2"):
        assert expected in note.text


def test_content_is_xhtml_in_one_language(brief):
    root = etree.fromstring(write(brief, "newsml").encode())
    assert [p.text for p in root.iter(XHTML + "p")] == [point.en for point in brief.points]
    vietnamese = etree.fromstring(write(brief, "newsml", "vi").encode())
    assert [p.text for p in vietnamese.iter(XHTML + "p")] == [point.vi for point in brief.points]
    assert b"translatedFrom" not in etree.tostring(vietnamese)


def test_what_passed_is_usable(brief):
    sound = dataclasses.replace(brief, status="ok", flags=())
    assert read(sound).itemmeta.pubstatus.qcode == "stat:usable"
