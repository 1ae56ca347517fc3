"""Clients of LibreTranslate as they are published, and what Weblate sends."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import httpx
import pytest
from deep_translator import LibreTranslator
from deep_translator.exceptions import ServerException
from fake_studio import FakeStudio
from libretranslatepy import LibreTranslateAPI

pytestmark = pytest.mark.integration

VI = "Quân khu 1 tổ chức hội nghị."
EN = f"[en] {VI}"


def test_libretranslatepy(server: str) -> None:
    client = LibreTranslateAPI(server)
    assert client.translate(VI, "vi", "en") == EN
    assert client.translate(VI, "auto", "en") == EN
    assert client.detect(VI) == [{"confidence": 100.0, "language": "vi"}]
    assert [one["code"] for one in client.languages()] == ["vi", "en"]
    with pytest.raises(HTTPError) as refused:
        client.translate(VI, "vi", "fr")
    assert refused.value.code == 400


def test_deep_translator(server: str) -> None:
    client = LibreTranslator(
        source="vi", target="en", api_key="any", use_free_api=False, custom_url=f"{server}/"
    )
    assert client.translate(VI) == EN
    assert client.translate_batch([VI, "Hà Nội"]) == [EN, "[en] Hà Nội"]
    long = f"{VI} " * 150  # over 8 KiB as an address
    assert client.translate(long) == f"[en] {long}"
    other = LibreTranslator(
        source="vi", target="fr", api_key="any", use_free_api=False, custom_url=f"{server}/"
    )
    with pytest.raises(ServerException):
        other.translate(VI)


def test_weblate(server: str, studio: FakeStudio) -> None:
    """Its machinery asks for the languages, then sends strings in batches with its key."""
    with httpx.Client(base_url=server) as client:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        languages: Any = client.get("/languages", headers=headers).json()
        assert {one["code"] for one in languages} == {"vi", "en"}
        sent = {"api_key": "", "q": [VI, "Hà Nội"], "source": "vi", "target": "en"}
        answer = client.post("/translate", json=sent)
        assert answer.json() == {"translatedText": [EN, "[en] Hà Nội"]}
    assert len(studio.asked) == 1


def test_a_browser_form(server: str) -> None:
    body = f"q={VI}&source=vi&target=en".encode()
    request = Request(f"{server}/translate", data=body, headers={"Origin": "https://x.example"})
    with urlopen(request) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[str]:
    """The address of `songngu serve` as it runs in production."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", str(port), "--threads", "2"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SONGNGU_WORKER_INLINE": "0"},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}", process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _answering(address: str, process: "subprocess.Popen[bytes]") -> str:
    for _ in range(300):
        assert process.poll() is None
        try:
            httpx.get(f"{address}/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the server does not answer")


def test_long_addresses_in_production(gunicorn: str) -> None:
    """5,000 letters are the most that deep-translator sends."""
    text = "Hội nghị tổng kết công tác. " * 178
    answer = httpx.post(f"{gunicorn}/detect", params={"q": text[:4999]})
    assert answer.status_code == 200, answer.text
    assert len(str(answer.url)) > 8190
    assert answer.json()[0]["language"] == "vi"
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{gunicorn}/health?q={'a' * 70_000}")
    assert refused.value.code in (400, 414)
