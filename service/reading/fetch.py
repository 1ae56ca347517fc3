"""GET a page or file from the web, within limits and never from a private address."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.errors import FetchFailed, TooLarge
from service.reading.addresses import Gate

if TYPE_CHECKING:
    import httpx

PUBLIC = Gate()
_REDIRECTS = 5
_NOT_MODIFIED = 304
_SEEN = ("image/", "video/", "audio/", "font/")
_HEADERS = {
    "User-Agent": "songngu (bilingual briefs)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
    "Accept-Language": "vi, en;q=0.5",
    # Others unpack a few bytes to any size before they can be counted.
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True)
class Fetched:
    """What came back, and what to ask with the next time."""

    data: bytes
    content_type: str
    url: str  # where it came from in the end
    etag: str = ""
    modified: str = ""  # `Last-Modified`, as the server writes it
    changed: bool = True  # False: it is what it was the last time; `data` is then empty


def fetch_url(
    url: str, *, timeout: float, limit: int, gate: Gate = PUBLIC
) -> tuple[bytes, str, str]:
    """Return the body, its content type and the address it came from in the end.

    `timeout` is in seconds for everything together, `limit` in bytes after decompression.
    Raises `FetchFailed` or `TooLarge`.
    """
    found = fetch(url, timeout=timeout, limit=limit, gate=gate)
    return found.data, found.content_type, found.url


def fetch(
    url: str, *, timeout: float, limit: int, gate: Gate = PUBLIC, last: Fetched | None = None
) -> Fetched:
    """Fetch an address, only if it changed since `last`.

    Every hop is resolved once, checked and connected to at the checked address, so that a name
    cannot point elsewhere a moment later; redirects go the same way. Raises `FetchFailed` or
    `TooLarge`.
    """
    import httpcore
    import httpx

    from service.reading.transport import CheckedTransport

    transport = CheckedTransport(gate, time.monotonic() + timeout)
    with httpx.Client(headers=_HEADERS, transport=transport, trust_env=False) as client:
        try:
            return _follow(client, url, limit, _conditions(last))
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise FetchFailed(f"{url} did not answer in time.", reason="timeout") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchFailed(f"{url} is not a web address.", reason="bad-url") from error
        except (httpx.HTTPError, httpx.StreamError, OSError, httpcore.NetworkError,
                httpcore.ProtocolError, httpcore.ProxyError) as error:  # fmt: skip
            raise FetchFailed(
                f"{url} could not be fetched: {error}.".replace("..", "."), reason="connection"
            ) from error


def _conditions(last: Fetched | None) -> dict[str, str]:
    if last is None:
        return {}
    asked = {"If-None-Match": last.etag, "If-Modified-Since": last.modified}
    return {name: value for name, value in asked.items() if value}


def _follow(client: "httpx.Client", url: str, limit: int, conditions: dict[str, str]) -> Fetched:
    for _ in range(_REDIRECTS + 1):
        request = client.build_request("GET", _checked(url), headers=conditions)
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = str(request.url.join(response.headers["location"]))
                continue
            return _received(url, response, limit)
        finally:
            response.close()
    raise FetchFailed(f"{url} redirects too often.", reason="redirects")


def _checked(url: str) -> "httpx.URL":
    """An address of the web, without a password or fragment in it."""
    import httpx

    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchFailed(f"{url} is not an http or https address.", reason="bad-url")
    return parsed.copy_with(username=None, password=None, fragment=None)


def _received(url: str, response: "httpx.Response", limit: int) -> Fetched:
    headers = response.headers
    told = (headers.get("content-type", ""), url, headers.get("etag", ""),
            headers.get("last-modified", ""))  # fmt: skip
    if response.status_code == _NOT_MODIFIED:
        return Fetched(b"", *told, changed=False)
    _check(url, response)
    return Fetched(b"".join(_chunks(url, response, limit)), *told)


def _check(url: str, response: "httpx.Response") -> None:
    if response.status_code != 200:
        raise FetchFailed(
            f"{url} answered {response.status_code} {response.reason_phrase}.",
            reason="status",
            upstream_status=response.status_code,
        )
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind.startswith(_SEEN):
        raise FetchFailed(f"{url} is {kind}, not a page of text.", reason="content-type")
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise FetchFailed(
            f"{url} is packed in a way that was not asked for.", reason="content-encoding"
        )


def _chunks(url: str, response: "httpx.Response", limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"{url} is larger than {limit} bytes.", limit=limit)
        yield chunk
