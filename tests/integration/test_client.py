"""The Python client and `--server` against a live server."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_studio import FakeStudio, english
from real_files import FILES, SECOND, TEXT, TITLE
from werkzeug.serving import make_server

from models.errors import EngineFailed, SongnguError, UnknownModel
from service.app import create_app
from service.briefs.brief import Brief
from service.cli import main
from service.client import Client, Progress
from service.commands.tools import Tools
from service.errors import NotVietnamese, ServerAway, ServerError, UnreadableInput
from service.jobs.inline import begin
from service.settings import load_settings

pytestmark = pytest.mark.integration
ENGLISH = "The conference was held in Hanoi on Wednesday morning, officials said."


@pytest.fixture
def server(studio: FakeStudio, tmp_path: Path) -> Iterator[str]:
    settings = load_settings({"SONGNGU_DATA_DIR": str(tmp_path), "SONGNGU_KEEP_BRIEFS": "true"})
    app = create_app(settings, studio)
    begin(app)  # as `songngu serve` does in each process
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    with Client(server, "secret") as client:
        yield client


def test_a_brief_of_text_and_of_a_file(client: Client) -> None:
    made = client.brief(text=TEXT, title=TITLE, published=date(2025, 1, 8), points=2)
    assert isinstance(made, Brief)
    assert (made.source.title, made.source.published) == (TITLE, "2025-01-08")
    assert len(made.points) == 2
    uploaded = client.brief(file=FILES["tin.docx"], name="tin.docx", points=1, diacritics=True)
    assert SECOND in uploaded.source.text
    assert client.written("markdown", text=TEXT).startswith(b"# ")
    assert client.written("docx", text=TEXT).startswith(b"PK")


def test_what_was_kept_is_found(client: Client) -> None:
    made = client.brief(text=TEXT)
    page = client.search("Quân khu 1", limit=10)
    assert [row.id for row in page.briefs] == [made.id]
    assert page.next is None
    assert client.get(made.id).points == made.points
    assert client.search("bóng đá", since=date(2025, 1, 1)).briefs == ()


def test_signs_of_progress(client: Client) -> None:
    *signs, made = client.events(text=TEXT)
    assert all(isinstance(sign, Progress) for sign in signs)
    assert signs[-1] == Progress("Done", 1.0)
    assert isinstance(made, Brief)
    with pytest.raises(NotVietnamese):
        list(client.events(text=ENGLISH))


def test_translations_and_summaries(client: Client) -> None:
    first, second = client.translate([TEXT, SECOND])
    assert (first.text, second.text) == (english(TEXT), english(SECOND))
    assert first.checks[0].passed
    assert client.summarise([TEXT], points=1)[0].points
    assert client.translate([]) == []


@pytest.mark.parametrize(
    ("report", "error", "code"),
    [
        ({"text": ENGLISH}, NotVietnamese, "not-vietnamese"),
        ({"text": TEXT, "translator": "gpt-9"}, UnknownModel, "unknown-model"),
        ({"file": FILES["tin.docx"][:500], "name": "a.docx"}, UnreadableInput, "unreadable-input"),
        ({"text": TEXT, "points": 99}, ServerError, "invalid-request"),
    ],
)
def test_the_errors_of_the_server(
    client: Client, report: dict[str, object], error: type[SongnguError], code: str
) -> None:
    with pytest.raises(error) as caught:
        client.brief(**report)
    assert caught.value.code == code
    assert 400 <= caught.value.status < 500
    assert caught.value.message
    assert caught.value.extra["request_id"]


def test_an_engine_that_fails(client: Client, studio: FakeStudio) -> None:
    studio.error = EngineFailed("The model server is away.")
    with pytest.raises(EngineFailed, match="is away"):
        client.translate([TEXT])


def test_a_batch_from_its_articles_to_its_results(client: Client) -> None:
    articles = [{"id": "a", "text": TEXT}, {"id": "b", "text": ""}, {"id": "c", "text": SECOND}]
    begun = client.batches.start(articles, task="translate", key="once")
    assert client.batches.start(articles, task="translate", key="once").id == begun.id
    *_, last = client.batches.wait(begun.id, 0.1)
    assert (last.state, last.total, last.counts["done"]) == ("finished", 3, 2)
    first, second, third = client.batches.results(begun.id)
    assert (first.id, first.state, third.id) == ("a", "done", "c")
    assert second.state == "failed"
    assert second.error["detail"]
    assert [one.place for one in client.batches.results(begun.id, after=0)] == [1, 2]
    assert client.batches.cancel(begun.id).ended


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client(url) as client, pytest.raises(ServerAway, match="does not answer"):
        client.brief(text=TEXT)


class Busy(BaseHTTPRequestHandler):
    """Answers as its list says; the last answer stays."""

    answers: list[tuple[int, dict[str, str]]] = []  # noqa: RUF012 - set by each test
    seen: list[str] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.seen.append(self.headers["Authorization"])
        self.rfile.read(int(self.headers["Content-Length"]))
        status, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps({"translations": [{"text": "x", "checks": []}]}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("answers", "waits", "error"),
    [
        ([(429, {"Retry-After": "2"}), (503, {"Retry-After": "7"}), (200, {})], [2.0, 7.0], False),
        ([(503, {"Retry-After": "Wed, 08 Jan 2025 10:00:00 GMT"}), (200, {})], [0.0], False),
        ([(503, {})], [], True),
        ([(503, {"Retry-After": "86400"})], [], True),
        ([(429, {"Retry-After": "1"})], [1.0] * 4, True),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(
    answers: list[tuple[int, dict[str, str]]], waits: list[float], error: bool
) -> None:
    Busy.answers, Busy.seen, slept = list(answers), [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Client(f"http://127.0.0.1:{server.server_port}", "key", sleep=slept.append) as client:
        if error:
            with pytest.raises(ServerError, match=r"answered (503|429)"):
                client.translate([TEXT])
        else:
            assert client.translate([TEXT])[0].text == "x"
    server.shutdown()
    server.server_close()
    assert slept == waits
    assert set(Busy.seen) == {"Bearer key"}


def run(*arguments: str, input: bytes = b"") -> tuple[int, str, str]:
    """A command that has no studio of its own."""

    def none(settings: object) -> FakeStudio:
        raise AssertionError("the server does the work")

    tools = Tools(settings=lambda: load_settings({}), make_studio=none)
    done = CliRunner().invoke(main, arguments, input=input, obj=tools)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_line_has_a_server_do_the_work(server: str, tmp_path: Path) -> None:
    path = tmp_path / "tin.docx"
    path.write_bytes(FILES["tin.docx"])
    code, out, _ = run("brief", str(path), "--server", server, "--format", "json", "--points", "1")
    assert code == 0
    assert json.loads(out)["source"]["title"] == TITLE
    code, out, _ = run("translate", "--server", server, input=f"{SECOND}\n\n{SECOND}\n".encode())
    assert (code, out) == (0, f"{english(SECOND)}\n\n{english(SECOND)}\n")
    record = json.dumps({"id": 1, "text": TEXT}).encode()
    code, out, _ = run("summarise", "--server", server, "--points", "1", input=record)
    assert code == 0
    assert json.loads(out)["summary"]


@pytest.mark.parametrize(
    ("server_", "code", "told"),
    [("http://127.0.0.1:9", 1, "does not answer"), ("localhost", 2, "not the http or https")],
)
def test_a_server_that_is_none(server_: str, code: int, told: str) -> None:
    for command in ("brief", "translate", "summarise"):
        input = json.dumps({"id": 1, "text": TEXT}).encode()
        file = ("-",) if command == "brief" else ()
        found, _, err = run(command, *file, "--server", server_, input=input)
        assert (found, told in err) == (code, True), err
