"""Every format says that a machine wrote it; those that can say where each sentence is from."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from lxml import etree, html

from service.briefs.brief import Segment
from service.formats import FORMATS, write
from service.formats.labels import LABELS

VI, EN = "Quân khu 1 tổ chức hội nghị. Có 35 người dự.", "MR1 met. Some 53 people came."


@pytest.fixture
def traced(brief):
    """The brief with two sentences in its first point."""
    first, second = brief.points
    segments = (
        Segment((0, 28), (0, 8), (0,), ((0, 40),), 0.9),
        Segment((29, len(VI)), (9, len(EN)), (1,), ((41, 77),), 0.3),
    )
    point = replace(first, vi=VI, en=EN, score=0.3, segments=segments)
    return replace(brief, points=(point, second))


def text_of(made: str | bytes) -> str:
    if isinstance(made, str):
        return " ".join(made.split())  # plain text is wrapped
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return file.read("word/document.xml").decode()


@pytest.mark.parametrize("language", ["both", "vi", "en"])
@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_says_that_a_machine_wrote_it(brief, form, language):
    text = text_of(write(brief, form, language))
    told = [LABELS["machine"].vi, LABELS["machine"].en]
    labels = {"json": ['"machine_generated": true']}.get(form, told)
    assert any(label in text for label in labels)
    assert brief.provenance.translator in text or (language, form) == ("vi", form)


def test_json_holds_the_segments(traced):
    point = json.loads(write(traced, "json"))["points"][0]
    assert [point["vi"][slice(*one["vi"])] for one in point["segments"]] == [VI[:28], VI[29:]]
    assert point["segments"][1]["spans"] == [[41, 77]]


@pytest.mark.parametrize("side", ["vi", "en"])
def test_html_marks_each_sentence_with_its_source(traced, side):
    page = html.fromstring(write(traced, "html"))
    spans = page.xpath(f'//ol[@class="points"]/li[1]//p[@lang="{side}"]/span')
    assert [span.get("data-source") for span in spans] == ["1", "2"]
    assert [span.get("data-spans") for span in spans] == ["0-40", "41-77"]
    assert " ".join(span.text for span in spans) == {"vi": VI, "en": EN}[side]


def test_html_keeps_the_text_where_segments_are_wrong(traced):
    bad = replace(traced.points[0], segments=(Segment((9, 400), (5, 2), (0,)),))
    page = html.fromstring(write(replace(traced, points=(bad,)), "html"))
    assert page.xpath('//ol[@class="points"]//p/text()') == [VI, EN]


@pytest.mark.parametrize(("form", "unit", "source"), [("tmx", "tu", "seg"), ("xliff", "unit", "")])
def test_translators_get_sentences(traced, form, unit, source):
    root = etree.fromstring(write(traced, form).encode())
    names = [one.get("name") or one.get("tuid") for one in root.iter("{*}" + unit)]
    assert [name.rpartition("#")[2] for name in names][1:] == [
        "points/0/0",
        "points/0/1",
        "points/1",
    ]
    texts = [one.text for one in root.iter("{*}seg", "{*}source", "{*}target")]
    assert [VI[:28], EN[:8], VI[29:], EN[9:]] == texts[2:6]
    assert "41-77" in [one.text for one in root.iter("{*}prop", "{*}note")]


@pytest.mark.parametrize("form", ["markdown", "html", "text", "docx", "atom", "jsonfeed"])
def test_the_least_certain_point_comes_first(traced, form):
    text = text_of(write(traced, form, "en"))
    assert text.index("point 1 (30 %") < text.index("point 2 (40 %")
