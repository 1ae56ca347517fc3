import dataclasses
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.briefs.brief import Bilingual, Point
from service.formats.markdown import escape, write

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKS = "\\`*_{}[]()<>#+-.!|~$&:=^\"'/ \n\tab1;"


class Reader(HTMLParser):
    """Collects tags and text."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def render(markdown):
    reader = Reader()
    reader.feed(RENDERER.render(markdown))
    reader.close()
    return reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quân khu 1 - 100%", "Quân khu 1 - 100%"),
        ("GDQP&AN", "GDQP&AN"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", "a \\| b"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("12. a", "12\\. a"),
        ("2024 a", "2024 a"),
        ("[a](javascript:x)", "\\[a\\](javascript:x)"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("a\n\n# b", "a # b"),
    ],
)
def test_escape(text, expected):
    assert escape(text) == expected


@given(st.one_of(st.text(MARKS), st.text()))
def test_escaped_text_is_only_text(text):
    plain = " ".join(text.replace("\0", "\ufffd").split())
    alone = render(escape(text.replace("\0", "\ufffd")))
    assert alone.text.strip() == plain
    assert set(alone.tags) <= {"p"}


@given(st.text(MARKS, min_size=1))
def test_escaped_text_stays_in_its_cell_and_item(text):
    cell = render(f"| a | b |\n| --- | --- |\n| {escape(text)} | c |")
    assert cell.tags.count("td") == 2
    assert set(cell.tags) == {"table", "thead", "tbody", "tr", "th", "td"}
    item = render(f"- {escape(text)}")
    assert item.tags in (["ul", "li"], ["ul", "li", "p"])


def test_points_stand_side_by_side_with_their_sentences(brief):
    row = next(line for line in write(brief).splitlines() if line.startswith("| 2 "))
    assert row == "| 2 ⚠ | Tuyển quân hoàn thành 100%. | Recruitment reached 10%. | 1, 2 |"


def test_hostile_text_adds_no_markup(brief):
    evil = "<script>x</script> | **b** | [c](javascript:d)\n\n# e"
    hostile = dataclasses.replace(
        brief, headline=Bilingual(evil, evil), points=(Point(evil, evil, (0,)),)
    )
    page = render(write(hostile))
    assert not {"script", "a", "img"} & set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.tags.count("td") == 4
