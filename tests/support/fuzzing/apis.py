"""Targets: every address of the service, asked by Flask's client, with a studio without models."""

import io
import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import quote

from fake_studio import FakeStudio
from flask.testing import FlaskClient
from real_files import FILES, TEXT

from fuzzing.compatible import DEEPL, LIBRETRANSLATE
from fuzzing.edits import NASTY, dumped, edit_bytes, edit_json, edit_text
from fuzzing.requests import HEADERS, Asked
from fuzzing.sources import Edited
from fuzzing.target import Target

JSON = "application/json"
_RESET = 2000  # cases after which the database is a new one: lists stay short
_SAID = (503, 504)  # told by a typed error: not ready, not done, out of time
_SAMPLES = {"text/plain": "tin.txt", "text/html": "tin.html", "text/markdown": "tin.md",
            "application/rtf": "tin.rtf", "message/rfc822": "tin.eml", "text/csv": "tin.csv",
            "application/rss+xml": "rss.xml", "application/x-ndjson": "tin.jsonl"}  # fmt: skip


@dataclass
class World:
    """A running application with one of everything in it."""

    client: FlaskClient = field(init=False)
    ids: dict[str, str] = field(init=False)
    cases: int = 0

    def __post_init__(self) -> None:
        from service.api import submissions
        from service.app import create_app
        from service.errors import FetchFailed
        from service.settings import load_settings

        def refuse(*given: object, **named: object) -> tuple[bytes, str, str]:
            raise FetchFailed("Nothing is fetched here.")

        submissions.fetch_url = refuse  # type: ignore[assignment]
        limits = {"SONGNGU_MAX_CHARS": "20000", "SONGNGU_SUGGESTIONS": "1"}
        limits["SONGNGU_DATA_DIR"] = tempfile.mkdtemp(prefix="songngu-fuzz-")
        self.client = create_app(load_settings(limits), FakeStudio()).test_client()
        self.ids = self._filled()

    def _filled(self) -> dict[str, str]:
        term = {"vi": "hội nghị", "en": "meeting"}
        webhook = {"url": "https://93.184.215.14/x", "events": ["brief.finished"]}
        batch = {"task": "summarise", "articles": [{"id": "a", "text": TEXT}]}
        made = {
            "briefs": self._post("/v1/briefs", {"text": TEXT}),
            "glossaries": self._post("/v1/glossaries", {"name": "x", "terms": [term]}),
            "batches": self._post("/v1/batches", batch),
            "memory": self._post("/v1/memory", {"vi": TEXT, "en": "x"}),
            "webhooks": self._post("/v1/webhooks", webhook),
        }
        self.client.post(f"/v1/batches/{made['batches']}/cancel")  # so that its events end
        return made | {"models": "songngu-translate", "deliveries": "1", "document": "0" * 32}

    def _post(self, path: str, body: object) -> str:
        answer = self.client.post(path, json=body)
        found: dict[str, Any] = answer.json or {}
        return str(found.get("id") or next(iter(re.findall(r'"id": ?"?(\w+)', answer.text)), ""))


_worlds: list[World] = []


def world() -> World:
    """The application at hand; a new one after so many cases."""
    if not _worlds or _worlds[0].cases >= _RESET:
        _worlds[:] = [World()]
    _worlds[0].cases += 1
    return _worlds[0]


def ask(asked: Asked) -> None:
    """Send a request. No answer is a 500, every one can be read to its end."""
    here = world()
    part = re.search(r"/(\w+)/\{id\}", asked.path)
    path = asked.path.replace("{id}", here.ids.get(part[1] if part else "", "x"))
    answer = here.client.open(
        quote(path, safe="/%:", errors="surrogatepass"),
        method=asked.method,
        query_string=_encoded(asked.query),
        headers={name: _header(value) for name, value in asked.headers.items()},
        **_body(asked),
    )
    if answer.mimetype == "text/event-stream":
        next(iter(answer.response), b"")  # it lasts as long as what it tells of
    else:
        answer.get_data()
    answer.close()
    if answer.status_code >= 500 and answer.status_code not in _SAID:
        raise AssertionError(
            f"{asked.method} {asked.path}: {answer.status_code} {answer.text[:300]}"
        )


def _encoded(query: dict[str, str]) -> str:
    parts = ([quote(one, errors="surrogatepass") for one in pair] for pair in query.items())
    return "&".join("=".join(pair) for pair in parts)


def _header(value: str) -> str:
    """A header as a server hands it on: a line of latin-1."""
    return re.sub(r"[\r\n\x00]", " ", value).encode("utf-8", "surrogatepass").decode("latin-1")


def _body(asked: Asked) -> dict[str, Any]:
    if asked.body is None:
        return {}
    if isinstance(asked.body, bytes):
        return {"data": asked.body, "content_type": asked.media}
    if asked.media == JSON:
        return {"data": dumped(Random(0), asked.body), "content_type": JSON}
    fields = {name: _field(value) for name, value in asked.body.items()}
    return {"data": fields, "content_type": asked.media}


def _field(value: Any) -> Any:
    if isinstance(value, tuple):
        return io.BytesIO(value[0]), _header(str(value[1]))
    return re.sub("[\ud800-\udfff]", "?", value if isinstance(value, str) else json.dumps(value))


def edit(random: Random, case: Asked, seeds: Sequence[Asked]) -> Asked:
    """A request with one of its parts changed, or several."""
    for _ in range(random.choice((1, 1, 2, 3))):
        part = random.choice(("body", "body", "body", "query", "headers", "path", "method"))
        case = _EDITS[part](random, case)
    return case


def _edit_body(random: Random, case: Asked) -> Asked:
    if isinstance(case.body, bytes) and case.body:
        return replace(case, body=edit_bytes(random, case.body, [case.body]))
    if not case.body:
        return case
    if case.media == JSON:
        made = edit_json(random, case.body)
        return replace(case, body=dumped(random, made) if random.random() < 0.2 else made)
    return replace(case, body=_edit_form(random, case.body))


def _edit_form(random: Random, body: dict[str, Any]) -> dict[str, Any]:
    made = dict(body)
    name = random.choice([*made])
    value = made[name]
    if isinstance(value, tuple):
        data = edit_bytes(random, value[0], [value[0]])
        made[name] = (data, value[1] if random.random() < 0.8 else random.choice(NASTY))
    else:
        made[name] = edit_text(random, str(value), [str(value)])
    return made


def _edit_query(random: Random, case: Asked) -> Asked:
    made = dict(case.query)
    name = random.choice([*made, *_PARAMETERS.get(case.path, ()), random.choice(NASTY)])
    values = (*NASTY, *_VALUES, "1" * 5000)
    made[name] = random.choice(values)
    return replace(case, query=made)


def _edit_headers(random: Random, case: Asked) -> Asked:
    name = random.choice([*HEADERS])
    value = random.choice(HEADERS[name])
    if random.random() < 0.4:
        value = edit_text(random, value, [value])[:2000]
    return replace(case, headers={**case.headers, name: value})


def _edit_path(random: Random, case: Asked) -> Asked:
    if "{id}" in case.path and random.random() < 0.5:
        return replace(case, path=case.path.replace("{id}", random.choice(NASTY)))
    return case


def _edit_method(random: Random, case: Asked) -> Asked:
    if random.random() < 0.8:
        return case
    return replace(case, method=random.choice(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD",
                                               "OPTIONS", "TRACE")))  # fmt: skip


_EDITS = {"body": _edit_body, "query": _edit_query, "headers": _edit_headers,
          "path": _edit_path, "method": _edit_method}  # fmt: skip
_PARAMETERS: dict[str, list[str]] = {}
_VALUES = (
    "both", "vi", "docx", "pdf", "json", "0", "-1", "1e3", "2025-01-08", "2025-13-01", "true",
    "application/json", "sent", "ok", '"a', "a*", "-a", "quân khu", "W10", "hội nghị OR 1=1", "*",
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One target an API; ours from its own specification, the others from what clients send."""
    os.environ.setdefault("XDG_DATA_HOME", tempfile.mkdtemp(prefix="songngu-fuzz-"))
    seeds = list(_stated())
    _worlds.clear()  # each process opens its own database
    ours = [one for one in seeds if "/chat/" not in one.path and "/models" not in one.path]
    openai = [one for one in seeds if one not in ours]
    for name, some, cases in (
        ("api: ours", ours, 12_000),
        ("api: openai", openai, 4000),
        ("api: libretranslate", LIBRETRANSLATE, 4000),
        ("api: deepl", DEEPL, 5000),
    ):
        yield Target(name, ask, Edited(some, edit), cases, short=25)


def _stated() -> Iterator[Asked]:
    """A request of every operation and media type, made of the examples that it states."""
    paths = world().client.get("/openapi.json").json["paths"]  # type: ignore[index]
    for path, methods in paths.items():
        for method, told in methods.items():
            parameters = [one["name"] for one in told.get("parameters", ())]
            _PARAMETERS[path] = [one for one in parameters if one[:1].islower()]
            bodies = told.get("requestBody", {}).get("content", {})
            for media, body in bodies.items():
                yield Asked(method.upper(), path, body=_example(path, media, body), media=media)
            if not bodies:
                yield Asked(method.upper(), path)


def _example(path: str, media: str, body: dict[str, Any]) -> Any:
    """The body that the specification shows, else a file of that kind."""
    if "glossaries" in path and media != JSON:
        return _glossary(media)
    if path.endswith("tmx"):
        return FILES["newsml.xml"]
    shown = body.get("example") or {"brief": world().client.get("/v1/briefs").json}
    if media == "multipart/form-data":
        return {"file": (FILES["tin.docx"], "tin.docx"), "title": "x"}
    if media == JSON or "form" in media:
        return shown
    return FILES.get(_SAMPLES.get(media, "tin.json"), b"")


def _glossary(media: str) -> bytes:
    from service.glossary.files import form_of, write_glossary
    from service.glossary.terms import shipped_terms

    return write_glossary(shipped_terms()[:5], form_of("", media))
