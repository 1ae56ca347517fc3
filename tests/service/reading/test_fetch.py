"""Pages are fetched from real local servers; what must not be reached is refused."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.errors import FetchFailed, TooLarge
from service.reading.addresses import Gate
from service.reading.fetch import fetch, fetch_url

pytestmark = pytest.mark.integration
BODY = "<html><body><p>Hội nghị tổng kết</p></body></html>".encode()
NAMES = {"bao.vn": ["127.0.0.1"], "evil.vn": ["127.0.0.2"], "mixed.vn": ["127.0.0.1", "10.0.0.1"]}


class Handler(BaseHTTPRequestHandler):
    """The path says what happens."""

    def do_GET(self) -> None:
        answer = getattr(self, f"_{self.path.strip('/').split('/')[0]}", self._missing)
        answer()

    def _page(self) -> None:
        self._answer(200, BODY)

    def _host(self) -> None:
        self._answer(200, self.headers["Host"].encode())

    def _picture(self) -> None:
        self._answer(200, BODY, {"Content-Type": "image/png"})

    def _missing(self) -> None:
        self._answer(404, b"")

    def _moved(self) -> None:
        self._answer(302, b"", {"Location": "/page"})

    def _loop(self) -> None:
        self._answer(302, b"", {"Location": "/loop"})

    def _file(self) -> None:
        self._answer(302, b"", {"Location": "file:///etc/passwd"})

    def _inside(self) -> None:
        port = self.server.server_address[1]
        self._answer(302, b"", {"Location": f"http://evil.vn:{port}/page"})

    def _metadata(self) -> None:
        self._answer(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"})

    def _bomb(self) -> None:
        self._answer(200, gzip.compress(bytes(5_000_000)), {"Content-Encoding": "gzip"})

    def _twice(self) -> None:
        packed = gzip.compress(gzip.compress(BODY))
        self._answer(200, packed, {"Content-Encoding": "gzip, gzip"})

    def _etag(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self._answer(304, b"")
        else:
            self._answer(200, BODY, {"ETag": '"1"', "Last-Modified": "Wed, 08 Jan 2025 00:00:00"})

    def _drip(self) -> None:
        """Headers, one byte at a time: no single read ever waits long."""
        for byte in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 100:
            time.sleep(0.05)
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    for server in served(Handler):
        yield f"http://bao.vn:{server.server_port}"


class Resolver:
    """Names of this test; remembers what was asked."""

    def __init__(self, names: dict[str, list[str]] = NAMES) -> None:
        self.names = names
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self.names:
            raise FetchFailed(f"{host} was not found.", reason="unknown-host")
        return self.names[host]


def gate(resolver: Resolver | None = None) -> Gate:
    """Lets through to 127.0.0.1 alone, as if it were a public site."""
    return Gate(resolver or Resolver(), lambda address: address == "127.0.0.1", ports=None)


def get(url: str, **options: object) -> tuple[bytes, str, str]:
    return fetch_url(url, **{"timeout": 10.0, "limit": 10_000, "gate": gate()} | options)


def test_page(site: str) -> None:
    assert get(f"{site}/page") == (BODY, "text/html; charset=utf-8", f"{site}/page")


def test_redirect_is_followed(site: str) -> None:
    assert get(f"{site}/moved")[2] == f"{site}/page"


def test_server_sees_the_name_not_the_address(site: str) -> None:
    assert get(f"{site}/host")[0].decode() == site.removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "status"),
        ("/picture", "content-type"),
        ("/twice", "content-encoding"),
        ("/loop", "redirects"),
        ("/file", "bad-url"),
        ("/inside", "private-address"),
        ("/metadata", "private-address"),
    ],
)
def test_failures(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(f"{site}{path}")
    assert caught.value.extra["reason"] == reason


@pytest.mark.parametrize("path", ["/page", "/bomb"])
def test_size_limit_counts_what_is_unpacked(site: str, path: str) -> None:
    with pytest.raises(TooLarge) as caught:
        get(f"{site}{path}", limit=20 if path == "/page" else 100_000)
    assert caught.value.extra["limit"] in (20, 100_000)


def test_a_server_that_drips_is_left_when_the_time_is_over(site: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(f"{site}/drip", timeout=0.4)
    assert caught.value.extra["reason"] == "timeout"


def test_only_what_changed_is_fetched_again(site: str) -> None:
    first = fetch(f"{site}/etag", timeout=10, limit=10_000, gate=gate())
    again = fetch(f"{site}/etag", timeout=10, limit=10_000, gate=gate(), last=first)
    assert (first.changed, first.etag, first.data) == (True, '"1"', BODY)
    assert (again.changed, again.data) == (False, b"")


def test_a_name_is_resolved_once_and_connected_to_where_it_was_checked(site: str) -> None:
    """Under DNS rebinding a second look would lead inside."""

    class Rebinding(Resolver):
        def __call__(self, host: str, port: int) -> list[str]:
            super().__call__(host, port)
            return ["127.0.0.1"] if len(self.asked) == 1 else ["127.0.0.2"]

    resolver = Rebinding()
    assert get(f"{site}/page", gate=gate(resolver))[0] == BODY
    assert resolver.asked == ["bao.vn"]


def test_one_bad_address_among_several_is_enough(site: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        get(site.replace("bao.vn", "mixed.vn"))
    assert caught.value.extra["reason"] == "private-address"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "[::1]", "127.0.0.1",
             "localhost", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[::7f00:1]", "0"]
)  # fmt: skip
def test_no_spelling_of_a_private_address_is_let_through(site: str, host: str) -> None:
    port = site.rpartition(":")[2]
    with pytest.raises(FetchFailed) as caught:
        fetch_url(f"http://{host}:{port}/page", timeout=5, limit=100, gate=Gate(ports=None))
    assert caught.value.extra["reason"] in ("private-address", "bad-url")


def test_only_ports_of_the_web(site: str) -> None:
    with pytest.raises(FetchFailed, match="only 80, 443") as caught:
        fetch_url("http://bao.vn:6379/", timeout=5, limit=100)
    assert caught.value.extra["reason"] == "port"


def test_refused_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed) as caught:
        get(f"http://bao.vn:{port}/")
    assert caught.value.extra["reason"] == "connection"


@pytest.mark.parametrize(
    "url", ["ftp://example.vn/a", "example.vn", "http://", "http://[", "file:///a"]
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchFailed):
        get(url)


class Proxy(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one for the server

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        pass


def test_proxies_of_the_environment(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for server in served(Proxy):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("no_proxy", "bao.vn")
        assert get("http://unknown.example.vn/a")[0] == BODY  # a name that only the proxy resolves
        assert Proxy.asked == ["http://unknown.example.vn/a"]
        assert get(f"{site}/host")[0].decode() == site.removeprefix("http://")  # NO_PROXY
        for inside in ("localhost", "db.internal", "evil.vn", "10.0.0.1", "wiki"):
            with pytest.raises(FetchFailed) as caught:
                get(f"http://{inside}/")
            assert caught.value.extra["reason"] == "private-address"
    assert len(Proxy.asked) == 1


def test_tls_is_checked_for_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = tmp_path / "tls.pem"
    certificate.write_bytes(self_signed("bao.vn"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"https://bao.vn:{server.server_port}/page"
    with pytest.raises(FetchFailed, match="certificate"):
        get(url)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert get(url)[0] == BODY
    other = Resolver({"khac.vn": ["127.0.0.1"]})
    with pytest.raises(FetchFailed, match="certificate"):
        get(url.replace("bao.vn", "khac.vn"), gate=gate(other))
    server.shutdown()
    server.server_close()


def self_signed(name: str) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
