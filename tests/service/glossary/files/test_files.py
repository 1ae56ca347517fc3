"""Glossary files in and out, and what is said of bad ones."""

import io
from datetime import date

import pytest
from translate.storage import tbx as toolkit

from service.glossary import BadGlossary, Term
from service.glossary.files import FORMS, form_of, read_glossary, write_glossary

TERMS = (
    Term("Quân khu 1", "Military Region 1", "unit", "a, “b”; c", ("MR1",), ("QK1",), "desk"),
    Term("Cục Thống kê", "Statistics Office", "body", valid_to=date(2025, 2, 28)),
    Term("Cục Thống kê", "National Statistics Office", "body", valid_from=date(2025, 3, 1)),
    Term("R&D <x>", 'research, "development"'),
)
V3 = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
 <conceptEntry id="1">
  <langSec xml:lang="en-GB"><termSec><term>armed forces</term></termSec>
   <termSec><term>troops</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
  <langSec xml:lang="vi-VN"><termSec><term>LLVT</term></termSec><termSec>
   <term>lực lượng vũ trang</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>
  <langSec xml:lang="fr"><termSec><term>forces armées</term></termSec></langSec>
 </conceptEntry></body></text></tbx>"""
V2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="1"><langSet xml:lang="vi"><ntig><termGrp><term>quân
 khu</term></termGrp></ntig></langSet>
<langSet xml:lang="en"><tig><term>military region</term></tig></langSet></termEntry>
</body></text></martif>"""


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_again(form):
    assert read_glossary(write_glossary(TERMS, form, "Desk"), form) == TERMS


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("csv", "quân khu,military region\nLLVT,armed forces\n"),
        ("csv", "\ufeffquân khu;military region\r\nLLVT;armed forces\r\n\r\n"),
        ("csv", "Target,Source\nmilitary region,quân khu\narmed forces,LLVT"),
        ("csv", 'quân khu,"military region",vi,en\nLLVT,armed forces,vi,en\n'),
        ("tsv", "quân khu\tmilitary region\nLLVT\tarmed forces\nLLVT\tarmed forces"),
        ("tsv", "Vietnamese\tEnglish\nquân khu\tmilitary region\nLLVT\tarmed forces\n"),
        ("json", '[{"vi":"quân khu","en":"military region"},{"vi":"LLVT","en":"armed forces"}]'),
    ],
)
def test_simple_files(form, data):
    assert read_glossary(data.encode(), form) == (
        Term("quân khu", "military region"),
        Term("LLVT", "armed forces"),
    )


def test_spreadsheets_may_write_utf_16():
    assert read_glossary("quân khu\tregion\n".encode("utf-16"), "tsv") == (
        Term("quân khu", "region"),
    )


def test_a_cell_may_hold_the_end_of_a_line_and_lines_are_still_counted():
    with pytest.raises(BadGlossary, match="Line 3 has no English"):
        read_glossary(b'"a\nb",x\nc,\n', "csv")


def test_forms_are_split_only_under_our_own_header():
    assert read_glossary(b"a|b\tx|y\n", "tsv") == (Term("a|b", "x|y"),)
    assert read_glossary(b"vi\ten\na|b\tx|y\n", "tsv") == (
        Term("a", "x", alternatives=("y",), spellings=("b",)),
    )


def test_tbx_3_takes_preferred_terms_first_and_leaves_out_deprecated_ones():
    assert read_glossary(V3.encode(), "tbx") == (
        Term("lực lượng vũ trang", "armed forces", spellings=("LLVT",)),
    )


def test_tbx_2_is_read_without_its_dtd():
    assert read_glossary(V2.encode(), "tbx") == (Term("quân khu", "military region"),)


def test_another_reader_finds_our_tbx_2():
    store = toolkit.tbxfile.parsefile(io.BytesIO(write_glossary(TERMS, "tbx2")))
    units = [(unit.source, unit.target) for unit in store.units]
    assert units == [(term.vi, term.en) for term in TERMS]


def test_our_tbx_3_has_the_shape_of_its_standard():
    text = write_glossary(TERMS[:1], "tbx", "Desk").decode()
    for piece in ('type="TBX-Basic"', "<conceptEntry id=", "<langSec xml:lang=", "<termSec>"):
        assert piece in text


@pytest.mark.parametrize(
    ("form", "data", "complaint"),
    [
        ("csv", b"a,b\nc,\xff\xfe", "Line 2 is not UTF-8"),
        ("csv", b"a,b\nc,d,e\n", "Line 2 has 3 columns instead of 2"),
        ("csv", b"a\n", "Line 1 has 1 columns"),
        ("csv", b'a,"b\n', "Line 1 cannot be read"),
        ("csv", b"a,b\n\x00,c\n", "Line 2 holds a zero byte"),
        ("tsv", b"a\tb\n\tc\n", "Line 2 has no Vietnamese"),
        ("tsv", b"a\tb\n\na\tc\n", "Line 3 calls 'a' 'c', but line 1 calls it 'b'"),
        ("tsv", b"vi\ten\tkind\na\tb\tthing\n", "Line 2 has the kind 'thing'"),
        ("tsv", b"vi\ten\tvalid_to\na\tb\tMay\n", "Line 2 has the date 'May'"),
        ("tsv", b"vi\ten\tkind\na\tb\n", "Line 2 has 2 columns instead of 3"),
        ("tsv", b"\n \n", "no entry"),
        ("json", b"{", "not JSON"),
        ("json", b'{"x": 1}', "array of entries"),
        ("json", b'[{"vi": "a", "en": "b"}, 3]', "Line 2 is no entry"),
        ("json", b'[{"vi": "a", "en": 3}]', "Line 1 has a member that is no text"),
        ("json", b'[{"vi": "a"}]', "Line 1 has no English"),
        ("json", b'[{"vi": "a", "en": "b", "spellings": [1]}]', "Line 1 has spellings"),
        ("tbx", b"<tbx>\n<text>\n</tbx>", "line 3"),
        ("tbx", b"<html/>", "Line 1 begins with <html>"),
        ("tbx", b"<tbx/>", "no entry"),
        ("tbx", V2.replace("military region", "").encode(), "Line 4 has no English"),
        (
            "tbx",
            b'<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif>&a;</martif>',
            "entities",
        ),
    ],
)
def test_a_bad_file_says_where_and_why(form, data, complaint):
    with pytest.raises(BadGlossary, match=complaint) as caught:
        read_glossary(data, form)
    assert caught.value.status == 422


@pytest.mark.parametrize(
    ("name", "media_type", "data", "form"),
    [
        ("a.csv", "", b"", "csv"),
        ("a.TSV", "", b"", "tsv"),
        ("a.tbx", "", b"", "tbx"),
        ("a.json", "", b"", "json"),
        ("a.txt", "text/csv; charset=utf-8", b"", "csv"),
        ("", "application/xml", b"", "tbx"),
        ("", "", b"\xef\xbb\xbf <tbx/>", "tbx"),
        ("", "", b"[]", "json"),
        ("", "application/octet-stream", b"a\tb", "tsv"),
        ("", "", b"a,b", "csv"),
    ],
)
def test_the_form_is_told_by_type_name_or_content(name, media_type, data, form):
    assert form_of(name, media_type, data) == form
