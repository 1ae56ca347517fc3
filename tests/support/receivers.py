"""A receiver of webhooks: a real server on loopback that checks what it is sent."""

import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError


@dataclass
class Receiver:
    """What a receiver knows, what it answers with, and what it got."""

    secret: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # then 204
    got: list[dict] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)  # of everything that came
    url: str = ""

    def standard(self, body: bytes, headers: dict[str, str]) -> int:
        """As the package of Standard Webhooks checks it."""
        try:
            self.got.append(Webhook(self.secret).verify(body, headers))
        except WebhookVerificationError:
            return 401
        self.ids.append(headers["webhook-id"])
        return 204

    def push(self, body: bytes, headers: dict[str, str]) -> int:
        """As Superdesk's Newsroom checks it: the signature, then `guid` and `type`."""
        mac = hmac.new(self.secret.encode(), body, "sha1")
        given = headers.get("x-superdesk-signature", "")
        if not hmac.compare_digest(given, f"sha1={mac.hexdigest()}"):
            return 403
        item = json.loads(body)
        if "guid" not in item or "type" not in item:
            return 400
        self.got.append(item)
        return 200


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            state.headers.append(headers)
            check = state.push if self.path == "/push" else state.standard
            status, extra = state.answers.pop(0) if state.answers else (check(body, headers), {})
            self.send_response(status)
            for name, value in extra.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()
