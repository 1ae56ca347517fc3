"""Connections for fetching: to checked addresses only, and over when the time is over."""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from service.errors import FetchFailed
from service.reading.addresses import Gate


class CheckedTransport(httpx.BaseTransport):
    """Requests by way of `Gate`: each host is resolved once, and connected to at that address.

    A name cannot point elsewhere a moment later, and TLS and the server still see the name. The
    proxies of the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY) are used where they are set.
    """

    def __init__(self, gate: Gate, deadline: float) -> None:
        self._gate = gate
        self._deadline = deadline  # of `time.monotonic`, for all requests together
        self._pools: list[httpcore.ConnectionPool] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; redirects come back here one by one."""
        assert isinstance(request.stream, Iterable)
        left = max(self._deadline - time.monotonic(), 0.01)
        answer = self._pool(request.url).handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)},
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream))

    def close(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            pool.close()

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = proxy_for(url)
        port = url.port or (443 if url.scheme == "https" else 80)
        if proxy:
            self._gate.check_name(url.host, port)
        pool = self._proxied(proxy) if proxy else self._direct()
        self._pools.append(pool)
        return pool

    def _direct(self) -> httpcore.ConnectionPool:
        backend = _Backend(self._deadline, self._gate)
        return httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend)

    def _proxied(self, proxy: str) -> httpcore.ConnectionPool:
        """The proxy itself is the operator's and may be at any address."""
        parsed = httpx.URL(proxy)
        auth = (parsed.username, parsed.password) if parsed.username else None
        if parsed.scheme not in ("http", "https"):
            raise FetchFailed(
                f"Proxies of the kind {parsed.scheme}:// are not used here; set an http:// one.",
                reason="proxy",
            )
        return httpcore.HTTPProxy(
            proxy_url=str(parsed.copy_with(username=None, password=None)),
            proxy_auth=auth,
            ssl_context=_tls(),
            network_backend=_Backend(self._deadline, None),
        )


def proxy_for(url: httpx.URL) -> str:
    """The proxy that the environment names for an address; "" where it is to be asked itself."""
    proxies = getproxies()
    proxy = proxies.get(url.scheme, "") or proxies.get("all", "")
    if not proxy or proxy_bypass(url.host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _Backend(httpcore.NetworkBackend):
    """Opens connections; without a gate to any host, which is for proxies."""

    def __init__(self, deadline: float, gate: Gate | None) -> None:
        self._deadline = deadline
        self._gate = gate
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._gate.addresses(host, port) if self._gate else [host]
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._plain.connect_tcp(
                    address, port, left(self._deadline), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except httpcore.ConnectError:
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError("no address")


class _Timed(httpcore.NetworkStream):
    """A connection whose every step must end by the deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, left(self._deadline))
        return _Timed(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def left(deadline: float) -> float:
    """Seconds until a deadline. Raises `httpcore.ReadTimeout` after it."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the time for the whole request is over")
    return seconds
