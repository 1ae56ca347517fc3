from io import BytesIO
from typing import Any

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import load_settings

VI = "Quân khu 1 tổ chức hội nghị."
EN = f"[en] {VI}"


def make(folder: Any, studio: FakeStudio, **settings: str) -> FlaskClient:
    environ = {"SONGNGU_DATA_DIR": str(folder)}
    environ |= {f"SONGNGU_{name.upper()}": value for name, value in settings.items()}
    return create_app(load_settings(environ), studio).test_client()


@pytest.fixture
def client(tmp_path: Any, studio: FakeStudio) -> FlaskClient:
    return make(tmp_path, studio)


def translate(client: FlaskClient, **sent: Any) -> Any:
    response = client.post("/v2/translate", json={"text": [VI], "target_lang": "EN-US", **sent})
    return response.status_code, response.json


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({}, EN),
        ({"target_lang": "EN", "source_lang": "VI"}, EN),
        ({"target_lang": "en-gb", "source_lang": "vi"}, EN),
        ({"text": [f"<p>{VI}</p>"], "tag_handling": "html"}, f"<p>{EN}</p>"),
        (
            {
                "text": ['Chào <x id="3"></x> nhé'],
                "tag_handling": "xml",
                "ignore_tags": ["x"],
                "source_lang": "VI",
            },
            '[en] Chào <x id="3"></x> nhé',
        ),
        ({"text": ["Một\nhai"], "split_sentences": "nonewlines"}, "[en] Một hai"),
        ({"text": ["Một\nhai"]}, "[en] Một\nhai"),
        ({"formality": "prefer_more", "model_type": "latency_optimized", "context": "x"}, EN),
        ({"text": VI}, EN),
    ],
)
def test_translate(client: FlaskClient, sent: Any, text: str) -> None:
    status, answer = translate(client, **sent)
    assert status == 200
    assert answer == {"translations": [{"detected_source_language": "VI", "text": text}]}


def test_forms_repeat_texts(client: FlaskClient) -> None:
    sent = {"text": [VI, "Hà Nội"], "target_lang": "en-US", "show_billed_characters": "1"}
    answer: Any = client.post("/v2/translate", data=sent).json
    assert [one["text"] for one in answer["translations"]] == [EN, "[en] Hà Nội"]
    assert [one["billed_characters"] for one in answer["translations"]] == [len(VI), 6]


def test_english_stays_and_says_so(client: FlaskClient) -> None:
    text = "The weather is nice today, said the minister."
    _, answer = translate(client, text=[text, VI])
    assert [(one["detected_source_language"], one["text"]) for one in answer["translations"]] == [
        ("EN", text),
        ("VI", EN),
    ]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": None}, "Parameter 'text' not specified."),
        ({"target_lang": None}, "Parameter 'target_lang' not specified."),
        ({"target_lang": "DE"}, "Value for 'target_lang' not supported."),
        ({"source_lang": "EN"}, "Value for 'source_lang' not supported."),
        ({"tag_handling": "md"}, "Value for 'tag_handling' not supported."),
        ({"formality": "more"}, "'formality' is not supported for given 'target_lang'."),
        ({"style_id": "x"}, "'style_id' is not supported."),
        ({"glossary_id": "x"}, "Use of a glossary requires the 'source_lang' parameter."),
        ({"text": ["<a>x</b>"], "tag_handling": "xml", "source_lang": "VI"}, "not well formed"),
        ({"text": [7]}, "Value for 'text' not supported."),
        ({"text": ["Bonjour à tous, je suis très content de vous voir."]}, "fr is not supported"),
    ],
)
def test_what_is_not_served_is_refused(client: FlaskClient, sent: Any, told: str) -> None:
    status, answer = translate(client, **sent)
    assert status == 400
    assert told in answer["message"]
    assert answer.keys() <= {"message", "detail"}


def test_statuses_of_the_contract(client: FlaskClient) -> None:
    big = client.post("/v2/translate", json={"text": ["a" * 131_073], "target_lang": "EN"})
    assert (big.status_code, big.json["message"]) == (413, "Payload Too Large")  # type: ignore[index]
    for address in ("/v2/nothing", "/v3/glossaries/none", "/v2/glossaries/none"):
        response = client.get(address)
        assert response.status_code == 404
        assert "message" in (response.json or {})
    assert client.get("/v2/translate").status_code == 405
    status, _ = translate(client, glossary_id="none", source_lang="VI")
    assert status == 404


def test_the_key(tmp_path: Any, studio: FakeStudio) -> None:
    client = make(tmp_path, studio, api_key="geheim")
    for header in ({}, {"Authorization": "DeepL-Auth-Key x"}, {"Authorization": "geheim"}):
        response = client.get("/v2/languages", headers=header)
        assert response.status_code == 403
        assert response.json["message"] == "Forbidden"  # type: ignore[index]
    right = {"Authorization": "DeepL-Auth-Key geheim"}
    assert client.get("/v2/languages", headers=right).status_code == 200


def test_the_quota(tmp_path: Any, studio: FakeStudio) -> None:
    client = make(tmp_path, studio, deepl_quota="60")
    assert translate(client)[0] == 200
    assert client.get("/v2/usage").json == {"character_count": len(VI), "character_limit": 60}
    assert translate(client)[0] == 200  # it is remembered, so it is not counted again
    assert translate(client, text=[VI.upper()])[0] == 200
    status, answer = translate(client, text=["Hà Nội."])
    assert (status, answer["message"]) == (456, "Quota exceeded")
    assert client.post("/v2/usage").json["character_count"] == 2 * len(VI)  # type: ignore[index]


def test_languages(client: FlaskClient) -> None:
    assert client.get("/v2/languages").json == [{"language": "VI", "name": "Vietnamese"}]
    # as the Python client sends it, and the Node client
    for sent in ({"data": {"type": "target"}}, {"query_string": {"type": "target"}}):
        answer: Any = client.get("/v2/languages", **sent).json
        assert {one["language"] for one in answer} == {"EN-US", "EN-GB"}


def test_a_glossary_is_used_and_its_change_is_seen(client: FlaskClient, studio: FakeStudio) -> None:
    sent = {
        "name": "Quân đội",
        "source_lang": "vi",
        "target_lang": "en",
        "entries": "hội nghị\tconference",
        "entries_format": "tsv",
    }
    created = client.post("/v2/glossaries", json=sent)
    assert created.status_code == 201
    glossary: Any = created.json
    assert (glossary["ready"], glossary["entry_count"]) == (True, 1)
    use = {"glossary_id": glossary["glossary_id"], "source_lang": "VI"}
    translate(client, **use)
    translate(client, **use)
    assert [[term.en for term in one.terms] for _, one in studio.asked] == [["conference"]]
    row = {"source_lang": "vi", "target_lang": "en", "entries": "hội nghị,meeting",
           "entries_format": "csv"}  # fmt: skip
    address = f"/v3/glossaries/{glossary['glossary_id']}"
    assert client.put(f"{address}/dictionaries", json=row).status_code == 200
    translate(client, **use)
    assert [term.en for term in studio.asked[-1][1].terms] == ["meeting"]
    entries = client.get(f"/v2/glossaries/{glossary['glossary_id']}/entries")
    assert entries.get_data(as_text=True) == "hội nghị\tmeeting"
    assert entries.mimetype == "text/tab-separated-values"


@pytest.mark.parametrize(
    "change",
    [
        {"source_lang": "en", "target_lang": "vi"},
        {"entries": "một"},
        {"entries": "\thai"},
        {"entries": ""},
        {"entries_format": "xml"},
        {"name": " "},
    ],
)
def test_bad_glossaries_are_refused(client: FlaskClient, change: dict[str, str]) -> None:
    sent = {"name": "n", "source_lang": "vi", "target_lang": "en", "entries": "a\tb",
            "entries_format": "tsv"}  # fmt: skip
    response = client.post("/v2/glossaries", json=sent | change)
    assert response.status_code == 400
    assert "message" in (response.json or {})
    assert client.get("/v2/glossaries").json == {"glossaries": []}


def upload(client: FlaskClient, data: bytes, name: str, **more: str) -> Any:
    sent = {"file": (BytesIO(data), name), "target_lang": "EN-US", **more}
    return client.post("/v2/document", data=sent)


def finished(client: FlaskClient, handle: dict[str, str]) -> Any:
    for _ in range(500):
        answer: Any = client.post(
            f"/v2/document/{handle['document_id']}",
            json={"document_key": handle["document_key"]},
        ).json
        if answer["status"] not in ("queued", "translating"):
            break
    return answer


def test_a_document_is_fetched_once(client: FlaskClient, studio: FakeStudio) -> None:
    studio.gate.clear()
    handle: Any = upload(client, VI.encode(), "a.txt").json
    address = f"/v2/document/{handle['document_id']}"
    key = {"document_key": handle["document_key"]}
    early = client.post(f"{address}/result", json=key)
    assert early.status_code == 503
    assert client.post(address, data=key).json["status"] == "translating"  # type: ignore[index]
    studio.gate.set()
    assert finished(client, handle) == {
        "document_id": handle["document_id"],
        "status": "done",
        "billed_characters": len(VI),
    }
    for wrong in (f"{address}/result", address):
        assert client.post(wrong, json={"document_key": "x"}).status_code == 404
    assert client.post(f"{address}/result", json=key).get_data(as_text=True) == EN
    assert client.post(f"{address}/result", json=key).status_code == 404


def test_a_document_that_fails_says_so_with_200(client: FlaskClient) -> None:
    handle: Any = upload(client, b"PK\x03\x04nonsense", "a.docx").json
    answer = finished(client, handle)
    assert answer["status"] == "error"
    assert "DOCX" in answer["error_message"]


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("a.exe", {}, "docx"),
        ("a.txt", {"output_format": "pdf"}, "output_format"),
        ("a.txt", {"target_lang": "DE"}, "target_lang"),
    ],
)
def test_documents_that_are_refused(
    client: FlaskClient, name: str, more: dict[str, str], told: str
) -> None:
    response = upload(client, b"x", name, **more)
    assert response.status_code == 400
    assert told in response.json["message"]  # type: ignore[index]


def test_our_own_api_opens_to_the_origins_that_are_set(tmp_path: Any, studio: FakeStudio) -> None:
    client = make(tmp_path, studio, cors_origins="https://cms.example, https://desk.example")
    for origin, allowed in (("https://desk.example", True), ("https://evil.example", False)):
        response = client.get("/v1/models", headers={"Origin": origin})
        assert (response.headers.get("Access-Control-Allow-Origin") == origin) is allowed
        assert "Origin" in response.vary
    closed = make(tmp_path, studio).get("/v1/models", headers={"Origin": "https://cms.example"})
    assert "Access-Control-Allow-Origin" not in closed.headers
