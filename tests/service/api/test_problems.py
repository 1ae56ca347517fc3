import io
import logging

import pytest
from fake_studio import FakeStudio
from flask.testing import FlaskClient

from models.catalogue import CATALOGUE
from models.errors import EngineFailed, ModelNotInstalled, SongnguError
from service.api.problems import of_exception
from service.api.submissions import FILES
from service.app import create_app
from service.formats import MEDIA_TYPES as FORMS
from service.reading.kinds import MEDIA_TYPES
from service.settings import load_settings

SUMMARISERS = [row.id for row in CATALOGUE.values() if "summarise" in row.tasks]
BODIES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    *FILES,
]
VIETNAMESE = "Sáng 8/1/2025, Ủy ban nhân dân tỉnh Bắc Kạn tổ chức hội nghị tổng kết công tác năm."
ENGLISH = "The conference was held in Hanoi this morning, officials of the ministry said."
FRENCH = "La conférence nationale s'est tenue hier à Hanoï en présence de nombreux responsables."

# (method, path, arguments of the client, status, code, detail, members beyond the common ones)
WRITTEN = [*FORMS.values(), "text/event-stream"]
TABLE = [
    (
        "POST", "/v1/briefs", {"json": {"text": ""}},
        422, "empty-text", "There is no text to brief: the input is empty.", {},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": "  \n "}},
        422, "empty-text", "There is no text to brief: the input is empty.", {},
    ),
    (
        "POST", "/v1/briefs", {"data": {"text": "", "url": ""}},
        422, "empty-text", "There is nothing to brief. Give a text, a file or an address.", {},
    ),
    (
        "POST", "/v1/briefs", {"data": b"", "content_type": "text/plain"},
        422, "empty-text", "There is no text to brief: the input is empty.", {},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": ENGLISH}},
        422, "not-vietnamese",
        "The text seems to be in English; only Vietnamese reports can be briefed.",
        {"language": "en"},
    ),
    (
        "POST", "/v1/briefs", {"data": FRENCH.encode(), "content_type": "text/plain"},
        422, "not-vietnamese",
        "The text seems to be in French; only Vietnamese reports can be briefed.",
        {"language": "fr"},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": VIETNAMESE * 300}},
        413, "too-large", "The text has 24,900 characters; at most 20,000 are read.",
        {"limit": 20_000},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": "a" * 100_000}},
        413, "body-too-large", "The request body is over 100,000 bytes.", {"limit": 100_000},
    ),
    (
        "POST", "/v1/briefs", {"data": {"file": (io.BytesIO(b"a" * 100_001), "tin.txt")}},
        413, "body-too-large", "The request body is over 100,000 bytes.", {"limit": 100_000},
    ),
    (
        "POST", "/v1/briefs", {"data": b"x", "content_type": "image/png"},
        415, "unsupported-type",
        "“image/png” is not read here. "
        "Set “Content-Type” to one of the types that “supported” lists.",
        {"supported": BODIES},
    ),
    (
        "POST", "/v1/briefs", {"data": {"file": (io.BytesIO(b"GIF89a"), "tin.pdf")}},
        415, "unsupported-type",
        "The input is a picture; send text, HTML, Markdown, DOCX, PDF, RTF, e-mail, JSON, CSV, "
        "ninjs, NewsML-G2 or a feed.",
        {"supported": list(MEDIA_TYPES)},
    ),
    (
        "POST", "/v1/translations", {"data": {"text": "Xin chào"}},
        415, "unsupported-type",
        "“application/x-www-form-urlencoded” is not read here. "
        "Set “Content-Type” to application/json.",
        {"supported": ["application/json"]},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": VIETNAMESE, "summariser": "gpt-9"}},
        422, "unknown-model",
        f"No model 'gpt-9' is known that can summarise. Known: {', '.join(SUMMARISERS)}.",
        {"known": SUMMARISERS},
    ),
    (
        "POST", "/v1/briefs", {"data": b"{", "content_type": "application/json"},
        400, "bad-request",
        "The body is not JSON: EOF while parsing an object at line 1 column 1.", {},
    ),
    (
        "POST", "/v1/briefs", {"data": b"[" * 90_000, "content_type": "application/json"},
        400, "bad-request",
        "The body is not JSON: recursion limit exceeded at line 1 column 202.", {},
    ),
    (
        "POST", "/v1/briefs", {"json": {}},
        400, "invalid-request", "#: Give exactly one of “text”, “html”, “url”.",
        {"errors": [
            {"detail": "Give exactly one of “text”, “html”, “url”.", "pointer": "#"},
        ]},
    ),
    (
        "POST", "/v1/briefs", {"data": {"text": "a", "url": "https://bao.vn"}},
        400, "invalid-request", "#: Give exactly one of “text”, “html”, “url”, “file”.",
        {"errors": [
            {"detail": "Give exactly one of “text”, “html”, “url”, “file”.", "pointer": "#"},
        ]},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": "a", "points": "năm", "a/b~c": 1}},
        400, "invalid-request", "#/points: Input should be a valid integer.",
        {"errors": [
            {"detail": "Input should be a valid integer", "pointer": "#/points"},
            {"detail": "Extra inputs are not permitted", "pointer": "#/a~1b~0c"},
        ]},
    ),
    (
        "POST", "/v1/briefs?language=fr", {"json": {"text": "a"}},
        400, "invalid-request",
        "language: Input should be 'both', 'vi' or 'en'.",
        {"errors": [
            {
                "detail": "Input should be 'both', 'vi' or 'en'",
                "parameter": "language",
            },
        ]},
    ),
    (
        "POST", "/v1/translations", {"json": {"text": ["a", 1]}},
        400, "invalid-request", "#/text/1: Input should be a valid string.",
        {"errors": [{"detail": "Input should be a valid string", "pointer": "#/text/1"}]},
    ),
    (
        "POST", "/v1/translations", {"json": {"text": ["a"] * 4}},
        413, "too-large", "The request holds 4 texts; the limit is 3. Send it in parts.",
        {"limit": 3, "unit": "texts"},
    ),
    (
        "POST", "/v1/summaries", {"json": {"text": [VIETNAMESE, ENGLISH]}},
        422, "not-vietnamese",
        "The text seems to be in English; only Vietnamese reports can be briefed.",
        {"language": "en", "pointer": "#/text/1"},
    ),
    (
        "POST", "/v1/briefs", {"json": {"text": "a"}, "headers": {"Accept": "image/png"}},
        406, "not-acceptable",
        f"The answer can be {', '.join(WRITTEN)}, but “Accept” asks for none of them.",
        {"available": WRITTEN},
    ),
    (
        "POST", "/v1/translations", {"json": {"text": "a"}, "headers": {"Accept": "text/html"}},
        406, "not-acceptable",
        "The answer can be application/json, but “Accept” asks for none of them.",
        {"available": ["application/json"]},
    ),
    (
        "GET", "/v9/briefs", {},
        404, "not-found", "There is nothing here. See /docs for what there is.", {},
    ),
    (
        "GET", "/v1/summaries", {},
        405, "method-not-allowed", "Use OPTIONS or POST here.", {"allowed": ["OPTIONS", "POST"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "given", "status", "code", "detail", "extra"), TABLE)
def test_every_error_is_a_problem(
    client: FlaskClient,
    method: str,
    path: str,
    given: dict[str, object],
    status: int,
    code: str,
    detail: str,
    extra: dict[str, object],
) -> None:
    headers = {"X-Request-Id": "r-1", **given.get("headers", {})}
    response = client.open(path, method=method, **{**given, "headers": headers})
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.get_json(force=True) == {
        "type": f"/docs#problem-{code}",
        "title": code.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
        "instance": path.partition("?")[0],
        "code": code,
        "request_id": "r-1",
        **extra,
    }


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    assert set(client.get("/v1/summaries").allow) == {"OPTIONS", "POST"}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ModelNotInstalled("Install it: songngu models fetch x.", model="x"), 503, None),
        (EngineFailed("The server at example does not answer."), 502, None),
        (ZeroDivisionError("Trung tướng Nguyễn Hồng Thái"), 500, "internal-error"),
        (SongnguError("Trung tướng Nguyễn Hồng Thái"), 500, "internal-error"),
    ],
)
def test_failures_of_the_models(
    client: FlaskClient,
    studio: FakeStudio,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    code: str | None,
) -> None:
    studio.error = error
    with caplog.at_level(logging.INFO):
        response = client.post("/v1/briefs", json={"text": VIETNAMESE})
    problem = response.get_json(force=True)
    assert (response.status_code, problem["status"]) == (status, status)
    assert problem["code"] == (code or getattr(error, "code", None))
    if status == 500:
        assert "Nguyễn" not in response.text
        assert type(error).__name__ in caplog.text
        assert problem["request_id"] in caplog.text
    assert "Nguyễn" not in caplog.text


def test_the_log_of_a_failure_names_its_causes(
    client: FlaskClient, studio: FakeStudio, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError("bí mật")
    error.__cause__ = KeyError("bí mật")
    studio.error = error
    client.post("/v1/briefs", json={"text": VIETNAMESE})
    assert "RuntimeError at " in caplog.text
    assert "because of KeyError" in caplog.text
    assert "bí mật" not in caplog.text


def test_no_word_of_an_article_is_logged(
    client: FlaskClient, report: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/v1/briefs?title=Quân khu 1", json={"text": report})
        client.get("/Nguyễn Hồng Thái")
        client.post("/v1/briefs", json={"text": report, "points": "Bắc Kạn"})
    assert caplog.records
    for word in ("Quân", "Nguyễn", "Bắc", "Qu%C3%A2n"):
        assert word not in caplog.text


def test_a_known_error_is_told_as_it_is() -> None:
    error = EngineFailed("No answer.")
    assert of_exception(error) is error


def test_bad_settings_are_not_a_matter_of_requests() -> None:
    app = create_app(load_settings({}), FakeStudio())
    assert app.config["MAX_CONTENT_LENGTH"] == 10_000_000
