"""Whatever stands in a brief, every format is well formed."""

import io
import json

import feedparser
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as html_parser
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from service.briefs.brief import (
    Bilingual,
    Brief,
    Check,
    Facts,
    Figure,
    Flag,
    Person,
    Point,
    Provenance,
    Source,
)
from service.formats import FORMATS, filename, format_of, write
from service.formats.characters import for_xml

# Controls, lone surrogates, non-characters, markup and what closes it.
NASTY = [
    "\x00",
    "\x1b[31m",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\x85",
    "\u2028",
    "\r",
    "]]>",
    "<b>",
    "&",
]
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=[]), max_size=12),
    st.lists(st.sampled_from([*NASTY, "Quân khu 1", "🌸", "'", '"', "--", "{{", "|"])).map("".join),
)
BOTH = st.builds(Bilingual, TEXT, TEXT)
BRIEFS = st.builds(
    Brief,
    id=TEXT,
    source=st.builds(Source, *[TEXT] * 8, st.just(((0, 5), (5, 9)))),
    headline=BOTH,
    points=st.lists(
        st.builds(
            Point,
            vi=TEXT,
            en=TEXT,
            source=st.just((0, 1)),
            checks=st.just((Check("numbers", False),)),
        ),
        max_size=2,
    ).map(tuple),
    facts=st.builds(
        Facts,
        BOTH,
        TEXT,
        BOTH,
        st.tuples(st.builds(Person, TEXT, BOTH)),
        st.tuples(BOTH),
        st.tuples(st.builds(Figure, TEXT, TEXT, BOTH)),
    ),
    provenance=st.builds(
        Provenance,
        TEXT,
        TEXT,
        st.tuples(TEXT),
        st.tuples(st.tuples(TEXT, TEXT)),
        created=st.one_of(TEXT, st.datetimes().map(lambda time: time.isoformat())),
        software=TEXT,
    ),
    terms=st.tuples(BOTH),
    status=st.sampled_from(["ok", "review"]),
    flags=st.tuples(st.builds(Flag, TEXT, TEXT, st.sampled_from(["headline", "points/0", "x"]))),
)


def atom_reads(text: str) -> None:
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.bozo_exception
    assert len(found.entries) == 1


READERS = {
    "json": json.loads,
    "ninjs": json.loads,
    "ninjs1": json.loads,
    "jsonfeed": json.loads,
    "markdown": str.encode,
    "text": str.encode,
    "html": lambda text: html_parser.document_fromstring(text.encode()),
    "newsml": lambda text: etree.fromstring(text.encode()),
    "tmx": lambda text: tmxfile.parsestring(text.encode()),
    "xliff": lambda text: Xliff2File.parsestring(text.encode()),
    "atom": atom_reads,
    "docx": lambda data: Document(io.BytesIO(data)),
}


def test_every_format_has_a_reader():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "docx"])
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(brief=BRIEFS, language=st.sampled_from(["both", "vi", "en"]))
def test_any_text_is_written_well_formed(form, brief, language):
    check(form, brief, language)


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(brief=BRIEFS, language=st.sampled_from(["both", "vi", "en"]))
def test_any_text_makes_a_file_of_words(brief, language):
    check("docx", brief, language)


def check(form, brief, language):
    written = write(brief, form, language)
    if isinstance(written, str):
        written.encode()
    READERS[form](written)
    name = filename(brief, form)
    assert name.isascii()
    assert "/" not in name
    assert format_of(name) == form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\ud800c", "a\ufffdb\ufffdc"),
        ("\t\n\r é 🌸", "\t\n\r é 🌸"),
        ("\x1b[0m\ufffe\x9f", "\ufffd[0m\ufffd\ufffd"),
    ],
)
def test_characters_that_xml_forbids_are_replaced_one_by_one(text, expected):
    assert for_xml(text) == expected


@pytest.mark.parametrize("form", ["newsml", "tmx", "xliff", "docx"])
def test_what_can_be_kept_is_kept(brief, form):
    """A replaced character takes nothing of its neighbours along."""
    from dataclasses import replace

    nasty = replace(brief, points=(replace(brief.points[0], en="a\x00b <i>&amp; 🌸"),))
    written = write(nasty, form)
    if isinstance(written, bytes):
        told = "\n".join(
            c.text for r in Document(io.BytesIO(written)).tables[0].rows for c in r.cells
        )
    else:
        told = "".join(etree.fromstring(written.encode()).itertext())
    assert "a\ufffdb <i>&amp; 🌸" in told
