"""The archive over HTTP."""

import io
import json
import zipfile
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from archive_briefs import BRIEF, other
from databases import KINDS, empty_database
from fake_studio import FakeStudio

from service.app import create_app
from service.archive.briefs import BriefStore, Query
from service.archive.database import Database
from service.formats import write
from service.settings import load_settings

CORRECTED = {"where": "points/0", "en": "The recruitment target was 100% met.", "author": "Lan"}


def app_of(url, studio=None, **environ):
    return create_app(
        load_settings({"SONGNGU_DATABASE_URL": url} | environ), studio or FakeStudio()
    )


@pytest.fixture(scope="module", params=KINDS)
def shelf(request, tmp_path_factory):
    """A client of a service on each kind of database, and its store."""
    with empty_database(request.param, tmp_path_factory.mktemp("archive")) as database:
        app = app_of(database.url)
        yield app.test_client(), BriefStore(database)
        app.extensions["songngu"].database.close()


@pytest.fixture
def client(shelf):
    """Three briefs to look at."""
    client, store = shelf
    for brief in list(store.export(Query())):
        store.delete(brief.id)
    store.put(BRIEF)
    store.put(other("e1", "2024-05-01", "Bão số 3 đổ bộ Quảng Ninh.", agency="TTXVN"))
    store.put(other("e2", "2024-06-01", "Lũ lớn ở Thái Nguyên."))
    return client


@pytest.fixture
def report(tmp_path):
    return "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."


def ids(response):
    return [brief["id"] for brief in response.json["briefs"]]


def test_a_brief_that_is_made_is_kept_and_can_be_asked_for_again(client, report):
    made = client.post("/v1/briefs", json={"text": report})
    place = made.headers["Content-Location"]
    assert place == f"/v1/briefs/{made.json['id']}"
    assert "Warning" not in made.headers
    assert client.get(place).json == made.json
    assert ids(client.get("/v1/briefs?q=uy+ban+nhan+dan"))[0] == made.json["id"]


def test_a_brief_of_a_stream_is_kept(client, report):
    answer = client.post(
        "/v1/briefs", json={"text": report, "points": 1}, headers={"Accept": "text/event-stream"}
    )
    assert "event: warning" not in answer.text
    brief = json.loads(answer.text.split("event: brief\ndata: ")[1])
    assert client.get(f"/v1/briefs/{brief['id']}").json == brief


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [BRIEF.id, "e2", "e1"]),
        ("?q=bao+quang+ninh", ["e1"]),
        ("?q=b%C3%A3o", ["e1"]),
        ("?agency=ttxvn", ["e1"]),
        ("?person=thai", [BRIEF.id]),
        ("?place=bac+kan&status=review", [BRIEF.id]),
        ("?since=2024-05-02&until=2024-12-31", ["e2"]),
        ("?q=nothing", []),
    ],
)
def test_search(client, query, found):
    response = client.get(f"/v1/briefs{query}")
    assert ids(response) == found
    assert (response.json["next"], response.headers.get("Link")) == (None, None)


def test_a_row_says_what_a_list_shows(client):
    row = client.get("/v1/briefs").json["briefs"][0]
    assert row.pop("kept").endswith("Z")
    assert row == {
        "id": BRIEF.id,
        "headline": asdict(BRIEF.headline),
        "title": "Hội nghị quân sự",
        "url": "https://example.org/1",
        "agency": "QĐND",
        "place": "Bắc Kạn",
        "day": "2025-01-08",
        "status": "review",
        "corrected": False,
    }


def test_links_lead_from_page_to_page(client):
    found, address = [], "/v1/briefs?limit=1&agency=&_external=1"
    while address:
        response = client.get(address)
        found += ids(response)
        link = response.headers.get("Link", "")
        assert bool(link) == bool(response.json["next"])
        address = link[1:].partition(">")[0]
        assert link == (f'<{address}>; rel="next"' if address else "")
        assert address.startswith(("/v1/briefs?limit=1", "")[not address])
    assert found == [BRIEF.id, "e2", "e1"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid-request"),
        ("limit=201", "invalid-request"),
        ("since=yesterday", "invalid-request"),
        ("status=fine", "invalid-request"),
        (f"q={'x' * 1001}", "invalid-request"),
        ("cursor=x", "bad-cursor"),
    ],
)
def test_a_wrong_question_is_told(client, query, code):
    response = client.get(f"/v1/briefs?{query}")
    assert response.json["code"] == code
    assert response.status_code == response.json["status"] == (422 if code == "bad-cursor" else 400)


@pytest.mark.parametrize("form", ["markdown", "html", "text", "json", "ninjs"])
def test_a_kept_brief_is_written_in_any_form(client, form):
    response = client.get(f"/v1/briefs/{BRIEF.id}?format={form}")
    expected = write(BRIEF, form)
    if form == "ninjs":
        assert response.json["uri"] == json.loads(expected)["uri"]
    else:
        assert response.text == expected


def test_what_is_not_kept_is_404(client):
    for call in (
        client.get("/v1/briefs/none"),
        client.delete("/v1/briefs/none"),
        client.get("/v1/briefs/none/corrections"),
        client.get("/v1/briefs/a%00b"),
        client.post("/v1/briefs/none/corrections", json=CORRECTED),
    ):
        assert (call.status_code, call.json["code"]) == (404, "brief-not-found")


def test_a_deleted_brief_is_gone(client):
    response = client.delete("/v1/briefs/e1")
    assert (response.status_code, response.data) == (204, b"")
    assert client.get("/v1/briefs/e1").status_code == 404
    assert ids(client.get("/v1/briefs")) == [BRIEF.id, "e2"]


def test_a_correction_is_answered_and_listed_and_the_original_stays(client):
    changed = client.post(f"/v1/briefs/{BRIEF.id}/corrections", json=CORRECTED)
    assert changed.status_code == 200
    assert changed.json["points"][0]["en"] == CORRECTED["en"]
    assert (changed.json["status"], changed.json["flags"]) == ("ok", [])
    assert client.get(f"/v1/briefs/{BRIEF.id}").json == changed.json
    original = client.get(f"/v1/briefs/{BRIEF.id}?original=true").json
    assert original == json.loads(write(BRIEF, "json"))
    (made,) = client.get(f"/v1/briefs/{BRIEF.id}/corrections").json["corrections"]
    assert (made["before"], made["author"]) == ("The recruitment target was met.", "Lan")
    assert client.get("/v1/briefs").json["briefs"][0]["corrected"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"where": "points/9", "en": "x"}, 422, "nothing-to-correct"),
        ({"where": "headline"}, 422, "nothing-to-correct"),
        ({"where": "headline", "en": ""}, 422, "nothing-to-correct"),
        ({"en": "x"}, 400, "invalid-request"),
        ({"where": "headline", "en": 1}, 400, "invalid-request"),
        ({"where": "headline", "fr": "x"}, 400, "invalid-request"),
    ],
)
def test_a_wrong_correction_is_told(client, body, status, code):
    response = client.post(f"/v1/briefs/{BRIEF.id}/corrections", json=body)
    assert (response.status_code, response.json["code"]) == (status, code)


def test_export_streams_json_lines(client):
    response = client.get("/v1/briefs/export?until=2024-12-31")
    assert response.mimetype == "application/jsonl"
    assert [json.loads(line)["id"] for line in response.text.splitlines()] == ["e2", "e1"]
    assert client.get("/v1/briefs/export?q=nothing").data == b""


def test_export_as_files(client):
    response = client.get("/v1/briefs/export?format=text&language=en")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert len(archive.namelist()) == 3
        text = archive.read(archive.namelist()[0]).decode()
        assert text == write(BRIEF, "text", "en")


# faults


def test_a_brief_is_answered_while_the_database_is_away_and_says_so(tmp_path, caplog, report):
    (tmp_path / "file").write_text("")
    client = app_of(f"sqlite:///{tmp_path}/file/songngu.db").test_client()
    response = client.post("/v1/briefs", json={"text": report})
    assert response.status_code == 200
    assert response.headers["Warning"].startswith('199 songngu "The brief was not kept')
    assert "Content-Location" not in response.headers
    assert "was not kept" in caplog.text
    stream = client.post(
        "/v1/briefs", json={"text": report}, headers={"Accept": "text/event-stream"}
    )
    assert "event: warning" in stream.text
    assert "event: brief" in stream.text
    for path in ("/v1/briefs", "/v1/briefs/a1", "/v1/briefs/export"):
        found = client.get(path)
        assert (found.status_code, found.json["code"]) == (503, "database-away")


def test_a_database_that_comes_back_is_used_again(tmp_path, report, monkeypatch):
    monkeypatch.setattr("service.archive.database._AGAIN_SECONDS", 0.0)
    folder = tmp_path / "mount"
    folder.write_text("not mounted yet")
    client = app_of(f"sqlite:///{folder}/songngu.db").test_client()
    assert "Warning" in client.post("/v1/briefs", json={"text": report}).headers
    folder.unlink()
    assert "Content-Location" in client.post("/v1/briefs", json={"text": report}).headers
    assert len(ids(client.get("/v1/briefs"))) == 1


def test_nothing_is_kept_where_the_setting_says_so(tmp_path, report):
    url = f"sqlite:///{tmp_path}/songngu.db"
    client = app_of(url, SONGNGU_KEEP_BRIEFS="no").test_client()
    response = client.post("/v1/briefs", json={"text": report})
    assert not {"Warning", "Content-Location"} & set(response.headers.keys())
    assert ids(client.get("/v1/briefs")) == []


def test_old_briefs_go_when_a_new_one_comes(tmp_path, report):
    url = f"sqlite:///{tmp_path}/songngu.db"
    with closing(Database(url)) as database:
        BriefStore(database).put(BRIEF, kept=datetime(2020, 1, 1, tzinfo=UTC))
    client = app_of(url, SONGNGU_KEEP_DAYS="30").test_client()
    made = client.post("/v1/briefs", json={"text": report}).json
    assert ids(client.get("/v1/briefs")) == [made["id"]]
