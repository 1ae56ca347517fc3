"""The feeds of finished briefs, read by feedparser."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from archive_briefs import BRIEF, other
from fake_studio import FakeStudio
from flask import Flask
from flask.testing import FlaskClient

from service.api.context import Context
from service.app import create_app
from service.archive.briefs import BriefStore
from service.settings import load_settings

FEEDS = ["/v1/feed.atom", "/v1/feed.json"]


@pytest.fixture
def app(studio: FakeStudio, tmp_path: Path) -> Flask:
    """An application with an archive of its own."""
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)}), studio)


@pytest.fixture
def store(app: Flask) -> BriefStore:
    context: Context = app.extensions["songngu"]
    store = BriefStore(context.database)
    for brief in (BRIEF, other("e1"), other("e2")):
        store.put(brief, datetime(2025, 1, 9, tzinfo=UTC))
    return store


def ids(client: FlaskClient, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    if response.content_type.startswith("application/atom+xml"):
        found = feedparser.parse(response.data)
        assert not found.bozo
        return [entry.id for entry in found.entries]
    assert response.content_type == "application/feed+json"
    return [item["id"] for item in response.json["items"]]


@pytest.mark.parametrize("address", FEEDS)
def test_every_finished_brief_is_in_the_feed(
    client: FlaskClient, store: BriefStore, address: str
) -> None:
    expected = {f"urn:songngu:brief:{id}" for id in (BRIEF.id, other("e1").id, other("e2").id)}
    assert set(ids(client, address)) == expected


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_archive_is_an_empty_feed(client: FlaskClient, address: str) -> None:
    assert ids(client, f"{address}?q=khôngcótrongkho") == []


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("filter", ["status=review", "until=2024-01-01", "agency=QĐND", "q=zzz"])
def test_filters_are_those_of_a_search(
    client: FlaskClient, store: BriefStore, address: str, filter: str
) -> None:
    found = client.get(f"/v1/briefs?{filter}").json["briefs"]
    assert ids(client, f"{address}?{filter}") == [f"urn:songngu:brief:{one['id']}" for one in found]


def test_pages_link_to_the_next_and_keep_the_filters(
    client: FlaskClient, store: BriefStore
) -> None:
    address, seen, pages = "/v1/feed.atom?limit=1&status=review&language=en", [], 0
    while address:
        found = feedparser.parse(client.get(address).data)
        seen += [entry.id for entry in found.entries]
        links = {link.rel: link.href for link in found.feed.links}
        assert links["self"].endswith(address.removeprefix("http://localhost"))
        assert links["first"] == "http://localhost/v1/feed.atom?limit=1&status=review&language=en"
        address = links.get("next", "")
        pages += 1
    assert pages == len(seen)
    assert len(set(seen)) == len(seen)
    first = client.get("/v1/feed.json?limit=1").json
    assert len(client.get(first["next_url"]).json["items"]) == 1


def test_entries_lead_to_the_brief(client: FlaskClient, store: BriefStore) -> None:
    for entry in feedparser.parse(client.get("/v1/feed.atom").data).entries:
        assert client.get(entry.link).content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(
    client: FlaskClient, store: BriefStore, address: str
) -> None:
    first = client.get(address)
    assert first.headers["Last-Modified"] == "Thu, 09 Jan 2025 00:00:00 GMT"
    assert first.headers["Cache-Control"] == "private, no-cache"
    for header in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(address, headers=header)
        assert (again.status_code, again.data) == (304, b"")
    store.correct(BRIEF.id, "headline", en="Another headline")
    for header in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        assert client.get(address, headers=header).status_code == 200


def test_a_corrected_entry_is_newer_than_it_was(client: FlaskClient, store: BriefStore) -> None:
    store.correct(BRIEF.id, "headline", en="Another headline")
    entries = feedparser.parse(client.get("/v1/feed.atom").data).entries
    entry = next(one for one in entries if one.id.endswith(BRIEF.id))
    assert "Another headline" in entry.title
    assert entry.updated > entry.published


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("limit=0", 400, "invalid-request"),
        ("since=yesterday", 400, "invalid-request"),
        ("status=done", 400, "invalid-request"),
        ("cursor=abc", 422, "bad-cursor"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: FlaskClient, query: str, status: int, code: str
) -> None:
    response = client.get(f"/v1/feed.json?{query}")
    assert response.status_code == status
    assert response.get_json(force=True)["code"] == code


def test_any_text_of_a_brief_makes_a_feed(client: FlaskClient, store: BriefStore) -> None:
    store.put(replace(other("e3"), headline=replace(BRIEF.headline, en="a\x00b <b>&")))
    found = feedparser.parse(client.get("/v1/feed.atom").data)
    assert not found.bozo
