"""Clients that wait, percentiles, and the metrics a load is read from."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import click
import pytest

from service.bench.http import counters
from service.bench.load import drive, percentile


class Handler(BaseHTTPRequestHandler):
    """Keeps what it is asked; a text “no” is refused."""

    asked: list[str]

    def do_POST(self) -> None:
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        self.asked.append(text)
        self.send_response(500 if text == "no" else 200)
        self.end_headers()
        self.wfile.write(b"broken" if text == "no" else b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server():
    handler = type("Own", (Handler,), {"asked": []})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", handler.asked
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("clients", [1, 3, 9])
def test_every_body_is_asked_once(server, clients):
    url, asked = server
    load = drive(url, [{"text": str(number)} for number in range(7)], clients)
    assert sorted(asked) == [str(number) for number in range(7)]
    assert (load.clients, len(load.waits)) == (clients, 7)
    assert load.speed == pytest.approx(7 / load.seconds)
    assert 0 < load.percentile(0.5) <= load.percentile(0.99) <= load.seconds


def test_a_refusal_ends_the_load(server):
    url, _ = server
    with pytest.raises(click.ClickException, match="answered 500: broken"):
        drive(url, [{"text": "no"}], 2)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, 0.0),
        ([3, 1, 2], 0.5, 2),
        ([3, 1, 2], 0.99, 3),
        ([4, 1, 2, 3], 0.5, 2),
        ([5], 0.0, 5),
    ],
)
def test_percentiles(values, share, expected):
    assert percentile(values, share) == expected


def test_the_seconds_and_the_tokens_of_models_are_read_from_the_metrics():
    text = """# HELP songngu_model_tokens_total …
songngu_model_tokens_total{direction="in",model="m"} 900.0
songngu_model_tokens_total{direction="out",model="m"} 40.0
songngu_model_tokens_total{direction="out",model="n"} 2.0
songngu_model_batch_duration_seconds_bucket{le="1.0",model="m"} 7.0
songngu_model_batch_duration_seconds_sum{model="m"} 1.5
songngu_model_batch_duration_seconds_sum{model="n"} 0.25
"""
    assert counters(text) == (1.75, 42.0)
