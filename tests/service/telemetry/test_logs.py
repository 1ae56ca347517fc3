"""Lines of the log: their form, what they say, and what they never hold."""

import json
import logging
import sys
import threading

import pytest
from databases import empty_database
from fake_studio import FakeStudio
from hypothesis import given
from hypothesis import strategies as st

from service.app import create_app
from service.auth.keys import Keys, Wish
from service.jobs.queue import Queue
from service.jobs.worker import Tools, Worker
from service.settings import BadSetting, load_settings
from service.telemetry import logs
from service.telemetry.scope import Scope, within

MARK = "Bạchtuộckhổnglồ"
REPORT = f"Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Văn {MARK} chủ trì hội nghị."


@pytest.fixture
def lines(request, capsys):
    """Log as `songngu serve` does, and return what was written so far."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, threading.excepthook
    own = logging.getLogger("songngu").level
    logs.configure(load_settings({"SONGNGU_LOG_FORMAT": getattr(request, "param", "json")}))
    yield lambda: capsys.readouterr().err.splitlines()
    root.handlers, threading.excepthook = before[0], before[2]
    root.setLevel(before[1])
    logging.getLogger("songngu").setLevel(own)


def failed(message):
    try:
        raise ValueError(message)
    except ValueError:
        logging.getLogger("songngu.test").exception("it failed")


def test_a_line_is_an_object_with_what_is_worked_on(lines):
    with within(Scope("r1", "k1", "b1", 12)):
        logging.getLogger("songngu.test").warning("a %s", "b\nc", extra={"fields": {"n": 3}})
    (line,) = lines()
    told = json.loads(line)
    assert told.pop("time").endswith("Z")
    assert told.pop("process") > 0
    assert told == {
        "level": "warning", "logger": "songngu.test", "message": "a b\nc",
        "request_id": "r1", "key": "k1", "batch": "b1", "n": 3,
    }  # fmt: skip


@pytest.mark.parametrize("lines", ["text"], indirect=True)
def test_text_is_one_line_whatever_it_holds(lines):
    with within(Scope("r1")):
        logging.getLogger("songngu.test").info("a\r\n2026 INFO forged\x1b[31m\u2028")
    (line,) = lines()
    assert line.split(" ", 1)[1] == "INFO songngu.test a  2026 INFO forged [31m  request_id=r1"


def test_at_debug_no_library_quotes_what_it_reads(lines):
    logs.configure(load_settings({"SONGNGU_LOG_LEVEL": "debug"}))
    for name in ("gunicorn.error", "trafilatura.xml", "pdfminer.pdfinterp", "httpcore"):
        logging.getLogger(name).debug(MARK)
    logging.getLogger("trafilatura.xml").warning("missing link attribute: %s", MARK)
    logging.getLogger("songngu.test").debug("ours")
    assert [line.split(" ", 1)[1] for line in lines()] == ["DEBUG songngu.test ours"]


@given(st.text(), st.text())
def test_whatever_is_said_is_one_line(message, value):
    record = logging.LogRecord("songngu", 20, "", 0, "%s", (message,), None)
    record.fields = {"value": value}
    told = logs.Lines(logs.as_json).format(record)
    assert len(told.split("\n")) == 1
    assert (json.loads(told)["message"], json.loads(told)["value"]) == (message, value)
    assert len(logs.Lines(logs.as_text).format(record).splitlines()) == 1


@pytest.mark.parametrize("lines", ["text", "json"], indirect=True)
def test_an_exception_is_told_by_its_type_and_place(lines):
    failed(MARK)
    thread = threading.Thread(target=lambda: [][1], name="t1")
    thread.start()
    thread.join()
    one, other = lines()
    assert "ValueError at " in one
    assert "test_logs.py" in one
    assert MARK not in one
    assert "the thread t1 ended" in other
    assert "IndexError at " in other


@pytest.mark.parametrize(("name", "value"), [("LEVEL", "loud"), ("FORMAT", "xml")])
def test_what_cannot_be_is_refused(name, value):
    with pytest.raises(BadSetting, match=f"SONGNGU_LOG_{name} is '{value}'"):
        logs.configure(load_settings({f"SONGNGU_LOG_{name}": value}))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "route", "characters"),
    [
        ("POST", "/v1/briefs", {"text": REPORT}, 200, "/v1/briefs", len(REPORT)),
        ("POST", "/v1/translations", {"text": ["một", "hai"]}, 200, "/v1/translations", 6),
        ("POST", "/v1/summaries", {"text": REPORT}, 200, "/v1/summaries", len(REPORT)),
        ("POST", "/translate", {"q": "một", "source": "vi", "target": "en"}, 200, "/translate", 3),
        ("POST", "/v2/translate", {"text": ["hai"], "target_lang": "EN"}, 200, "/v2/translate", 3),
        ("GET", "/v1/briefs/abc", None, 404, "/v1/briefs/{id}", 0),
        ("GET", f"/{MARK}", None, 404, "(no such address)", 0),
        ("PURGE", "/", None, 405, "(no such address)", 0),
    ],
)
def test_each_request_has_one_line(lines, method, path, body, status, route, characters):
    client = create_app(load_settings({}), FakeStudio()).test_client()
    response = client.open(path, method=method, json=body, headers={"X-Request-Id": "id-7"})
    assert response.headers["X-Request-Id"] == "id-7"
    (told,) = [one for one in map(json.loads, lines()) if one["logger"] == "songngu.access"]
    assert told["method"] == (method if method != "PURGE" else "OTHER")
    assert (told["status"], told["route"], told["request_id"]) == (status, route, "id-7")
    assert told["characters"] == characters
    assert told["milliseconds"] >= 0


def test_a_stream_has_its_line_when_it_ends(lines):
    client = create_app(load_settings({}), FakeStudio()).test_client()
    asked = {"json": {"text": REPORT}, "headers": {"Accept": "text/event-stream"}}
    with client.post("/v1/briefs", **asked) as response:
        assert not [one for one in lines() if "songngu.access" in one]
        assert "event: brief" in response.text
    (told,) = [one for one in map(json.loads, lines()) if one["logger"] == "songngu.access"]
    assert (told["status"], told["characters"]) == (200, len(REPORT))


def test_no_line_holds_a_word_of_a_report(lines):
    """Neither when all is well nor when something breaks on it."""
    logs.configure(load_settings({"SONGNGU_LOG_LEVEL": "debug", "SONGNGU_LOG_FORMAT": "json"}))
    for studio in (FakeStudio(), FakeStudio(error=RuntimeError(REPORT))):
        client = create_app(load_settings({}), studio).test_client()
        for path, body in (
            ("/v1/briefs", {"text": REPORT, "title": MARK}),
            ("/v1/translations", {"text": REPORT}),
            ("/translate", {"q": REPORT, "source": "vi", "target": "en"}),
            (f"/v1/briefs?points={MARK}", {"text": REPORT}),
        ):
            client.post(path, json=body)
    written = "\n".join(lines())
    assert written.count('"POST /v1/briefs 200"') == 1
    assert written.count("RuntimeError at ") == 3
    assert MARK not in written


def test_a_job_is_told_under_the_request_that_asked_for_it(lines, tmp_path):
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    client = create_app(settings, FakeStudio()).test_client()
    headers = {"X-Request-Id": "from-the-desk", "Prefer": "respond-async"}
    batch = client.post("/v1/briefs", json={"text": REPORT}, headers=headers).json["id"]
    with empty_database("sqlite", tmp_path) as database:
        queue = Queue(settings)
        worker = Worker(Tools(settings, database, queue, FakeStudio()))
        queue.on_ticket = worker.on_ticket
        while task := queue.huey.dequeue():
            queue.huey.execute(task)
        queue.close()
    told = [one for one in map(json.loads, lines()) if one["logger"] == "songngu.jobs"]
    assert [(one["request_id"], one["batch"], one["state"]) for one in told] == [
        ("from-the-desk", batch, "done")
    ]
    assert told[0]["characters"] == len(REPORT)
    assert MARK not in json.dumps(told, ensure_ascii=False)


def test_stderr_may_be_another_later(lines, monkeypatch, tmp_path):
    with (tmp_path / "err").open("w+") as other:
        monkeypatch.setattr(sys, "stderr", other)
        logging.getLogger("songngu.test").info("there")
        other.seek(0)
        assert "there" in other.read()


def test_a_key_is_told_by_its_id_and_metrics_need_that_of_an_admin(lines, tmp_path):
    told = {"SONGNGU_DATA_DIR": str(tmp_path), "SONGNGU_REQUIRE_KEYS": "yes"}
    app = create_app(load_settings(told), FakeStudio())
    keys, client = Keys(app.extensions["songngu"].database), app.test_client()
    made = {name: keys.create(Wish("desk", (name,))) for name in ("translate", "admin")}
    statuses = {}
    for name, (_, token) in made.items():
        headers = {"Authorization": f"Bearer {token}"}
        statuses[name] = client.get("/metrics", headers=headers).status_code
    assert statuses == {"translate": 403, "admin": 200}
    assert client.get("/metrics").status_code == 401
    access = [one for one in map(json.loads, lines()) if one["logger"] == "songngu.access"]
    assert [one.get("key") for one in access] == [*(key.id for key, _ in made.values()), None]
    assert not [one for one in access for _, token in made.values() if token.secret in str(one)]
