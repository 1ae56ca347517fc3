"""A client of the HTTP API, typed as the library is and raising its errors.

client = Client("http://127.0.0.1:8000")
brief = client.brief(text=report, points=5)
print(brief.headline.en)
"""

import email.utils
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from models.errors import SongnguError
from service import errors
from service.auth import errors as of_keys
from service.briefs.brief import Bilingual, Brief, Status
from service.briefs.values import Summary, Translation
from service.client_batches import Batch, Batches, BatchResult
from service.errors import ServerAway, ServerError
from service.telemetry.spans import outgoing

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["Batch", "BatchResult", "Client", "Page", "Progress", "Row"]

_TIMEOUT = 600.0  # seconds: a long report takes minutes on a small machine
_ATTEMPTS = 5
_PATIENCE = 120.0  # seconds: a server that says to come back later than that is not waited for
_BUSY = (429, 503)


@dataclass(frozen=True)
class Progress:
    """How far a brief is; `fraction` is from 0 to 1."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class Row:
    """One brief of a search."""

    id: str
    headline: Bilingual
    title: str
    url: str
    agency: str
    place: str
    day: date  # published, else of the event, else made
    status: Status
    corrected: bool  # by an editor
    kept: datetime


@dataclass(frozen=True)
class Page:
    """A page of a search; `next` is the cursor of the following one, None after the last."""

    briefs: tuple[Row, ...]
    next: str | None


class Client:
    """Talks to a server at `url`. Safe to share by threads; close it, or use it in `with`.

    `key` is sent as a bearer key. Every method raises the `SongnguError` that the server met.
    Answers 429 and 503 that say when to come back are tried again, five times at most.
    `batches` hands in archives and follows them.
    """

    def __init__(
        self,
        url: str,
        key: str = "",
        *,
        timeout: float = _TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"User-Agent": "songngu-client"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        hooks = {"request": [_traced]}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout, event_hooks=hooks)
        self._sleep = sleep
        self.batches = Batches(self._send)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def brief(self, **report: Any) -> Brief:
        """The brief of one report: `text`, `html` or `url`, or the bytes of a `file`.

        Beside it: `name` and `content_type` of the file; `title`, `published` (a date),
        `source_url`, `points`, `words`, `diacritics`, `summariser` and `translator`.
        """
        answer = self._post("/v1/briefs", **_request(report))
        made: Brief = _reader(Brief).validate_json(answer.content)
        return made

    def written(self, format: str, language: str = "both", **report: Any) -> bytes:
        """The same written in a format, such as "markdown" or "docx"."""
        query = {"format": format, "language": language}
        return self._post("/v1/briefs", **_request(report), params=query).content

    def events(self, **report: Any) -> Iterator[Progress | Brief]:
        """The same while it is made: signs of progress, and the brief at the end."""
        asked = _request(report)
        asked["headers"] = {**asked.get("headers", {}), "Accept": "text/event-stream"}
        with _reached(), self._http.stream("POST", "/v1/briefs", **asked) as response:
            if not response.is_success:
                response.read()
                raise _problem(response)
            for name, data in _events(response.iter_lines()):
                if name == "problem":
                    raise _error(json.loads(data))
                yield _reader(Brief).validate_json(data) if name == "brief" else _progress(data)

    def translate(
        self, texts: Sequence[str], translator: str | None = None, glossary: str | None = None
    ) -> list[Translation]:
        """The English of each text, with what its checks found; `glossary` is a stored one's id."""
        if not texts:
            return []
        body = _given(text=list(texts), translator=translator, glossary=glossary)
        found = self._post("/v1/translations", json=body).json()["translations"]
        made: list[Translation] = _reader(list[Translation]).validate_python(found)
        return made

    def summarise(
        self,
        texts: Sequence[str],
        words: int | None = None,
        points: int | None = None,
        summariser: str | None = None,
    ) -> list[Summary]:
        """A shorter Vietnamese text for each."""
        if not texts:
            return []
        body = _given(text=list(texts), words=words, points=points, summariser=summariser)
        found = self._post("/v1/summaries", json=body).json()["summaries"]
        made: list[Summary] = _reader(list[Summary]).validate_python(found)
        return made

    def get(self, id: str) -> Brief:
        """A brief that was kept. Raises `ServerError` with the code `brief-not-found`."""
        answer = self._send("GET", f"/v1/briefs/{id}")
        found: Brief = _reader(Brief).validate_json(answer.content)
        return found

    def search(self, q: str = "", **filters: Any) -> Page:
        """Kept briefs by words, `since`, `until`, `agency`, `place`, `person`, `status`,
        `limit` and `cursor`."""
        query = {name: str(value) for name, value in _given(q=q, **filters).items()}
        answer = self._send("GET", "/v1/briefs", params=query)
        found: Page = _reader(Page).validate_json(answer.content)
        return found

    def _post(self, path: str, **request: Any) -> httpx.Response:
        return self._send("POST", path, **request)

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        for attempt in range(_ATTEMPTS):
            with _reached():
                response = self._http.request(method, path, **request)
            wait = _wait(response)
            if wait is None or attempt == _ATTEMPTS - 1:
                break
            self._sleep(wait)
        if response.is_success:
            return response
        raise _problem(response)


def _traced(request: httpx.Request) -> None:
    """Have the server go on with the trace of the program, where it has one."""
    request.headers.update(outgoing())


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        raise ServerAway(
            f"The server does not answer ({error or type(error).__name__}); look at its address."
        ) from error


def _request(report: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON request, or a form where there is a file."""
    told = _given(**report)
    if isinstance(told.get("published"), date):
        told["published"] = told["published"].isoformat()
    if "file" not in told:
        return {"json": told}
    name, kind = told.pop("name", "report"), told.pop("content_type", "application/octet-stream")
    file = (name, told.pop("file"), kind)
    plain = {key: str(value).lower() if value in (True, False) else str(value)
             for key, value in told.items()}  # fmt: skip
    return {"files": {"file": file}, "data": plain}


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _wait(response: httpx.Response) -> float | None:
    """Seconds after which to try again; None where that is of no use."""
    after = response.headers.get("Retry-After", "")
    if response.status_code not in _BUSY or not after:
        return None
    seconds = float(after) if after.isdecimal() else _until(after)
    return seconds if seconds is not None and seconds <= _PATIENCE else None


def _until(moment: str) -> float | None:
    try:
        left = email.utils.parsedate_to_datetime(moment) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return max(left.total_seconds(), 0.0)


def _problem(response: httpx.Response) -> SongnguError:
    try:
        problem = response.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or "code" not in problem:
        told = f"The server answered {response.status_code} {response.reason_phrase}."
        problem = {"detail": told, "status": response.status_code}
    return _error(problem)


_COMMON = frozenset({"type", "title", "status", "detail", "instance", "code"})


def _error(problem: Mapping[str, Any]) -> SongnguError:
    """The error of a problem document, of the class that has its code."""
    extra = {name: value for name, value in problem.items() if name not in _COMMON}
    code = problem.get("code", ServerError.code)
    kind = _kinds().get(code, ServerError)
    error = kind(str(problem.get("detail", "")), **extra)
    error.code, error.status = code, int(problem.get("status", kind.status))
    return error


def _kinds() -> dict[str, type[SongnguError]]:
    """The errors of the library by their codes."""
    named = (getattr(errors, name) for name in errors.__all__)
    refused = (*of_keys.OF_KEYS, of_keys.QuotaUsedUp)
    return {kind.code: kind for kind in (*SongnguError.__subclasses__(), *named, *refused)}


def _events(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """(name, data) of each server-sent event; comments keep the connection alive."""
    name = "message"
    data: list[str] = []
    for line in lines:
        if not line and data:
            yield name, "\n".join(data)
            name, data = "message", []
        elif line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))


def _progress(data: str) -> Progress:
    told = json.loads(data)
    return Progress(told["stage"], told["fraction"])


@cache
def _reader(kind: Any) -> "TypeAdapter[Any]":
    """What makes values of a type from JSON."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
