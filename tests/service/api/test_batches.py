"""Batches over HTTP."""

import gzip
import io
import json
import zipfile

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from service.api.context import context
from service.app import create_app
from service.jobs.queue import Queue
from service.jobs.worker import Tools, Worker
from service.settings import load_settings

TEXT = "Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Hồng Thái chủ trì hội nghị."
LINES = "application/x-ndjson"
TIGHT = gzip.compress(b"\n" * 200_001)  # within a zip file, whose directory does not tell of it
PRIVATE = b'{"articles": [{}], "webhook": "http://10.0.0.1/"}'


@pytest.fixture
def app(studio, tmp_path):
    limits = {"MAX_UPLOAD": "100000", "MAX_BATCH": "5", "MAX_UNPACKED": "200000"}
    environ = {f"SONGNGU_{name}": value for name, value in limits.items()}
    return create_app(load_settings(environ | {"SONGNGU_DATA_DIR": str(tmp_path)}), studio)


@pytest.fixture
def work(app):
    """Work on everything that is queued."""

    def run() -> None:
        with app.app_context():
            scope = context()
        queue = Queue(scope.settings)
        queue.on_ticket = Worker(
            Tools(scope.settings, scope.database, queue, scope.studio)
        ).on_ticket
        while task := queue.huey.dequeue():
            queue.huey.execute(task)
        queue.close()

    return run


def rows(count: int) -> list[dict[str, str]]:
    return [{"id": f"a{n}", "text": f"{TEXT} Lần thứ {n} của năm."} for n in range(count)]


def lines(values: list[object]) -> bytes:
    return "\n".join(json.dumps(value) for value in values).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def results(client: FlaskClient, id: str, query: str = "") -> list[dict]:
    answer = client.get(f"/v1/batches/{id}/results{query}")
    assert answer.status_code == 200
    assert answer.mimetype == LINES
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("application/json", json.dumps({"task": "summarise", "articles": rows(2)}).encode()),
        (LINES, lines(rows(2))),
        ("application/jsonl", lines(rows(2))),
        ("text/csv", f"id,text\na0,{TEXT}\na1,{TEXT}\n".replace(", ", " ").encode()),
        ("application/zip", zipped({"a0.txt": TEXT.encode(), "b/a1.html": b"<p>" + TEXT.encode()})),
        ("application/zip", zipped({"all.jsonl": lines(rows(2))})),
        ("application/zip", zipped({"all.jsonl.gz": gzip.compress(lines(rows(2)))})),
    ],
)
def test_articles_come_in_many_forms(client, work, kind, data):
    answer = client.post("/v1/batches?task=summarise", data=data, content_type=kind)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/batches/{answer.json['id']}"
    assert (answer.json["state"], answer.json["total"]) == ("waiting", 2)
    work()
    shown = client.get(answer.headers["Location"]).json
    assert (shown["state"], shown["counts"]["done"]) == ("finished", 2)
    found = results(client, answer.json["id"])
    assert [row["place"] for row in found] == [0, 1]
    assert all(row["result"]["summary"] for row in found)


@pytest.mark.parametrize("task", ["brief", "translate", "summarise"])
def test_tasks_and_options_are_told_by_the_query_or_the_body(client, studio, work, task):
    query = f"/v1/batches?task={task}&points=1&translator=songngu-gemma-vi-en"
    by_query = client.post(query, data=lines(rows(1)), content_type=LINES)
    body = {"task": task, "points": 1, "translator": "songngu-gemma-vi-en", "articles": rows(1)}
    by_body = client.post("/v1/batches", json=body)
    work()
    first, second = (results(client, one.json["id"]) for one in (by_query, by_body))
    for one in (*first, *second):
        one.pop("seconds")
    assert first == second
    assert first[0]["state"] == "done"


def test_bad_rows_fail_in_their_place_and_stop_nothing(client, work):
    data = b'{"id": "a", "text": "%s"}\nno json\n{"id": "c"}\n[]\n{"text": " "}' % TEXT.encode()
    id = client.post("/v1/batches", data=data, content_type=LINES).json["id"]
    work()
    found = results(client, id)
    assert [row["state"] for row in found] == ["done", *["failed"] * 4]
    assert "is not JSON" in found[1]["error"]["detail"]
    assert {row["error"]["code"] for row in found[1:]} == {"unreadable-input"}
    assert client.get(f"/v1/batches/{id}").json["counts"]["failed"] == 4


@pytest.mark.parametrize(
    ("kind", "data", "status", "code"),
    [
        (LINES, b"", 422, "empty-batch"),
        (LINES, lines(rows(6)), 413, "too-large"),
        (LINES, b" " * 100_001, 413, "body-too-large"),
        ("application/zip", b"no zip", 422, "unreadable-input"),
        ("application/zip", zipped({"a.txt": b"a" * 200_001}), 413, "too-large"),
        ("application/zip", zipped({"a.jsonl.gz": TIGHT}), 413, "too-large"),
        ("application/json", b'{"articles": []}', 400, "invalid-request"),
        ("application/json", b'{"articles": [{}], "task": "sing"}', 400, "invalid-request"),
        ("application/json", b'{"articles": [{}], "translator": "x"}', 422, "unknown-model"),
        ("application/json", PRIVATE, 422, "bad-address"),
        ("application/pdf", b"", 415, "unsupported-type"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_refused(client, kind, data, status, code):
    answer = client.post("/v1/batches", data=data, content_type=kind)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)
    assert client.get("/v1/batches").json["batches"] == []


def test_a_zip_file_that_lies_about_its_size_does_not_unpack(client, work):
    data = bytearray(zipped({"a.txt": TEXT.encode() * 1000, "b.txt": TEXT.encode()}))
    # The size that the directory at the end tells of the first member.
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (50).to_bytes(4, "little")
    answer = client.post("/v1/batches", data=bytes(data), content_type="application/zip")
    work()
    states = [row["state"] for row in results(client, answer.json["id"])]
    assert states == ["failed", "done"]


def test_the_same_key_makes_one_batch(client):
    headers = {"Idempotency-Key": "archive-2016"}
    body = {"articles": rows(1), "webhook": "https://example.org/hook"}
    first, again = (client.post("/v1/batches", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json == first.json
    assert again.json["webhook_secret"].startswith("whsec_")
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    other = client.post("/v1/batches", json={"articles": rows(2)}, headers=headers)
    assert (other.status_code, other.json["code"]) == (422, "idempotency-key-reused")
    assert other.json["batch"] == first.json["id"]
    assert client.get(first.headers["Location"]).json["webhook_secret"] is None


def test_pages_lead_from_the_newest_to_the_oldest(client):
    ids = [client.post("/v1/batches", json={"articles": rows(1)}).json["id"] for _ in range(3)]
    page = client.get("/v1/batches?limit=2").json
    assert [one["id"] for one in page["batches"]] == [ids[2], ids[1]]
    last = client.get(f"/v1/batches?limit=2&after={page['next']}").json
    assert [one["id"] for one in last["batches"]] == [ids[0]]
    assert last["next"] is None


def test_results_go_on_where_they_ended(client, work):
    id = client.post("/v1/batches", json={"articles": rows(3)}).json["id"]
    assert results(client, id) == []
    work()
    assert [row["place"] for row in results(client, id, "?after=0")] == [1, 2]
    assert client.get(f"/v1/batches/{id}/results?after=-2").status_code == 400


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_cancelled_batch_is_not_worked_on_until_it_is_tried_again(client, studio, work, method):
    id = client.post("/v1/batches", json={"articles": rows(2)}).json["id"]
    path = f"/v1/batches/{id}" + ("/cancel" if method == "POST" else "")
    for _ in range(2):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    work()
    assert studio.calls == []
    assert client.post(f"/v1/batches/{id}/retry").json["state"] == "waiting"
    work()
    assert [row["state"] for row in results(client, id)] == ["done", "done"]


def test_events_tell_everything_until_the_end(client, work):
    id = client.post("/v1/batches", json={"articles": rows(2)}).json["id"]
    work()
    answer = client.get(f"/v1/batches/{id}/events", headers={"Last-Event-ID": "nonsense"})
    assert answer.mimetype == "text/event-stream"
    progress, end = answer.text.strip().split("\n\n")
    assert progress.startswith("id: 2\nevent: progress\ndata: ")
    assert end.startswith("id: end\nevent: end\ndata: ")
    told = json.loads(end.split("data: ")[1])
    assert {**told, "webhook_secret": None} == client.get(f"/v1/batches/{id}").json
    assert told["counts"]["done"] == 2
    again = client.get(f"/v1/batches/{id}/events", headers={"Last-Event-ID": "end"})
    assert again.status_code == 204


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""), ("GET", "/events"), ("GET", "/results"), ("POST", "/cancel"), ("DELETE", ""),
        ("POST", "/retry"),
    ],
)  # fmt: skip
def test_an_unknown_batch_is_404(client, method, path):
    answer = client.open(f"/v1/batches/none{path}", method=method)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (404, "unknown-batch")


def test_a_brief_may_be_asked_for_without_waiting(client, studio, work):
    headers = {"Prefer": "respond-async, wait=10", "Idempotency-Key": "one"}
    archive = client.post("/v1/batches", json={"articles": rows(2)})
    answer = client.post("/v1/briefs", json={"text": TEXT, "points": 1, "title": "Tin"},
                         headers=headers)  # fmt: skip
    assert answer.status_code == 202
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert studio.calls == []
    assert answer.json["kind"] == "brief"
    work()
    # It came last and was made first.
    assert studio.calls[0][1].points == 1
    (row,) = results(client, answer.json["id"])
    assert row["result"]["points"]
    assert client.get(f"/v1/briefs/{row['result']['id']}").status_code == 200
    assert len(results(client, archive.json["id"])) == 2
    again = client.post("/v1/briefs", json={"text": TEXT, "points": 1, "title": "Tin"},
                        headers=headers)  # fmt: skip
    assert again.json["id"] == answer.json["id"]


@pytest.mark.parametrize("later", [True, False])
def test_terms_and_glossaries_reach_the_studio(client, studio, work, later):
    entries = [{"vi": "hội nghị", "en": "conference"}]
    glossary = client.post("/v1/glossaries", json={"name": "g", "terms": entries}).json["id"]
    told = {"glossary": glossary, "terms": [{"vi": "Quân khu", "en": "Military Region"}]}
    if later:
        client.post("/v1/briefs", json={"text": TEXT, **told}, headers={"Prefer": "respond-async"})
    else:
        client.post("/v1/batches", json={"articles": rows(1), **told})
    work()
    ((_, options),) = studio.calls
    assert [term.en for term in options.resources.terms] == ["Military Region", "conference"]


@pytest.mark.parametrize("path", ["/v1/briefs", "/v1/batches"])
def test_a_glossary_that_does_not_exist_is_told_at_once(client, path):
    body = {"text": TEXT} if path == "/v1/briefs" else {"articles": rows(1)}
    answer = client.post(
        path, json={**body, "glossary": "none"}, headers={"Prefer": "respond-async"}
    )
    assert (answer.status_code, answer.json["code"]) == (404, "glossary-not-found")


def test_a_queue_that_is_away_loses_no_batch(tmp_path):
    environ = {"SONGNGU_QUEUE_URL": "redis://127.0.0.1:1/0", "SONGNGU_DATA_DIR": str(tmp_path)}
    client = create_app(load_settings(environ), FakeStudio()).test_client()
    answer = client.post("/v1/batches", json={"articles": rows(1)})
    assert answer.status_code == 202
    assert client.get(answer.headers["Location"]).json["state"] == "waiting"
