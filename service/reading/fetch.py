"""GET a page from the web, within limits and never from a private address."""

import time
from typing import TYPE_CHECKING

from service.errors import FetchFailed, TooLarge
from service.reading.addresses import public_address

if TYPE_CHECKING:
    import httpx

_REDIRECTS = 5
_TYPES = ("text/html", "text/plain", "application/xhtml+xml", "text/markdown", "")
_HEADERS = {
    "User-Agent": "songngu (bilingual briefs)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Language": "vi, en;q=0.5",
}


def fetch_url(
    url: str, *, timeout: float, limit: int, allow_private: bool = False
) -> tuple[bytes, str, str]:
    """Return the body, its content type and the address it came from in the end.

    `timeout` is in seconds for everything together, `limit` in bytes after decompression.
    Every hop is resolved once, checked and connected to at the checked address, so that a name
    cannot point elsewhere a moment later. Raises `FetchFailed` or `TooLarge`.
    """
    import httpx

    deadline = time.monotonic() + timeout
    # Proxies of the environment would resolve the name again, out of our sight.
    with httpx.Client(headers=_HEADERS, follow_redirects=False, trust_env=False) as client:
        try:
            return _follow(client, url, deadline, limit, allow_private)
        except httpx.TimeoutException as error:
            raise _timed_out(url) from error
        except httpx.InvalidURL as error:
            raise FetchFailed(f"{url} is not a web address.", reason="bad-url") from error
        except httpx.HTTPError as error:
            raise FetchFailed(
                f"{url} could not be fetched: {error}.", reason="connection"
            ) from error


def _follow(
    client: "httpx.Client", url: str, deadline: float, limit: int, allow_private: bool
) -> tuple[bytes, str, str]:
    for _ in range(_REDIRECTS + 1):
        request = _request(client, url, deadline, allow_private)
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = _next_url(url, response.headers["location"])
                continue
            _check(url, response)
            body = _body(url, response, deadline, limit)
            return body, response.headers.get("content-type", ""), url
        finally:
            response.close()
    raise FetchFailed(f"{url} redirects too often.", reason="redirects")


def _request(
    client: "httpx.Client", url: str, deadline: float, allow_private: bool
) -> "httpx.Request":
    import httpx

    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchFailed(f"{url} is not an http or https address.", reason="bad-url")
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    address = public_address(parsed.host, port, allow_private=allow_private)
    # Connect to the address that was checked; TLS and the server still see the name.
    return client.build_request(
        "GET",
        parsed.copy_with(host=address, username=None, password=None),
        headers={"Host": parsed.netloc.decode("ascii")},
        extensions={"sni_hostname": parsed.host},
        timeout=_remaining(url, deadline),
    )


def _next_url(url: str, location: str) -> str:
    import httpx

    return str(httpx.URL(url).join(location))


def _check(url: str, response: "httpx.Response") -> None:
    if response.status_code != 200:
        raise FetchFailed(
            f"{url} answered {response.status_code} {response.reason_phrase}.",
            reason="status",
            upstream_status=response.status_code,
        )
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _TYPES:
        raise FetchFailed(f"{url} is {kind}, not a page of text.", reason="content-type")


def _body(url: str, response: "httpx.Response", deadline: float, limit: int) -> bytes:
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"{url} is larger than {limit} bytes.", limit=limit)
        _remaining(url, deadline)
        chunks.append(chunk)
    return b"".join(chunks)


def _remaining(url: str, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _timed_out(url)
    return left


def _timed_out(url: str) -> FetchFailed:
    return FetchFailed(f"{url} did not answer in time.", reason="timeout")
