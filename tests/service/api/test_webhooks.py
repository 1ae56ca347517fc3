"""Webhooks over HTTP."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import load_settings

URL = "https://cms.example.org/hook"


@pytest.fixture
def app(studio, tmp_path):
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)}), studio)


def made(client: FlaskClient, **body: object) -> dict:
    answer = client.post("/v1/webhooks", json={"url": URL, **body})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/v1/webhooks/{answer.json['id']}"
    return answer.json


def test_a_webhook_is_made_shown_changed_and_removed(client):
    hook = made(client, events=["batch.failed"], description="CMS")
    assert hook["secret"].startswith("whsec_")
    path = f"/v1/webhooks/{hook['id']}"
    assert client.get(path).json == {**hook, "secret": None}
    changed = client.patch(path, json={"enabled": False, "events": []}).json
    assert (changed["enabled"], changed["events"], changed["description"]) == (False, [], "CMS")
    assert client.get("/v1/webhooks").json == {"webhooks": [changed]}
    assert client.delete(path).status_code == 204
    assert client.get(path).json["code"] == "unknown-webhook"


def test_a_secret_is_told_once_and_rotates(client):
    hook = made(client)
    path = f"/v1/webhooks/{hook['id']}"
    rotated = client.post(f"{path}/rotate", json={"hours": 1}).json
    assert rotated["secret"] != hook["secret"]
    assert client.get(path).json["secrets"] == 2
    assert client.get(path).json["secret"] is None
    assert client.post(f"{path}/rotate", json={"hours": 0}).json["secrets"] == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid-request"),
        ({"url": "ftp://example.org/"}, 400, "invalid-request"),
        ({"url": URL, "events": ["brief.sung"]}, 400, "invalid-request"),
        ({"url": "http://"}, 422, "bad-address"),
        ({"url": "http://[::1"}, 422, "bad-address"),
        ({"url": "http://192.168.1.2/hook"}, 422, "bad-address"),
        ({"url": "http://169.254.169.254/latest"}, 422, "bad-address"),
        ({"url": "http://localhost/"}, 422, "bad-address"),
        ({"url": URL, "secret": "short"}, 422, "bad-secret"),
        ({"url": URL, "secret": "whsec_c2hvcnQ="}, 422, "bad-secret"),
        ({"url": URL, "kind": "superdesk"}, 422, "bad-secret"),
    ],
)
def test_what_cannot_be_a_webhook_is_refused(client, body, status, code):
    answer = client.post("/v1/webhooks", json=body)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)


def test_a_test_is_queued_listed_and_replayed(client):
    hook = made(client)
    queued = client.post(f"/v1/webhooks/{hook['id']}/test")
    assert (queued.status_code, queued.json["event"]) == (202, "webhook.test")
    listed = client.get(f"/v1/webhooks/deliveries?webhook={hook['id']}&state=waiting").json
    assert listed == {"deliveries": [queued.json], "next": None}
    assert client.get("/v1/webhooks/deliveries?state=dead").json["deliveries"] == []
    path = f"/v1/webhooks/deliveries/{queued.json['id']}"
    assert client.get(path).json == queued.json
    assert client.post(f"{path}/replay").status_code == 202


def test_deliveries_are_paged_from_the_newest(client):
    hook = made(client)
    ids = [client.post(f"/v1/webhooks/{hook['id']}/test").json["id"] for _ in range(3)]
    page = client.get("/v1/webhooks/deliveries?limit=2").json
    assert [one["id"] for one in page["deliveries"]] == [ids[2], ids[1]]
    rest = client.get(f"/v1/webhooks/deliveries?limit=2&after={page['next']}").json
    assert [one["id"] for one in rest["deliveries"]] == [ids[0]]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "none", "unknown-webhook"),
        ("DELETE", "none", "unknown-webhook"),
        ("POST", "none/test", "unknown-webhook"),
        ("GET", "deliveries/none", "unknown-delivery"),
        ("POST", "deliveries/none/replay", "unknown-delivery"),
        ("GET", "deliveries?webhook=none", "unknown-webhook"),
        ("GET", "deliveries?after=none", "unknown-delivery"),
    ],
)
def test_what_is_not_there_is_404(client, method, path, code):
    answer = client.open(f"/v1/webhooks/{path}", method=method)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (404, code)


def test_the_webhook_of_a_batch_is_not_among_those_of_all(client):
    body = {"articles": [{"text": "x"}], "webhook": URL}
    id = client.post("/v1/batches", json=body).json["id"]
    assert client.get("/v1/webhooks").json == {"webhooks": []}
    client.delete(f"/v1/batches/{id}")
    (delivery,) = client.get("/v1/webhooks/deliveries").json["deliveries"]
    assert (delivery["event"], delivery["webhook"], delivery["url"]) == ("batch.cancelled", "", URL)
