"""Where a batch writes: JSON lines, Parquet, or a folder with a file for each article.

Every output is put together from the ledger, beside its place, and then moved there: a reader
finds the old one or the new one, and never half of it.
"""

import gzip
import json
import lzma
import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from service.archive.containers import ParquetMissing
from service.archive.documents import adapter
from service.archive.work import Outcome
from service.errors import BadRequest
from service.formats import FORMATS, SUFFIXES, UnknownFormat, write

_GROUP = 500  # rows in one group of a Parquet file
_NAME = 60  # characters of an id in the name of a file
_OPEN = {".gz": gzip.open, ".xz": lzma.open}


class Output(Protocol):
    """Something to write outcomes to."""

    path: Path

    @property
    def ledger(self) -> Path:
        """Where its ledger lies by default."""

    def add(self, outcome: Outcome) -> None:
        """Write one at once, in any order, where that is possible."""

    def assemble(self, outcomes: Iterable[Outcome]) -> None:
        """Write all, in their order."""


class BadOutput(BadRequest):
    """The output cannot be what was asked for."""

    code = "bad-output"


def output_for(path: Path, task: str, format: str | None = None) -> Output:
    """The output that the name of `path` asks for; a folder where it has no known suffix.

    `format` is that of the files in a folder. Raises `BadOutput` or `UnknownFormat`.
    """
    kind = path.with_suffix("") if path.suffix.lower() in _OPEN else path
    single: dict[str, Callable[[Path], Output]] = {
        ".jsonl": JsonLines,
        ".ndjson": JsonLines,
        ".parquet": ParquetFile,
    }
    made = single.get(kind.suffix.lower())
    if made and not path.is_dir():
        if format:
            raise BadOutput(f"--format is of the files in a folder, and {path} is one file.")
        return made(path)
    if path.is_file():
        raise BadOutput(f"{path} is a file; name a folder, or a file .jsonl or .parquet.")
    return Folder(path, task, format or "json")


def row(outcome: Outcome) -> dict[str, Any]:
    """One article of the output as JSON; where it failed, why."""
    base = {"id": outcome.id, "name": outcome.name}
    if outcome.state == "failed":
        return base | {"error": outcome.error, "code": outcome.code}
    status = {"status": outcome.status} if outcome.status else {}
    if "summary" in outcome.body:
        return base | outcome.body
    what = "brief" if "points" in outcome.body else "translation"
    return base | status | {what: outcome.body}


class _File:
    """One file, whose rows have an order: they are written at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def ledger(self) -> Path:
        return self.path.with_name(f"{self.path.name}.ledger.db")

    def add(self, outcome: Outcome) -> None:
        return None


class JsonLines(_File):
    """One JSON object a line."""

    def assemble(self, outcomes: Iterable[Outcome]) -> None:
        part = _beside(self.path)
        opener: Any = _OPEN.get(self.path.suffix.lower(), open)
        with opener(part, "wt", encoding="utf-8", errors="replace", newline="\n") as file:
            for outcome in outcomes:
                file.write(json.dumps(row(outcome), ensure_ascii=False) + "\n")
        _moved(part, self.path)


class ParquetFile(_File):
    """One row an article: columns to look at, and the whole result as JSON.

    Raises `ParquetMissing` where pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow.parquet  # noqa: F401 - said before the work and not after it
        except ImportError as error:
            raise ParquetMissing(
                f"{path} is a Parquet file: `pip install 'songngu[parquet]'` writes those."
            ) from error
        super().__init__(path)

    def assemble(self, outcomes: Iterable[Outcome]) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        part, rest = _beside(self.path), iter(outcomes)
        schema = pyarrow.schema(
            [(name, pyarrow.string()) for name in COLUMNS]
            + [(name, pyarrow.list_(pyarrow.string())) for name in LISTS]
        )
        with ParquetWriter(part, schema, compression="zstd") as file:
            while group := list(islice(rest, _GROUP)):
                rows = [columns(outcome) for outcome in group]
                file.write_table(pyarrow.Table.from_pylist(rows, schema))
        _moved(part, self.path)


COLUMNS = (
    "id", "name", "state", "status", "error", "code", "title", "url", "published",
    "headline_vi", "headline_en", "text_vi", "text_en", "json",
)  # fmt: skip
LISTS = ("points_vi", "points_en")


def columns(outcome: Outcome) -> dict[str, Any]:
    """One article as columns; what its task does not make is empty."""
    body, found = outcome.body, dict.fromkeys((*COLUMNS, *LISTS))
    found |= {"id": outcome.id, "name": outcome.name, "state": outcome.state}
    found |= {name: getattr(outcome, name) or None for name in ("status", "error", "code")}
    if outcome.state == "failed":
        return found
    found["json"] = json.dumps(body, ensure_ascii=False)
    if "summary" in body:
        return found | {"text_vi": body["summary"], "points_vi": body["points"]}
    if "points" not in body:
        return found | {"headline_en": body["title"], "text_en": body["text"]}
    source, points = body["source"], body["points"]
    found |= {name: source[name] or None for name in ("title", "url", "published")}
    for side in ("vi", "en"):
        found[f"headline_{side}"] = body["headline"][side]
        found[f"points_{side}"] = [point[side] for point in points]
    return found


class Folder:
    """A file for each article that was done; those that failed stand in `_failed.jsonl`."""

    def __init__(self, path: Path, task: str, format: str) -> None:
        known = list(FORMATS) if task == "brief" else ["json", "text"]
        if format not in known:
            raise UnknownFormat(
                f"There is no format {format!r} for --task {task}; there are {', '.join(known)}.",
                known=known,
            )
        self.path, self._format = path, format
        self._suffix = next(suffix for suffix, name in SUFFIXES.items() if name == format)

    @property
    def ledger(self) -> Path:
        return self.path / ".songngu-ledger.db"

    def add(self, outcome: Outcome) -> None:
        if outcome.state == "done":
            self._write(outcome)

    def assemble(self, outcomes: Iterable[Outcome]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        failed = self.path / "_failed.jsonl"
        JsonLines(failed).assemble(self._written(outcomes))
        if not failed.stat().st_size:
            failed.unlink()

    def _written(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Write what a kill left unwritten; yield what failed."""
        for outcome in outcomes:
            self.add(outcome)
            if outcome.state == "failed":
                yield outcome

    def _write(self, outcome: Outcome) -> None:
        path, data = self.path / file_name(outcome, self._suffix), self._data(outcome)
        if path.exists() and path.read_bytes() == data:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        part = _beside(path)
        part.write_bytes(data)
        part.replace(path)

    def _data(self, outcome: Outcome) -> bytes:
        if "source" in outcome.body:
            written = write(adapter().validate_python(outcome.body), self._format)
        elif self._format == "json":
            written = json.dumps(row(outcome), ensure_ascii=False, indent=2) + "\n"
        else:
            parts = (outcome.body.get(name, "") for name in ("title", "text", "summary"))
            written = "\n\n".join(part for part in parts if part) + "\n"
        return written if isinstance(written, bytes) else written.encode("utf-8", "replace")


def file_name(outcome: Outcome, suffix: str) -> str:
    """A name made of the id, and of the article's key so that no two articles share a file."""
    stem = re.sub(r"[^\w.-]+", "-", outcome.id).strip("-.") or "article"
    return f"{stem[:_NAME]}.{outcome.key[:8]}{suffix}"


def _beside(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.part")


def _moved(part: Path, path: Path) -> None:
    """Put a finished file in its place, on the disk before it has its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
