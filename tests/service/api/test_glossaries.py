"""`/v1/glossaries`, and requests that name one."""

import csv
import io

import pytest

from service.app import create_app
from service.glossary.files import write_glossary
from service.glossary.terms import Term
from service.settings import load_settings

TERMS = [
    {"vi": "khu vực phòng thủ", "en": "defensive zone", "spellings": ["KVPT"], "kind": "defence"},
    {"vi": "Cục Thống kê", "en": "NSO", "valid_from": "2025-03-01"},
]
SENTENCE = "Sáng 8/1, hội nghị khai mạc."


@pytest.fixture
def client(tmp_path, studio):
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    return create_app(settings, studio).test_client()


@pytest.fixture
def stored(client):
    answer = client.post("/v1/glossaries", json={"name": "Of the desk", "terms": TERMS})
    assert answer.status_code == 201, answer.json
    return answer


def test_a_glossary_is_stored_listed_read_and_deleted(client, stored):
    id = stored.json["id"]
    assert stored.headers["Location"] == f"/v1/glossaries/{id}"
    assert client.get("/v1/glossaries").json == {"glossaries": [stored.json]}
    whole = client.get(f"/v1/glossaries/{id}").json
    assert (whole["name"], whole["entry_count"]) == ("Of the desk", 2)
    assert whole["terms"][0]["spellings"] == ["KVPT"]
    assert whole["terms"][1]["valid_from"] == "2025-03-01"
    assert client.delete(f"/v1/glossaries/{id}").status_code == 204
    assert client.get(f"/v1/glossaries/{id}").json["code"] == "glossary-not-found"
    assert client.get("/v1/glossaries").json == {"glossaries": []}


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("application/x-tbx", "tbx"),
        ("application/x-tbx+martif", "tbx2"),
    ],
)
def test_every_form_goes_in_and_comes_out(client, media_type, form):
    terms = (Term("quân khu", "military region", "unit", "n", ("MR",), ("QK",), "s"),)
    body = write_glossary(terms, form, "x")
    made = client.post("/v1/glossaries?name=x", data=body, content_type=media_type).json
    assert (made["name"], made["entry_count"]) == ("x", 1)
    back = client.get(f"/v1/glossaries/{made['id']}", headers={"Accept": media_type})
    assert back.mimetype == media_type
    assert back.data == body
    assert client.get(f"/v1/glossaries/{made['id']}?format={form}").data == body


def test_csv_opens_in_a_spreadsheet(client, stored):
    answer = client.get(f"/v1/glossaries/{stored.json['id']}?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0]["vi"] == "khu vực phòng thủ|KVPT"


def test_terms_are_replaced_and_the_name_kept_or_changed(client, stored):
    address = f"/v1/glossaries/{stored.json['id']}"
    changed = client.put(address, data="a,b\n", content_type="text/csv").json
    assert (changed["name"], changed["entry_count"]) == ("Of the desk", 1)
    assert changed["digest"] != stored.json["digest"]
    renamed = client.put(f"{address}?name=New", data="a,b\n", content_type="text/csv").json
    assert (renamed["name"], renamed["digest"]) == ("New", changed["digest"])


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code", "detail"),
    [
        ("a,b\nc", "text/csv", 422, "bad-glossary", "Line 2 has 1 columns"),
        ("<tbx>", "application/x-tbx", 422, "bad-glossary", "line 1"),
        (b"a,\xff", "text/csv", 422, "bad-glossary", "Line 1 is not UTF-8"),
        ("a", "text/plain", 415, "unsupported-type", "is not read here"),
        ('{"name": "x", "terms": []}', "application/json", 400, "invalid-request", "#/terms"),
        (
            '{"name": "x", "terms": [{"vi": "a", "en": "b"}, {"vi": "a", "en": "c"}]}',
            "application/json",
            422,
            "bad-glossary",
            "Line 2 calls 'a' 'c'",
        ),
    ],
)
def test_bad_glossaries_are_refused_with_the_place(client, body, media_type, status, code, detail):
    answer = client.post("/v1/glossaries", data=body, content_type=media_type)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert detail in answer.json["detail"]
    assert client.get("/v1/glossaries").json == {"glossaries": []}


def test_a_brief_is_made_with_the_stored_and_the_inline_terms(client, stored, studio, report):
    asked = {"text": report, "glossary": stored.json["id"], "terms": [{"vi": "a", "en": "b"}]}
    assert client.post("/v1/briefs", json=asked).status_code == 200
    (_, options) = studio.calls[-1]
    assert [term.vi for term in options.resources.terms] == [
        "a",
        "khu vực phòng thủ",
        "Cục Thống kê",
    ]
    assert options.resources.label.startswith(f"{stored.json['id']}@")


@pytest.mark.parametrize("how", ["form", "query"])
def test_a_form_and_a_query_name_a_glossary(client, stored, studio, report, how):
    id = stored.json["id"]
    if how == "form":
        answer = client.post("/v1/briefs", data={"text": report, "glossary": id})
    else:
        answer = client.post(f"/v1/briefs?glossary={id}", data=report, content_type="text/plain")
    assert answer.status_code == 200
    assert len(studio.calls[-1][1].resources.terms) == 2


@pytest.mark.parametrize("path", ["/v1/briefs", "/v1/translations"])
def test_an_unknown_glossary_is_told(client, path):
    answer = client.post(path, json={"text": SENTENCE, "glossary": "nothing"})
    assert (answer.status_code, answer.json["code"]) == (404, "glossary-not-found")


def test_inline_terms_that_contradict_each_other_are_told(client):
    terms = [{"vi": "a", "en": "b"}, {"vi": "A", "en": "b"}, {"vi": "a", "en": "c"}]
    answer = client.post("/v1/translations", json={"text": SENTENCE, "terms": terms})
    assert (answer.status_code, answer.json["code"]) == (422, "bad-glossary")
    assert "Line 3" in answer.json["detail"]
