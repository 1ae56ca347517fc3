"""Who is let in: keys, scopes, sessions, pages of other sites, names of other hosts."""

import base64
import logging
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fake_studio import FakeStudio
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api import scopes
from service.app import create_app
from service.archive.database import Database
from service.auth.keys import Keys, Wish
from service.auth.rates import MOST_FAILURES
from service.auth.scopes import SCOPES
from service.auth.tokens import new_token
from service.settings import load_settings

VI = "Sáng 8/1, hội nghị khai mạc."
AS_JSON = {"Accept": "application/json"}
EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@cache
def empty() -> bytes:
    """A database with its tables, which take longer to make than most of these tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "songngu.db"
        database = Database(f"sqlite:///{path}")
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        return path.read_bytes()


def made(tmp_path: Path, **settings: object) -> Flask:
    tmp_path.joinpath("songngu.db").write_bytes(empty())
    given = {f"SONGNGU_{name.upper()}": str(value) for name, value in settings.items()}
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path), **given}), FakeStudio())


@pytest.fixture
def guarded(tmp_path: Path) -> Flask:
    return made(tmp_path, require_keys="yes")


@pytest.fixture
def client(guarded: Flask) -> FlaskClient:
    return guarded.test_client()


def key(app: Flask, *names: str, **wish: Any) -> str:
    keys = Keys(app.extensions["songngu"].database)
    return str(keys.create(Wish("test", names or ("all",), **wish))[1])


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def translate(client: FlaskClient, **how: Any) -> TestResponse:
    return client.post("/v1/translations", json={"text": VI}, **how)


# --- who needs a key ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "remote", "headers", "status"),
    [
        ("auto", "127.0.0.1", {}, 200),
        ("auto", "127.8.9.1", {}, 200),
        ("auto", "::1", {}, 200),
        ("auto", "192.0.2.7", {}, 401),
        ("auto", "10.0.0.1", {}, 401),
        ("auto", "", {}, 401),
        ("auto", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 401),
        ("auto", "127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 401),
        ("auto", "127.0.0.1", {"X-Real-IP": "192.0.2.7"}, 401),
        ("auto", "127.0.0.1", {"Via": "1.1 proxy"}, 401),
        ("yes", "127.0.0.1", {}, 401),
        ("no", "192.0.2.7", {}, 200),
    ],
)
def test_who_needs_a_key(
    tmp_path: Path, mode: str, remote: str, headers: dict[str, str], status: int
) -> None:
    client = made(tmp_path, require_keys=mode).test_client()
    answer = translate(client, headers=headers, environ_overrides={"REMOTE_ADDR": remote})
    assert answer.status_code == status
    if status == 401:
        assert answer.json["code"] == "key-missing"  # type: ignore[index]
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="songngu"'


def test_every_address_is_closed_or_meant_to_be_open(guarded: Flask, client: FlaskClient) -> None:
    """Asked without a key, whatever is not open answers 401, 403 or 400 as its API does."""
    opened = set()
    for rule in guarded.url_map.iter_rules():
        path = re.sub(r"<int:\w+>", "1", rule.rule)
        path = re.sub(r"<[^>]+>", "abc", path)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            answer = client.open(path, method=method)
            refused = answer.status_code in (400, 401, 403) and (
                "API key" in answer.text or "key" in answer.text
            )
            signing_in = answer.status_code == 303 and "/sign-in" in answer.headers["Location"]
            if not refused and not signing_in:
                opened.add(rule.rule)
    assert opened <= {
        "/healthz", "/readyz", "/docs", "/openapi.json", "/static/<path:filename>", "/sign-in",
        "/sign-out", "/languages", "/frontend/settings", "/health", "/download_file/<name>",
    }  # fmt: skip


def test_an_address_without_a_row_needs_the_scope_admin() -> None:
    assert scopes.needed("/v9/forgotten", "GET") == {"admin"}
    assert scopes.needed("/docs-of-something", "GET") == {"admin"}
    assert scopes.needed("/archived", "GET") == {"admin"}


ASKED = [
    ("POST", "/v1/translations", "translate"),
    ("POST", "/v1/summaries", "brief"),
    ("POST", "/v1/briefs", "brief"),
    ("GET", "/v1/briefs", "archive"),
    ("GET", "/v1/briefs/" + "0" * 64, "archive"),
    ("GET", "/v1/briefs/export", "archive"),
    ("GET", "/v1/feed.atom", "archive"),
    ("DELETE", "/v1/briefs/" + "0" * 64, "edit"),
    ("POST", "/v1/briefs/" + "0" * 64 + "/corrections", "edit"),
    ("POST", "/v1/glossaries", "edit"),
    ("POST", "/v1/memory", "edit"),
    ("GET", "/v1/batches", "batch"),
    ("POST", "/v1/batches", "batch"),
    ("GET", "/v1/webhooks", "admin"),
    ("POST", "/v1/webhooks", "admin"),
    ("POST", "/v2/glossaries", "edit"),
    ("POST", "/suggest", "edit"),
]


@pytest.mark.parametrize(("method", "path", "scope"), ASKED)
def test_a_key_opens_what_its_scope_names_and_nothing_else(
    guarded: Flask, client: FlaskClient, method: str, path: str, scope: str
) -> None:
    others = [name for name in SCOPES if name != scope]
    scheme = "DeepL-Auth-Key" if path.startswith("/v2/") else "Bearer"
    right, wrong = (
        client.open(
            path, method=method, headers={"Authorization": f"{scheme} {key(guarded, *names)}"}
        )
        for names in ([scope], others)
    )
    assert wrong.status_code == 403
    assert f"needs the scope {scope}" in wrong.text
    assert right.status_code not in (401, 403) or path == "/suggest"  # which is switched off
    assert "needs the scope" not in right.text


@pytest.mark.parametrize(
    ("names", "model", "status"),
    [
        (["translate"], "songngu-translate", 200),
        (["brief"], "songngu-translate", 403),
        (["brief"], "songngu-headline", 200),
        (["translate"], "songngu-headline", 403),
        (["archive"], "songngu-headline", 403),
    ],
)
def test_the_scope_of_a_chat_is_that_of_its_model(
    guarded: Flask, client: FlaskClient, names: list[str], model: str, status: int
) -> None:
    asked = {"model": model, "messages": [{"role": "user", "content": VI}]}
    answer = client.post("/v1/chat/completions", json=asked, headers=bearer(key(guarded, *names)))
    assert answer.status_code == status
    if status == 403:
        assert answer.json["error"]["type"] == "permission_error"  # type: ignore[index]


def test_what_is_done_later_needs_the_scope_of_batches(guarded: Flask, client: FlaskClient) -> None:
    later = {"Prefer": "respond-async"}
    for names, status in ((("brief",), 403), (("brief", "batch"), 202)):
        headers = bearer(key(guarded, *names)) | later
        assert client.post("/v1/briefs", json={"text": VI}, headers=headers).status_code == status


# --- each API asks in its own way --------------------------------------------------------------


@pytest.mark.parametrize("where", ["json", "form", "query", "bearer"])
def test_libretranslate_clients_bring_the_key_their_way(
    guarded: Flask, client: FlaskClient, where: str
) -> None:
    asked, given = {"q": VI, "source": "vi", "target": "en"}, key(guarded, "translate")
    ways: dict[str, dict[str, Any]] = {
        "json": {"json": asked | {"api_key": given}},
        "form": {"data": asked | {"api_key": given}},
        "query": {"json": asked, "query_string": {"api_key": given}},
        "bearer": {"json": asked, "headers": bearer(given)},
    }
    assert client.post("/translate", **ways[where]).status_code == 200


@pytest.mark.parametrize(
    ("path", "missing", "wrong"),
    [
        ("/translate", (400, {"error": "Please contact the server operator to get an API key"}),
         (403, {"error": "Invalid API key"})),
        ("/v2/languages", (403, "Forbidden"), (403, "Forbidden")),
        ("/v1/models/songngu-brief", (401, "invalid_api_key"), (401, "invalid_api_key")),
        ("/v1/models", (401, "key-missing"), (401, "wrong-key")),
    ],
)  # fmt: skip
def test_each_api_tells_of_keys_in_its_own_form(
    client: FlaskClient, path: str, missing: Any, wrong: Any
) -> None:
    method = "POST" if path == "/translate" else "GET"
    asked = {"json": {"q": VI, "source": "vi", "target": "en"}} if method == "POST" else {}
    without = client.open(path, method=method, **asked)  # type: ignore[arg-type]
    scheme = "DeepL-Auth-Key" if path.startswith("/v2/") else "Bearer"
    with_wrong = client.open(
        path,
        method=method,
        headers={"Authorization": f"{scheme} {new_token()}"},
        **asked,  # type: ignore[arg-type]
    )
    for answer, (status, told) in ((without, missing), (with_wrong, wrong)):
        assert answer.status_code == status
        assert answer.json == told if isinstance(told, dict) else told in answer.text


def test_a_feed_reader_may_send_the_key_as_a_password_and_only_to_read(
    guarded: Flask, client: FlaskClient
) -> None:
    pair = base64.b64encode(f"desk:{key(guarded)}".encode()).decode()
    basic = {"Authorization": f"Basic {pair}"}
    assert client.get("/v1/feed.json", headers=basic).status_code == 200
    assert translate(client, headers=basic).status_code == 401
    challenge = client.get("/v1/feed.json").headers.getlist("WWW-Authenticate")
    assert challenge == ['Bearer realm="songngu"', 'Basic realm="songngu"']
    for broken in ("Basic", "Basic %%%", "Basic " + base64.b64encode(b"\xff\xfe").decode()):
        assert client.get("/v1/feed.json", headers={"Authorization": broken}).status_code == 401


def test_the_key_of_the_settings_is_one_for_everything(tmp_path: Path) -> None:
    client = made(tmp_path, require_keys="yes", api_key="geheim").test_client()
    for path in ("/v1/models", "/v1/webhooks", "/v1/models/songngu-brief", "/v2/usage"):
        assert client.get(path, headers=bearer("geheim")).status_code == 200
        assert client.get(path, headers=bearer("geheim!")).status_code in (401, 403)
        assert client.get(path, headers=bearer("gehéim")).status_code in (401, 403)


def test_a_key_that_somebody_thought_up_cannot_be_tried_for_long(tmp_path: Path) -> None:
    app = made(tmp_path, require_keys="yes", api_key="geheim")
    client, ours = app.test_client(), key(app)
    for number in range(MOST_FAILURES):
        assert client.get("/v1/models", headers=bearer(f"x{number}")).status_code == 401
    answer = client.get("/v1/models", headers=bearer("geheim"))
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert client.get("/v1/models", headers=bearer(ours)).status_code == 200


# --- rates and quotas --------------------------------------------------------------------------


def test_past_its_rate_a_key_waits(guarded: Flask, client: FlaskClient) -> None:
    slow, other = key(guarded, rate=2), key(guarded, rate=2)
    statuses = [client.get("/v1/models", headers=bearer(slow)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get("/v1/models", headers=bearer(slow))
    assert answer.json["code"] == "rate-limited"  # type: ignore[index]
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert client.get("/v1/models", headers=bearer(other)).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("/v1/translations", {"text": VI}, 429, "quota-used-up"),
        ("/v1/summaries", {"text": VI}, 429, "quota-used-up"),
        ("/v1/briefs", {"text": VI}, 429, "quota-used-up"),
        ("/translate", {"q": VI, "source": "vi", "target": "en"}, 429, "Slowdown"),
        ("/v2/translate", {"text": [VI], "target_lang": "EN"}, 456, "Quota exceeded"),
        ("/v1/chat/completions", {"model": "songngu-translate",
         "messages": [{"role": "user", "content": VI}]}, 429, "insufficient_quota"),
    ],
)  # fmt: skip
def test_past_its_quota_a_key_gets_nothing_done(
    guarded: Flask, client: FlaskClient, path: str, body: Any, status: int, told: str
) -> None:
    poor = key(guarded, quota=len(VI) - 1)
    answer = client.post(path, json=body, headers=bearer(poor))
    assert answer.status_code == status
    assert told in answer.text
    assert (
        client.post(path, json=body, headers=bearer(key(guarded, quota=10_000))).status_code == 200
    )


def test_usage_over_deepl_is_that_of_the_key(guarded: Flask, client: FlaskClient) -> None:
    headers = bearer(key(guarded, quota=500))
    client.post("/v2/translate", json={"text": [VI], "target_lang": "EN"}, headers=headers)
    client.post("/v2/translate", json={"text": [VI], "target_lang": "EN"}, headers=headers)
    told = client.get("/v2/usage", headers=headers).json
    # The second answer was kept from the first, which costs nothing.
    assert told == {"character_count": len(VI), "character_limit": 500}


# --- nothing tells a key -----------------------------------------------------------------------


def test_no_key_is_in_a_log_an_answer_or_a_header(
    guarded: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    good, bad = key(guarded, rate=1), str(new_token())
    asked = {"q": VI, "source": "vi", "target": "en"}
    told = []
    for given in (good, good, bad):
        for path, how in (
            (
                "/translate",
                {"query_string": asked | {"api_key": given}},
            ),
            ("/v1/models", {"headers": bearer(given)}),
            ("/v2/usage", {"headers": {"Authorization": f"DeepL-Auth-Key {given}"}}),
            (f"/none/{given}", {}),
        ):
            method = "POST" if path == "/translate" else "GET"
            answer = client.open(path, method=method, **how)  # type: ignore[arg-type]
            told.append(re.sub(re.escape(f"/none/{given}"), "", answer.text) + str(answer.headers))
    secrets = (good[-64:], bad[-64:])
    for text in (caplog.text, *told):
        assert not any(secret in text for secret in secrets)


# --- pages of other sites ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://localhost"}, 200),
        (EVIL, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://cms.example", "Sec-Fetch-Site": "cross-site"}, 200),
    ],
)
def test_a_page_of_another_site_cannot_use_a_service_without_keys(
    tmp_path: Path, headers: dict[str, str], status: int
) -> None:
    client = made(tmp_path, cors_origins="https://cms.example").test_client()
    assert translate(client, headers=headers).status_code == status
    deleted = client.delete("/v1/briefs/" + "0" * 64, headers=headers)
    assert deleted.status_code == (404 if status == 200 else 403)


def test_a_page_of_another_site_that_has_a_key_may_use_it(
    guarded: Flask, client: FlaskClient
) -> None:
    assert translate(client, headers=EVIL | bearer(key(guarded))).status_code == 200
    assert translate(client, headers=EVIL).status_code == 401


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("application/x-www-form-urlencoded", True),
        ("multipart/form-data", True),
        ("text/plain", True),
        ("application/json", False),
    ],
)
def test_forms_of_the_page_prove_that_they_are_ours(
    tmp_path: Path, kind: str, needed: bool
) -> None:
    client = made(tmp_path).test_client()
    token = csrf(client, "/")
    body: dict[str, Any] = {"data": VI} if kind == "text/plain" else {"data": {"text": VI}}
    if kind == "application/json":
        body = {"json": {"text": VI}}
    ours = {"Sec-Fetch-Site": "same-origin"}
    for given, status in ((token, 200), ("wrong", 403), ("", 403), ("tökén", 403), (None, 403)):
        headers = ours | ({"X-CSRF-Token": given} if given is not None else {})
        answer = client.post("/v1/briefs", content_type=kind, headers=headers, **body)
        assert answer.status_code == (status if needed else 200)
    if isinstance(body.get("data"), dict):
        body = {"data": {"text": VI, "csrf_token": token}}
        assert client.post("/v1/briefs", content_type=kind, headers=ours, **body).status_code == 200


def test_the_token_of_one_browser_is_no_use_to_another(tmp_path: Path) -> None:
    app = made(tmp_path)
    mine, yours = app.test_client(), app.test_client()
    stolen, _ = csrf(mine, "/"), csrf(yours, "/")
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": stolen}
    assert yours.post("/v1/briefs", data={"text": VI}, headers=headers).status_code == 403


@pytest.mark.parametrize(("origins", "status"), [("", 403), ("https://evil.example", 200)])
def test_what_is_open_to_every_page_does_not_change_what_stays(
    tmp_path: Path, origins: str, status: int
) -> None:
    client = made(tmp_path, suggestions="yes", cors_origins=origins).test_client()
    pair = {"q": VI, "source": "vi", "target": "en"}
    assert client.post("/translate", json=pair, headers=EVIL).status_code == 200
    assert client.post("/suggest", json=pair | {"s": "x"}, headers=EVIL).status_code == status


# --- names of other hosts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:8000", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200),
        ("192.168.1.5:8000", 200), ("songngu", 200), ("brief.localhost:1", 200),
        ("briefs.example", 200), ("BRIEFS.example:8000", 200),
        ("evil.example", 421), ("evil.example:80", 421), ("127.0.0.1.evil.example:8000", 421),
        ("localhost.evil.example", 421),
    ],
)  # fmt: skip
def test_a_name_that_somebody_else_owns_is_not_answered(
    tmp_path: Path, host: str, status: int
) -> None:
    client = made(tmp_path, hosts="briefs.example, other.example").test_client()
    assert client.get("/v1/models", headers={"Host": host}).status_code == status
    assert client.get("/", headers={"Host": host}).status_code == status
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_with_keys_any_name_will_do(guarded: Flask, client: FlaskClient) -> None:
    headers = bearer(key(guarded)) | {"Host": "briefs.example"}
    assert client.get("/v1/models", headers=headers).status_code == 200


# --- signing in --------------------------------------------------------------------------------


def csrf(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf[-_]token" (?:content|value)="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def sign_in(client: FlaskClient, key: str, **more: str) -> TestResponse:
    form = {"csrf_token": csrf(client, "/sign-in"), "key": key, **more}
    return client.post("/sign-in", data=form)


def test_the_pages_ask_for_a_key_and_show_themselves_with_it(
    guarded: Flask, client: FlaskClient
) -> None:
    for path in ("/", "/archive?q=a&status=ok"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=/")
    assert client.get("/sign-in", headers={"Accept": "application/json"}).json == {
        "signed_in": False
    }
    answer = sign_in(client, key(guarded), next="/archive?q=a")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/archive?q=a")
    assert client.get("/archive").status_code == 200
    assert client.get("/v1/models").status_code == 200
    assert client.get("/sign-in", headers={"Accept": "application/json"}).json == {
        "signed_in": True
    }


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_of_a_session_is_out_of_reach(guarded: Flask, scheme: str) -> None:
    client, base = guarded.test_client(), f"{scheme}://localhost"
    page = client.get("/sign-in", base_url=base).text
    token = re.search(r'name="csrf_token" value="(\w+)"', page)
    assert token
    form = {"csrf_token": token[1], "key": key(guarded)}
    answer = client.post("/sign-in", data=form, base_url=base)
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "form" not in one]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert cookie.startswith("__Host-songngu=") is (scheme == "https")
    assert ("Secure" in cookie.split("; ")) is (scheme == "https")
    assert "sng_" not in cookie


def test_signing_in_with_a_wrong_key_says_so(client: FlaskClient) -> None:
    for wrong in ("", "no-such-key", str(new_token())):
        answer = sign_in(client, wrong)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert not wrong or wrong not in answer.text
        assert client.get("/").status_code == 303


def test_signing_in_needs_the_form_of_this_browser(guarded: Flask, client: FlaskClient) -> None:
    good = key(guarded)
    client.get("/sign-in")
    for form in ({"key": good}, {"key": good, "csrf_token": "0" * 64}):
        assert client.post("/sign-in", data=form).status_code == 403
    form = {"key": good, "csrf_token": csrf(client, "/sign-in")}
    assert client.post("/sign-in", data=form, headers=EVIL).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "",
     "/v1/briefs", "\t//evil.example", "///evil.example", "/sign-out", "http:/archive"],
)  # fmt: skip
def test_signing_in_leads_to_our_pages_only(
    guarded: Flask, client: FlaskClient, address: str
) -> None:
    assert sign_in(client, key(guarded), next=address).headers["Location"] == "/"


def test_a_session_needs_its_token_to_change_anything(guarded: Flask, client: FlaskClient) -> None:
    sign_in(client, key(guarded))
    assert translate(client).status_code == 403
    assert translate(client, headers={"X-CSRF-Token": csrf(client, "/")}).status_code == 200
    assert translate(client, headers=EVIL | {"X-CSRF-Token": csrf(client, "/")}).status_code == 401
    assert client.get("/v1/models", headers={"Sec-Fetch-Site": "same-site"}).status_code == 401


def test_a_session_ends_with_signing_out_and_with_its_key(guarded: Flask) -> None:
    database, given = guarded.extensions["songngu"].database, key(guarded)
    first, second = guarded.test_client(), guarded.test_client()
    for client in (first, second):
        sign_in(client, given)
    form = {"csrf_token": csrf(first, "/")}
    assert first.post("/sign-out", data={}).status_code == 403
    assert first.post("/sign-out", data=form).status_code == 303
    assert (first.get("/").status_code, second.get("/").status_code) == (303, 200)
    Keys(database).revoke(given[4:16])
    assert second.get("/").status_code == 303
    assert second.get("/v1/models").status_code == 401


def test_a_session_may_do_what_its_key_may(guarded: Flask, client: FlaskClient) -> None:
    sign_in(client, key(guarded, "archive"))
    assert client.get("/v1/briefs").status_code == 200
    answer = translate(client, headers={"X-CSRF-Token": csrf(client, "/")})
    assert answer.json["code"] == "scope-missing"  # type: ignore[index]


@pytest.mark.parametrize("asked", ["maybe", "YES", "1"])
def test_a_mode_that_is_none_is_refused_at_the_start(tmp_path: Path, asked: str) -> None:
    with pytest.raises(Exception, match="SONGNGU_REQUIRE_KEYS"):
        made(tmp_path, require_keys=asked)
