"""Settings, the port, and what lies between us and the web."""

import errno
import json
import socket
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.util import find_spec
from urllib.request import urlopen

from service.doctor.finding import Finding, fail, ok, warn
from service.doctor.installation import Installation
from service.errors import SongnguError
from service.settings import SETTINGS, variable

_PREFIX = "SONGNGU_"
_PATIENCE = 5.0  # seconds for whoever listens at our port


def settings(place: Installation) -> Iterator[Finding]:
    """Whether every variable of ours is one that is known, and can be read."""
    known = [variable(row) for row in SETTINGS.values()]
    for _, told in place.bad_settings:
        yield fail(told, "Mend its value; `songngu settings` says what each is for.")
    for name in sorted(place.environ):
        if name.startswith(_PREFIX) and name not in known:
            bare = [one.removeprefix(_PREFIX) for one in known]
            near = get_close_matches(name.removeprefix(_PREFIX), bare, 1, 0.7)
            mend = f"Did you mean {_PREFIX}{near[0]}?" if near else "`songngu settings` lists them."
            yield warn(f"{name} is no setting and does nothing.", mend)
    count = sum(name in known for name in place.environ)
    if not place.bad_settings:
        yield ok(f"{count} of {len(known)} settings are set, and all of them can be read.")


def port(place: Installation) -> Iterator[Finding]:
    """Whether `songngu serve` could listen."""
    where = f"{place.host} port {place.port}"
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        with socket.socket(family) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((place.host, place.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE and _ours(place):
            yield ok(f"songngu answers at {where} already.")
        else:
            told = f"songngu serve cannot listen at {where} ({error.strerror})."
            yield fail(told, "Choose another with --port, or end what listens there.")
    else:
        yield ok(f"{where} is free.")


def _ours(place: Installation) -> bool:
    host = f"[{place.host}]" if ":" in place.host else place.host
    try:
        with urlopen(f"http://{host}:{place.port}/healthz", timeout=_PATIENCE) as answer:
            return bool(json.load(answer) == {"status": "ok"})
    except (OSError, ValueError):
        return False


def keys(place: Installation) -> Iterator[Finding]:
    """Whether whoever reaches the service needs a key."""
    asked = place.settings.str("require_keys")
    local = place.host in ("127.0.0.1", "::1", "localhost")
    if asked == "no" and not local:
        yield warn(
            f"Whoever reaches {place.host} may do everything.",
            "Set SONGNGU_REQUIRE_KEYS=auto and make keys: songngu keys create NAME.",
        )
    else:
        whom = {"no": "nobody, and only this machine is served", "yes": "everybody"}
        yield ok(f"Keys are asked of {whom.get(asked, 'everybody but this machine')}.")


def fetcher(place: Installation) -> Iterator[Finding]:
    """Whether reports can be fetched: certificates, proxies, and one address where it is named."""
    import httpx

    from service.reading.fetch import fetch_url
    from service.reading.transport import proxy_for

    try:
        httpx.create_ssl_context()
    except OSError as error:
        yield fail(f"Certificates cannot be read ({error}).", "Look at SSL_CERT_FILE.")
        return
    proxy = proxy_for(httpx.URL("https://example.org/"))
    if proxy and httpx.URL(proxy).scheme not in ("http", "https"):
        yield fail("The proxy for https is of a kind that is not used.", "Set an http:// one.")
        return
    way = f"through the proxy {httpx.URL(proxy).host}" if proxy else "directly"
    if not place.fetch:
        yield ok(f"Web addresses are fetched {way}; --fetch URL tries one.")
        return
    try:
        found, _, _ = fetch_url(place.fetch, timeout=20.0, limit=10_000_000)
    except SongnguError as error:
        yield fail(error.message, "See docs/FETCHING.md for what may be fetched and how.")
    else:
        yield ok(f"{place.fetch} was fetched {way}: {len(found):,} bytes.")


def browser(place: Installation) -> Iterator[Finding]:
    """There is nothing to look for, and people do look for it."""
    yield ok("No browser is needed: pages are read as their servers send them.")


def traces(place: Installation) -> Iterator[Finding]:
    """Whether what traces need is there, where they are wanted."""
    wanted = place.settings.str("otlp_url")
    there = find_spec("opentelemetry") and find_spec("opentelemetry.sdk")
    if wanted and not there:
        yield fail(
            "SONGNGU_OTLP_URL is set, but OpenTelemetry is not installed.",
            "pip install 'songngu[otel]'.",
        )
    else:
        yield ok("Traces are sent to the collector." if wanted else "No traces are made.")
