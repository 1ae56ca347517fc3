"""TMX and XLIFF: read back by translate-toolkit, and held against their grammars."""

import io

import pytest
from lxml import etree
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from service.formats import write

# What the standards allow of the elements that are written here.
TMX = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED
  creationdate CDATA #IMPLIED>
<!ELEMENT body (tu*)> <!ELEMENT note (#PCDATA)> <!ATTLIST note xml:lang CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tu ((note|prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED creationdate CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED creationid CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA)>
"""
XLIFF = """
<!ELEMENT xliff (file+)>
<!ATTLIST xliff xmlns CDATA #FIXED "urn:oasis:names:tc:xliff:document:2.0"
  version CDATA #FIXED "2.1" srcLang NMTOKEN #REQUIRED trgLang NMTOKEN #REQUIRED>
<!ELEMENT file (notes?, unit+)> <!ATTLIST file id NMTOKEN #REQUIRED original CDATA #IMPLIED>
<!ELEMENT notes (note+)> <!ELEMENT note (#PCDATA)>
<!ATTLIST note category CDATA #IMPLIED appliesTo (source|target) #IMPLIED
  priority (1|2|3|4|5|6|7|8|9|10) #IMPLIED>
<!ELEMENT unit (notes?, segment+)> <!ATTLIST unit id NMTOKEN #REQUIRED name CDATA #IMPLIED>
<!ELEMENT segment (source, target?)>
<!ATTLIST segment state (initial|translated|reviewed|final) #IMPLIED subState CDATA #IMPLIED>
<!ELEMENT source (#PCDATA)> <!ATTLIST source xml:lang CDATA #FIXED "vi">
<!ELEMENT target (#PCDATA)> <!ATTLIST target xml:lang CDATA #FIXED "en">
"""


@pytest.mark.parametrize(("form", "grammar"), [("tmx", TMX), ("xliff", XLIFF)])
def test_files_keep_to_the_grammar(brief, empty, form, grammar):
    dtd = etree.DTD(io.StringIO(grammar))
    for one in (brief, empty):
        for language in ("both", "vi", "en"):
            root = etree.fromstring(write(one, form, language).encode())
            assert dtd.validate(root), dtd.error_log
    assert not dtd.validate(etree.fromstring(f"<{root.tag.rpartition('}')[2]}/>"))


def test_a_memory_reads_the_pairs(brief):
    store = tmxfile(io.BytesIO(write(brief, "tmx").encode()), "vi", "en")
    assert [(unit.source, unit.target) for unit in store.units] == [
        (brief.headline.vi, brief.headline.en),
        *((point.vi, point.en) for point in brief.points),
    ]
    assert store.units[2].getnotes() == "[numbers] 100% became 10%."


def test_a_memory_can_tell_what_needs_review_and_who_made_it(brief):
    root = etree.fromstring(write(brief, "tmx").encode())
    props = [
        {prop.get("type"): prop.text for prop in unit.iter("prop")} for unit in root.iter("tu")
    ]
    assert [one["x-status"] for one in props] == ["ok", "ok", "review"]
    assert props[2]["x-source-sentences"] == "1, 2"
    head = {prop.get("type"): prop.text for prop in root.find("header").iter("prop")}
    assert head["x-translator"] == "songngu-gemma-vi-en@1"
    assert head["x-digital-source-type"].endswith("trainedAlgorithmicMedia")
    assert "máy tạo ra" in root.find("header").findtext("note")


def test_an_editor_reads_the_segments(brief):
    store = Xliff2File.parsestring(write(brief, "xliff").encode())
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("vi", "en")
    assert [(unit.source, unit.target) for unit in store.units] == [
        (brief.headline.vi, brief.headline.en),
        *((point.vi, point.en) for point in brief.points),
    ]
    # Of the notes it reads only those in a segment, where the standard has no place for them.
    unit = store.units[2].getunitelement()
    assert unit.findtext("{*}notes/{*}note[@category='flag']") == "[numbers] 100% became 10%."
    assert unit.findtext("{*}notes/{*}note[@category='source-sentences']") == "1, 2"


def test_segments_are_translated_and_not_reviewed(brief):
    root = etree.fromstring(write(brief, "xliff").encode())
    segments = root.findall(".//{*}segment")
    assert {segment.get("state") for segment in segments} == {"translated"}
    assert [segment.get("subState") for segment in segments] == [
        "songngu:ok",
        "songngu:ok",
        "songngu:review",
    ]
    notes = {note.get("category"): note.text for note in root.find("{*}file/{*}notes")}
    assert notes["translator"] == "songngu-gemma-vi-en@1"
    assert notes["digital-source-type"].endswith("trainedAlgorithmicMedia")
    assert "Written by a machine" in notes["machine"]
