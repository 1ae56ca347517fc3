"""Traces: which spans there are, what lies below what, and where they are sent."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from databases import empty_database
from fake_studio import FakeStudio
from live import serving
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from receivers import receiving

from models.catalogue import find
from models.engines.base import Engine, Hypothesis
from models.scheduling import SharedEngine
from models.translator import Translator
from service.app import create_app
from service.client import Client
from service.jobs.queue import Queue
from service.jobs.worker import Tools, Worker
from service.settings import BadSetting, load_settings
from service.telemetry import spans, tracing
from service.webhooks.endpoints import Change, Endpoints
from service.webhooks.postman import Postman

MARK = "Bạchtuộckhổnglồ"
REPORT = f"Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Văn {MARK} chủ trì hội nghị."
TRACE, ABOVE = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PARENT = {"traceparent": f"00-{TRACE}-{ABOVE}-01"}


class Parrot(Engine):
    """Says something in English, whatever it is told."""

    def generate(self, texts, decoding):
        return [[Hypothesis("The conference was held.", 7, -0.1)] for _ in texts]


@pytest.fixture
def exporter():
    """Spans are kept in memory."""
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    spans.use(provider.get_tracer("test"))
    yield kept
    spans.use(None)


@pytest.fixture
def real(monkeypatch, tmp_path, exporter):
    """The service with its real studio and queue; only the translator's weights are not."""

    def load(id, options):
        engine = SharedEngine(Parrot(), None, None, options.observe(id))
        return Translator(find(id, "translate"), engine)

    monkeypatch.setattr("service.briefs.studio_models.load_translator", load)
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})).test_client()


def told(exporter):
    """The spans that ended, by name; the last of each."""
    return {one.name: one for one in exporter.get_finished_spans()}


def above(exporter, name):
    """The name of the span above the one of a name."""
    parent = told(exporter)[name].parent
    names = {one.context.span_id: one.name for one in exporter.get_finished_spans()}
    return names.get(parent.span_id) if parent else None


def test_a_brief_is_one_trace_from_the_client_down_to_the_model(real, exporter):
    response = real.post("/v1/briefs", json={"text": REPORT}, headers=PARENT)
    assert response.status_code == 200
    end = time.monotonic() + 5  # the thread of the model tells after it has answered
    while "model.batch" not in (found := told(exporter)) and time.monotonic() < end:
        time.sleep(0.01)
    request = "POST /v1/briefs"
    assert {name: above(exporter, name) for name in found if name != request} == {
        "reading": request,
        "summarise": request,
        "translate": request,
        "checks": "translate",
        "model.batch": "translate",
        "store": request,
    }
    assert {format(one.context.trace_id, "032x") for one in found.values()} == {TRACE}
    assert format(found[request].parent.span_id, "016x") == ABOVE
    assert found[request].attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/briefs",
        "http.response.status_code": 200,
    }
    assert found["model.batch"].attributes["songngu.tokens_out"] >= 7
    assert found["reading"].attributes == {"songngu.size": len(REPORT)}


@pytest.mark.parametrize("broken", [False, True])
def test_no_span_holds_a_word_of_a_report(exporter, broken):
    studio = FakeStudio(error=RuntimeError(REPORT) if broken else None)
    client = create_app(load_settings({}), studio).test_client()
    client.post(f"/v1/briefs?title={MARK}", json={"text": REPORT})
    client.get(f"/{MARK}")
    client.post("/v1/briefs", json={"text": f"This is English, and {MARK} says so to all of us."})
    written = [one.to_json() for one in exporter.get_finished_spans()]
    assert len(written) >= 5
    assert not [one for one in written if MARK in one or json.dumps(MARK)[1:-1] in one]
    statuses = {one.name: one.status.status_code.name for one in exporter.get_finished_spans()}
    assert statuses["reading"] == "ERROR"
    failed = [one for one in exporter.get_finished_spans() if "error.type" in one.attributes]
    kinds = {(one.name, one.attributes["error.type"]) for one in failed}
    request = {("POST /v1/briefs", "500")} if broken else set()
    assert kinds == {("reading", "NotVietnamese")} | request


def test_a_stream_is_one_span_to_its_end(real, exporter):
    headers = {"Accept": "text/event-stream"}
    with real.post("/v1/briefs", json={"text": REPORT}, headers=headers) as response:
        assert "event: brief" in response.text
    found = told(exporter)
    assert above(exporter, "reading") == "POST /v1/briefs"
    assert found["POST /v1/briefs"].end_time >= found["store"].end_time


def test_a_job_and_its_webhook_go_on_with_the_trace(real, exporter, tmp_path):
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})
    with empty_database("sqlite", tmp_path) as database, receiving() as receiver:
        endpoint = Endpoints(database, private=True).add("standard", receiver.url, "", Change())
        receiver.secret = endpoint.secrets[0]
        real.post(
            "/v1/briefs", json={"text": REPORT}, headers={**PARENT, "Prefer": "respond-async"}
        )
        queue = Queue(settings)
        queue.on_ticket = Worker(Tools(settings, database, queue, FakeStudio())).on_ticket
        while task := queue.huey.dequeue():
            queue.huey.execute(task)
        queue.close()
        Postman(database, private=True, timeout=5).send_due()
        assert receiver.got
    found = told(exporter)
    assert above(exporter, "job") == "POST /v1/briefs"
    assert above(exporter, "webhook") == "job"
    sent = receiver.headers[0]["traceparent"].split("-")
    assert sent[1:3] == [TRACE, format(found["webhook"].context.span_id, "016x")]


def test_our_client_has_the_server_go_on_with_a_trace(exporter):
    app = create_app(load_settings({}), FakeStudio())
    with serving(app) as address, Client(address) as client, spans.span("program"):
        client.translate(["một"])
    assert above(exporter, "POST /v1/translations") == "program"


@pytest.mark.parametrize("value", ["", "00-xyz", f"00-{'0' * 32}-{ABOVE}-01", "a" * 9000])
def test_a_traceparent_that_is_none_begins_a_trace(real, exporter, value):
    assert real.get("/healthz", headers={"traceparent": value}).status_code == 200
    assert told(exporter)["GET /healthz"].parent is None


def test_the_log_names_the_trace(real, caplog):
    from service.telemetry.scope import Scope

    assert Scope("r", trace_id=TRACE).fields() == {"request_id": "r", "trace_id": TRACE}


@contextmanager
def collecting() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """A collector of OTLP over HTTP: its address, and what it got."""
    got: list[ExportTraceServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v1/traces":
                got.append(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()
    thread.join()


def test_spans_reach_a_collector(monkeypatch):
    ends = []
    begin = tracing.begin
    monkeypatch.setattr(tracing, "begin", lambda url: ends.append(begin(url)))
    with collecting() as (address, got):
        try:
            app = create_app(load_settings({"SONGNGU_OTLP_URL": address}), FakeStudio())
            assert app.test_client().post("/v1/briefs", json={"text": REPORT}).status_code == 200
            ends[0]()
        finally:
            spans.use(None)
    resource, *_ = [one for request in got for one in request.resource_spans]
    about = {one.key: one.value.string_value for one in resource.resource.attributes}
    assert about["service.name"] == "songngu"
    names = [one.name for scope in resource.scope_spans for one in scope.spans]
    assert sorted(names) == ["POST /v1/briefs", "reading", "store"]


def test_without_its_packages_the_setting_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(BadSetting, match=r"pip install 'songngu\[otel\]'"):
        create_app(load_settings({"SONGNGU_OTLP_URL": "http://127.0.0.1:4318"}), FakeStudio())


def test_nothing_needs_the_packages():
    code = (
        "import sys; sys.modules['opentelemetry'] = None; "
        "from fake_studio import FakeStudio; from service.app import create_app; "
        "from service.settings import load_settings; "
        "app = create_app(load_settings({}), FakeStudio()); "
        "answer = app.test_client().post('/v1/briefs', json={'text': sys.argv[1]}); "
        "from service.client import Client; Client('http://127.0.0.1:9').close(); "
        "sys.exit(answer.status_code != 200)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, REPORT],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
