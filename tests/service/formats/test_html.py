import dataclasses
import re

import pytest
from lxml import html as parser

from service.briefs.brief import Bilingual, Facts, Flag, Person, Point
from service.formats.html import is_web, write

EVIL = "<script>alert(1)</script><img src=x onerror=y>\"' &amp;"


def test_hostile_text_stays_text_everywhere(brief):
    hostile = dataclasses.replace(
        brief,
        source=dataclasses.replace(
            brief.source, title=EVIL, url="javascript:alert(1)", text=EVIL, sentences=((0, 50),)
        ),
        headline=Bilingual(EVIL, EVIL),
        points=(Point(EVIL, EVIL, (0,)),),
        facts=Facts(people=(Person(EVIL, Bilingual(EVIL, EVIL)),)),
        flags=(Flag("x", EVIL, EVIL),),
        provenance=dataclasses.replace(brief.provenance, software=EVIL),
    )
    page = parser.fromstring(write(hostile))
    assert not page.xpath("//script | //img | //@*[starts-with(name(), 'on')]")
    assert not [link for link in page.xpath("//@href") if not link.startswith("#")]
    assert page.xpath("//h1")[0].text_content() == EVIL


def test_page_needs_nothing_else(brief):
    written = write(brief)
    assert not re.search(r"<(script|link|iframe|img)\b|@import|url\(", written)
    assert written.lstrip().startswith("<!DOCTYPE html>")
    assert "@media print" in written


def test_points_link_to_sentences_of_the_report(brief):
    page = parser.fromstring(write(brief))
    links = page.xpath("//ol[@class='points']/li[2]//a/@href")
    assert links == ["#s1", "#s2"]
    assert page.get_element_by_id("s2").text_content() == "Chỉ tiêu tuyển quân hoàn thành 100%."


def test_languages_are_marked_and_beside_each_other(brief):
    page = parser.fromstring(write(brief))
    (first, *_) = page.xpath("//ol[@class='points']/li/div")
    assert first.get("class") == "both"
    assert [side.get("lang") for side in first.xpath("p")] == ["vi", "en"]


def test_without_the_text_of_the_report_numbers_are_not_links(brief):
    bare = dataclasses.replace(
        brief, source=dataclasses.replace(brief.source, text="", sentences=())
    )
    page = parser.fromstring(write(bare))
    assert not page.xpath("//ol[@class='points']//a")
    assert "1 2" in page.xpath("//ol[@class='points']/li[2]")[0].text_content()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" https://example.org", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert is_web(url) is expected
