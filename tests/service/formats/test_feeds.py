"""Atom by feedparser; JSON Feed by what version 1.1 asks for."""

import dataclasses
import json

import feedparser
import pytest

from service.formats import atom, jsonfeed, write
from service.formats.feed import Channel

CHANNEL = Channel(
    url="https://songngu.example/v1/feed.atom?cursor=b",
    home="https://songngu.example/",
    first="https://songngu.example/v1/feed.atom",
    next="https://songngu.example/v1/feed.atom?cursor=c",
    briefs="https://songngu.example/v1/briefs/",
)


def test_a_reader_shows_the_entry(brief):
    found = feedparser.parse(write(brief, "atom"))
    assert not found.bozo
    assert found.version == "atom10"
    (entry,) = found.entries
    assert entry.id == "urn:songngu:brief:b1"
    assert entry.title == "Quân khu 1 tổng kết năm 2024 / Military Region 1 reviews 2024"
    assert entry.link == brief.source.url
    assert entry.updated == "2025-01-09T00:00:00+00:00"
    assert {tag.term for tag in entry.tags} == {"review", "trainedAlgorithmicMedia"}
    assert "songngu-gemma-vi-en@1 (translator)" in [one.name for one in entry.contributors]
    for expected in ("Recruitment reached 10%.", "100% became 10%.", "[câu 1, 2]", "by a machine"):
        assert expected in entry.content[0].value


def test_a_feed_holds_many_and_says_where_more_are(brief):
    older = dataclasses.replace(
        brief, id="b0", provenance=dataclasses.replace(brief.provenance, created="2024-12-31")
    )
    found = feedparser.parse(atom.write_feed([brief, older], CHANNEL))
    assert not found.bozo
    assert found.feed.updated == "2025-01-09T00:00:00+00:00"
    links = {link.rel: link.href for link in found.feed.links}
    assert links == {
        "self": CHANNEL.url,
        "alternate": CHANNEL.home,
        "first": CHANNEL.first,
        "next": CHANNEL.next,
    }
    assert [entry.id for entry in found.entries] == ["urn:songngu:brief:b1", "urn:songngu:brief:b0"]
    assert found.entries[0].link == "https://songngu.example/v1/briefs/b1?format=html"


def test_an_empty_feed_is_a_feed():
    found = feedparser.parse(atom.write_feed([], CHANNEL))
    assert not found.bozo
    assert found.entries == []
    assert json.loads(jsonfeed.write_feed([], CHANNEL))["items"] == []


def test_markup_is_shown_as_text(brief):
    hostile = dataclasses.replace(
        brief, points=(dataclasses.replace(brief.points[0], en="<script>alert(1)</script>"),)
    )
    content = feedparser.parse(write(hostile, "atom"), sanitize_html=False).entries[0].content[0]
    assert content.type == "text/html"
    assert "&lt;script&gt;" in content.value
    assert "<script" not in json.loads(write(hostile, "jsonfeed"))["items"][0]["content_html"]


@pytest.mark.parametrize("language", ["both", "vi", "en"])
def test_json_feed_has_what_version_1_1_asks_for(brief, language):
    found = json.loads(jsonfeed.write_feed([brief], CHANNEL, language))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"]
    assert found["next_url"] == CHANNEL.next
    (item,) = found["items"]
    assert item["id"] == "urn:songngu:brief:b1"
    assert item["url"] == "https://songngu.example/v1/briefs/b1?format=html"
    assert item["external_url"] == brief.source.url
    assert item["date_published"] == "2025-01-09T00:00:00+00:00"
    assert item.get("language", "both") == language
    assert ("Tuyển quân" in item["content_text"]) == (language != "en")
    assert ("Recruitment" in item["content_html"]) == (language != "vi")
    extra = item["_songngu"]
    assert extra["status"] == "review"
    assert extra["flags"][0]["message"] == "100% became 10%."
    assert {"role": "translator", "name": "songngu-gemma-vi-en@1"} in extra["made_by"]
