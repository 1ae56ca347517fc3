"""Pages are fetched from a real local server; private addresses are refused."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.errors import FetchFailed, TooLarge
from service.reading.fetch import fetch_url

BODY = "<html><body><p>Hội nghị tổng kết</p></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(1.0)
        moved = {"/moved": "/page", "/loop": "/loop", "/file": "file:///etc/passwd"}
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
            self.end_headers()
            return
        kind = "image/png" if self.path == "/picture" else "text/html; charset=utf-8"
        self.send_response(200 if self.path in ("/page", "/picture", "/slow", "/host") else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode() if self.path == "/host" else BODY)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def get(url: str, **options: object) -> tuple[bytes, str, str]:
    return fetch_url(url, **{"timeout": 5.0, "limit": 10_000, "allow_private": True} | options)


@pytest.fixture(autouse=True)
def ipv4_only(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo

    def ipv4(host: str, port: int, *_: object, **__: object) -> list[tuple]:
        return resolve(host, port, socket.AF_INET, socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", ipv4)


@pytest.mark.integration
def test_page(site: str) -> None:
    assert get(f"{site}/page") == (BODY, "text/html; charset=utf-8", f"{site}/page")


@pytest.mark.integration
def test_redirect_is_followed(site: str) -> None:
    assert get(f"{site}/moved")[2] == f"{site}/page"


@pytest.mark.integration
def test_server_sees_the_name_not_the_address(site: str) -> None:
    assert get(f"{site}/host")[0].decode() == site.removeprefix("http://")


@pytest.mark.integration
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "status"),
        ("/picture", "content-type"),
        ("/loop", "redirects"),
        ("/file", "bad-url"),
    ],
)
def test_failures(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(f"{site}{path}")
    assert caught.value.extra["reason"] == reason


@pytest.mark.integration
def test_slow_server(site: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(f"{site}/slow", timeout=0.3)
    assert caught.value.extra["reason"] == "timeout"


@pytest.mark.integration
def test_size_limit(site: str) -> None:
    with pytest.raises(TooLarge) as caught:
        get(f"{site}/page", limit=20)
    assert caught.value.extra["limit"] == 20


@pytest.mark.integration
def test_private_address_is_refused(site: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(f"{site}/page", allow_private=False)
    assert caught.value.extra["reason"] == "private-address"


def test_redirect_to_a_private_address_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def check(host: str, port: int, *, allow_private: bool) -> str:
        seen.append(host)
        if len(seen) > 1:
            raise FetchFailed("private", reason="private-address")
        return "127.0.0.1"

    monkeypatch.setattr("service.reading.fetch.public_address", check)
    with pytest.raises(FetchFailed, match="private"):
        get(f"{site}/moved", allow_private=False)
    assert seen == ["localhost", "localhost"]


def test_refused_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed) as caught:
        get(f"http://127.0.0.1:{port}/")
    assert caught.value.extra["reason"] == "connection"


@pytest.mark.parametrize(
    "url", ["ftp://example.vn/a", "example.vn", "http://", "http://[", "file:///a"]
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchFailed):
        get(url)
