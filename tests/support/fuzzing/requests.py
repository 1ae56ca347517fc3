"""A request as it is edited, and the headers that a client may put on one."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """`{id}` in the path stands for the id of something that is there."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None  # JSON, a form, or the bytes themselves
    media: str = ""


# Header → values that some client sends.
HEADERS = {
    "Accept": ("*/*", "text/html;q=0.9,*/*;q=0.1", "application/x", "text/event-stream", "a;q=9",
               "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "Accept-Language": ("vi", "en-GB,en;q=0.5", "*", "x" * 300),
    "Accept-Encoding": ("gzip", "identity;q=0", "*"),
    "Authorization": ("Bearer x", "DeepL-Auth-Key x", "Basic eA==", "Bearer", "x"),
    "Content-Encoding": ("gzip", "x"),
    "Cookie": ("a=b", "songngu=;;;="),
    "Idempotency-Key": ("a", "", "k" * 300),
    "If-Modified-Since": ("Wed, 08 Jan 2025 10:00:00 GMT", "x"),
    "If-None-Match": ('"a"', "*", "W/"),
    "Last-Event-ID": ("0", "7", "-1", "x"),
    "Origin": ("http://localhost", "null", "https://x.vn"),
    "Prefer": ("respond-async", "wait=1", "wait=x", "respond-async, wait=10"),
    "Range": ("bytes=0-1", "bytes=-"),
    "X-Forwarded-For": ("127.0.0.1", "x"),
    "X-Request-Id": ("a", "a b", "x" * 100),
    "X-Request-Timeout": ("5", "0.5", "-1", "nan", "inf", "1e9", "x"),
}  # fmt: skip
