"""What the clients of a soak test do: one row a kind, with the statuses it may be answered."""

import random
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

EXAMPLE = Path(__file__).parent.parent / "web" / "static" / "example.txt"
GONE = 0  # the status of what nobody waited for
_PROVINCES = ("Bắc Kạn", "Cao Bằng", "Lạng Sơn", "Thái Nguyên", "Tuyên Quang", "Hà Giang")


@dataclass
class Client:
    """One client, who chooses by a seed of its own."""

    http: httpx.Client
    chance: random.Random
    kept: list[str] = field(default_factory=list)  # ids of briefs that it was given

    def sentence(self) -> str:
        """A sentence that was hardly ever there before."""
        place, number = self.chance.choice(_PROVINCES), self.chance.randrange(2, 9000)
        return f"Tỉnh {place} huy động {number} lượt cán bộ, chiến sĩ giúp dân."

    def report(self) -> str:
        """The example, with other numbers, or a part of it."""
        text = EXAMPLE.read_text("utf-8")
        parts = [part for part in text.split("\n") if part.strip()]
        some = parts[:1] + self.chance.sample(parts[1:], self.chance.randrange(1, 3))
        return "\n\n".join(re.sub(r"100%", f"{self.chance.randrange(60, 99)}%", p) for p in some)


Did = int  # the status of the answer
Work = Callable[[Client], Did]


def _brief(client: Client) -> Did:
    answer = client.http.post("/v1/briefs", json={"text": client.report(), "points": 2})
    if answer.status_code == httpx.codes.OK:
        client.kept = [*client.kept[-20:], answer.json()["id"]]
    return answer.status_code


def _watched(client: Client) -> Did:
    body = {"text": client.report(), "points": 1}
    headers = {"Accept": "text/event-stream"}
    with client.http.stream("POST", "/v1/briefs", json=body, headers=headers) as answer:
        last = [line for line in answer.iter_lines() if line.startswith("event:")][-1:]
        if answer.status_code != httpx.codes.OK or last == ["event: brief"]:
            return answer.status_code
        return httpx.codes.INTERNAL_SERVER_ERROR


def _later(client: Client) -> Did:
    body = {"text": client.report(), "points": 1}
    return _posted("/v1/briefs", body, Prefer="respond-async")(client)


def _kept(client: Client) -> Did:
    path = f"/v1/briefs/{client.chance.choice(client.kept)}" if client.kept else "/v1/briefs"
    return client.http.get(path).status_code


def _translation(client: Client) -> Did:
    texts = [client.sentence() for _ in range(client.chance.randrange(1, 4))]
    return _posted("/v1/translations", {"text": texts})(client)


def _hasty(client: Client) -> Did:
    body = {"text": [client.sentence() for _ in range(8)]}
    return _posted("/v1/translations", body, **{"X-Request-Timeout": "0.5"})(client)


def _libretranslate(client: Client) -> Did:
    body = {"q": client.sentence(), "source": "vi", "target": "en"}
    return _posted("/translate", body)(client)


def _deepl(client: Client) -> Did:
    body = {"text": [client.sentence()], "source_lang": "VI", "target_lang": "EN-GB"}
    return _posted("/v2/translate", body)(client)


def _openai(client: Client) -> Did:
    messages = [{"role": "user", "content": client.sentence()}]
    body = {"model": "songngu-translate", "messages": messages}
    return _posted("/v1/chat/completions", body)(client)


def _away(client: Client) -> Did:
    """Ask for a brief, and be gone before it is there."""
    body = f'{{"text": "{client.sentence()}"}}'.encode()
    with _connected(client) as connection:
        connection.sendall(_HEAD % (b"/v1/briefs", len(body)) + body)
        time.sleep(client.chance.random() / 2)
    return GONE


def _slow(client: Client) -> Did:
    """Begin with a request, and stop."""
    with _connected(client) as connection:
        connection.sendall(_HEAD % (b"/v1/briefs", 1000) + b"{")
        time.sleep(client.chance.random() * 3)
    return GONE


def _damaged(client: Client) -> Did:
    data = client.chance.randbytes(2000)
    kind = client.chance.choice(["application/pdf", "text/html", "application/json", "image/png"])
    headers = {"Content-Type": kind}
    return client.http.post("/v1/briefs", content=data, headers=headers).status_code


def _got(*paths: str) -> Work:
    return lambda client: client.http.get(client.chance.choice(paths)).status_code


def _posted(path: str, body: Any, **headers: str) -> Work:
    return lambda client: client.http.post(path, json=body, headers=headers).status_code


def _connected(client: Client) -> socket.socket:
    address = urlsplit(str(client.http.base_url))
    return socket.create_connection((address.hostname or "", address.port or 80), timeout=30)


_HEAD = (
    b"POST %s HTTP/1.1\r\nHost: soak\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n"
)


@dataclass(frozen=True)
class Kind:
    """A kind of request: how often it comes, and the statuses that are right."""

    weight: int
    work: Work
    right: frozenset[int] = frozenset({200})


# Past the bounds every kind may be told to come again: 429 is right for all.
KINDS = {
    "brief": Kind(4, _brief),
    "brief, watched": Kind(1, _watched),
    "brief, later": Kind(1, _later, frozenset({202})),
    "brief, kept": Kind(4, _kept),
    "translation": Kind(12, _translation),
    "translation, in haste": Kind(2, _hasty, frozenset({200, 504})),
    "summary": Kind(2, lambda client: _posted("/v1/summaries", {"text": client.report()})(client)),
    "LibreTranslate": Kind(3, _libretranslate),
    "DeepL": Kind(3, _deepl),
    "OpenAI": Kind(2, _openai),
    "page": Kind(8, _got("/", "/archive", "/docs", "/static/page.css", "/openapi.json")),
    "list": Kind(3, _got("/v1/briefs", "/v1/feed.atom", "/v1/models", "/v1/batches?limit=5")),
    "probe": Kind(4, _got("/healthz", "/readyz", "/metrics")),
    "wrong body": Kind(2, _posted("/v1/briefs", {"txt": "a"}), frozenset({400})),
    "nothing there": Kind(1, _got("/v1/nothing", "/v1/briefs/abc"), frozenset({404})),
    "unknown model": Kind(
        1, _posted("/v1/translations", {"text": "a", "translator": "x"}), frozenset({422})
    ),
    "damaged file": Kind(2, _damaged, frozenset({400, 415, 422})),
    "client away": Kind(2, _away, frozenset({GONE})),
    "client slow": Kind(1, _slow, frozenset({GONE})),
}
