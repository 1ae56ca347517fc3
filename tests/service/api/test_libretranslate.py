from io import BytesIO
from typing import Any

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import load_settings

VI = "Quân khu 1 tổ chức hội nghị."
EN = f"[en] {VI}"
PAIR = {"source": "vi", "target": "en"}


def make(folder: Any, studio: FakeStudio, **settings: str) -> FlaskClient:
    environ = {"SONGNGU_DATA_DIR": str(folder), "SONGNGU_MAX_CHARS": "400"}
    environ |= {f"SONGNGU_{name.upper()}": value for name, value in settings.items()}
    return create_app(load_settings(environ), studio).test_client()


@pytest.fixture
def client(tmp_path: Any, studio: FakeStudio) -> FlaskClient:
    return make(tmp_path, studio)


@pytest.mark.parametrize("how", ["json", "data", "query_string"])
def test_parameters_come_in_three_ways(client: FlaskClient, how: str) -> None:
    sent = {"q": VI, **PAIR, "format": "text", "api_key": ""}
    response = client.post("/translate", **{how: sent})
    assert response.status_code == 200
    assert response.json == {"translatedText": EN}


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"q": [VI, ""], **PAIR}, {"translatedText": [EN, ""]}),
        ({"q": f"<b>{VI}</b>", "format": "html", **PAIR}, {"translatedText": f"<b>{EN}</b>"}),
        (
            {"q": VI, "source": "auto", "target": "en"},
            {
                "translatedText": EN,
                "detectedLanguage": {"confidence": 100.0, "language": "vi"},
            },
        ),
        ({"q": VI, "source": "vi-VN", "target": "EN", "alternatives": "2"},
         {"translatedText": EN, "alternatives": [f"[alt] {VI}"]}),
        ({"q": [VI], **PAIR, "alternatives": 1},
         {"translatedText": [EN], "alternatives": [[f"[alt] {VI}"]]}),
    ],
)  # fmt: skip
def test_translate(client: FlaskClient, sent: Any, answer: Any) -> None:
    assert client.post("/translate", json=sent).json == answer


def test_each_text_has_its_own_guess_and_all_are_one_batch(
    client: FlaskClient, studio: FakeStudio
) -> None:
    english = "The weather is nice today, said the minister."
    sent = {"q": [VI, english, "123", "Hà Nội"], "source": "auto", "target": "en"}
    answer: Any = client.post("/translate", json=sent).json
    assert answer["translatedText"] == [EN, english, "[en] 123", "[en] Hà Nội"]
    guesses = answer["detectedLanguage"]
    assert [one["language"] for one in guesses] == ["vi", "en", "vi", "vi"]
    assert guesses[2]["confidence"] == 0.0
    assert all(0 <= one["confidence"] <= 100 for one in guesses)
    assert [texts for texts, _ in studio.asked] == [[VI, "123", "Hà Nội"]]


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        (PAIR, 400, "Invalid request: missing q parameter"),
        ({"q": "", **PAIR}, 400, "Invalid request: missing q parameter"),
        ({"q": VI, "target": "en"}, 400, "Invalid request: missing source parameter"),
        ({"q": VI, "source": "vi"}, 400, "Invalid request: missing target parameter"),
        ({"q": VI, "source": "zz", "target": "en"}, 400, "zz is not supported"),
        ({"q": VI, "source": "vi", "target": "fr"}, 400, "fr is not supported"),
        ({"q": VI, "source": "en", "target": "vi"}, 400, "en is not supported"),
        ({"q": "Bonjour à tous, je suis très content de vous voir ici.", "source": "auto",
          "target": "en"}, 400, "fr is not supported"),
        ({"q": VI, **PAIR, "format": "pdf"}, 400, "pdf format is not supported"),
        ({"q": VI, **PAIR, "alternatives": "x"}, 400,
         "Invalid request: alternatives parameter is not a number"),
        ({"q": [1], **PAIR}, 400,
         "Invalid request: q parameter is not a string or an array of strings"),
        ({"q": "a" * 401, **PAIR}, 400, "Invalid request: request (401) exceeds text limit (400)"),
        ({"q": ["a"] * 257, **PAIR}, 400,
         "Invalid request: request (257) exceeds batch limit (256)"),
    ],
)  # fmt: skip
def test_errors_are_those_of_the_contract(
    client: FlaskClient, sent: Any, status: int, told: str
) -> None:
    response = client.post("/translate", json=sent)
    assert (response.status_code, response.json) == (status, {"error": told})


def test_other_errors_have_the_same_form(client: FlaskClient) -> None:
    for response, status in (
        (client.get("/translate"), 405),
        (client.post("/languages"), 405),
        (client.get("/download_file/none.none.en.txt"), 404),
        (client.post("/translate", data="{", content_type="application/json"), 400),
    ):
        assert response.status_code == status
        assert list(response.json or {}) == ["error"]
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "code" in (client.get("/nothing-here").json or {})


def test_every_page_may_ask(client: FlaskClient) -> None:
    asked = {"Origin": "https://cms.example", "Access-Control-Request-Headers": "content-type"}
    response = client.options("/translate", headers=asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Headers"] == "content-type"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]


def test_a_key_is_asked_for_where_there_is_one(tmp_path: Any, studio: FakeStudio) -> None:
    client = make(tmp_path, studio, api_key="geheim")
    asked = {"q": VI, **PAIR}
    missing = client.post("/translate", json=asked)
    assert missing.status_code == 400
    assert "API key" in missing.json["error"]  # type: ignore[index]
    wrong = client.post("/translate", json=asked | {"api_key": "x"})
    assert (wrong.status_code, wrong.json) == (403, {"error": "Invalid API key"})
    assert client.post("/translate", json=asked | {"api_key": "geheim"}).status_code == 200
    assert client.post("/detect", json={"q": VI}).status_code == 400
    for open_to_all in ("/languages", "/frontend/settings", "/health"):
        assert client.get(open_to_all).status_code == 200
    assert client.get("/frontend/settings").json["keyRequired"] is True  # type: ignore[index]


def test_what_is_served(client: FlaskClient) -> None:
    assert client.get("/languages", content_type="application/x-www-form-urlencoded").json == [
        {"code": "vi", "name": "Vietnamese", "targets": ["en"]},
        {"code": "en", "name": "English", "targets": []},
    ]
    settings: Any = client.get("/frontend/settings").json
    assert settings.keys() == {
        "charLimit", "frontendTimeout", "apiKeys", "keyRequired", "suggestions",
        "filesTranslation", "supportedFilesFormat", "language",
    }  # fmt: skip
    assert settings["charLimit"] == 400
    assert settings["language"]["source"] == {"code": "vi", "name": "Vietnamese"}
    assert client.get("/health").json == {"status": "ok"}
    assert client.post("/detect", data={"q": VI}).json == [{"confidence": 100.0, "language": "vi"}]


def test_suggestions_are_remembered(tmp_path: Any, studio: FakeStudio) -> None:
    sent = {"q": VI, "s": "Military Region 1 met.", **PAIR}
    refused = make(tmp_path, studio).post("/suggest", data=sent)
    assert refused.status_code == 403
    assert list(refused.json or {}) == ["error"]
    client = make(tmp_path, studio, suggestions="1")
    assert client.post("/suggest", data=sent).json == {"success": True}
    client.post("/translate", json={"q": VI, **PAIR})
    memory = studio.asked[-1][1].memory
    assert memory is not None
    assert memory.exact(VI) == "Military Region 1 met."


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", VI.encode(), EN),
        ("a.html", f"<p>{VI}</p>".encode(), f"<p>{EN}</p>"),
        (
            "a.md",
            f"# {VI}\n".encode(),
            f"# {EN.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}\n",
        ),
    ],
)
def test_files(client: FlaskClient, name: str, data: bytes, expected: str) -> None:
    sent = {"file": (BytesIO(data), name), **PAIR}
    url = client.post("/translate_file", data=sent).json["translatedFileUrl"]  # type: ignore[index]
    for _ in range(2):
        assert client.get(url).get_data(as_text=True) == expected
    assert client.get(url.replace(".en.", "x.en.")).status_code == 404


def test_files_of_other_kinds_are_refused(client: FlaskClient) -> None:
    response = client.post("/translate_file", data={"file": (BytesIO(b"x"), "a.exe"), **PAIR})
    assert response.status_code == 400
    assert "docx" in response.json["error"]  # type: ignore[index]
    damaged = {"file": (BytesIO(b"PK\x03\x04nonsense"), "a.docx"), **PAIR}
    response = client.post("/translate_file", data=damaged)
    assert response.status_code == 400
    assert "DOCX" in response.json["error"]  # type: ignore[index]


def test_requests_that_join_to_the_same_text_are_not_mixed_up(client: FlaskClient) -> None:
    one: Any = client.post("/translate", json={"q": ["a|b", "c"], **PAIR}).json
    two: Any = client.post("/translate", json={"q": ["a", "b|c"], **PAIR}).json
    assert one["translatedText"] == ["[en] a|b", "[en] c"]
    assert two["translatedText"] == ["[en] a", "[en] b|c"]
