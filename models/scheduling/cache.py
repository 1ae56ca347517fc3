"""Remembers what a model made of an input: in memory, and in a file that processes share."""

import hashlib
import json
import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import astuple
from pathlib import Path

from models.engines.base import Decoding, Hypothesis

log = logging.getLogger("songngu.cache")

_IN_MEMORY = 4096  # entries that a process keeps at hand
_TABLE = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, value TEXT, at INTEGER)"
_SLACK = 1.1  # how far the file may grow past its bound before it is cut back

Hypotheses = list[Hypothesis]


class SentenceCache:
    """Answers by model, decoding and input. A file that cannot be used is only a slower cache.

    The input of a model holds its prompt with the terms of the glossary, so a changed glossary,
    like a changed model, is another key and never meets an old answer.
    """

    def __init__(self, model: str, path: Path | None, entries: int) -> None:
        """`model` says all that answers depend on beside the input; `entries` bounds the file."""
        self.hits = self.misses = 0
        self._model, self._path, self._entries = model, path, entries
        self._recent: OrderedDict[bytes, Hypotheses] = OrderedDict()
        self._lock = threading.Lock()
        self._written = 0

    def get(self, text: str, decoding: Decoding) -> Hypotheses | None:
        """What was made of this input, None where it was not seen or is forgotten."""
        key = self._key(text, decoding)
        with self._lock:
            found = self._recent.get(key)
            if found is None:
                found = self._read(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._remember(key, found)
            return found

    def put(self, answers: Mapping[str, Hypotheses], decoding: Decoding) -> None:
        """Remember answers by their inputs."""
        with self._lock:
            rows = {self._key(text, decoding): made for text, made in answers.items()}
            for key, made in rows.items():
                self._remember(key, made)
            self._write(rows)

    def _key(self, text: str, decoding: Decoding) -> bytes:
        parts = json.dumps([self._model, astuple(decoding), text], ensure_ascii=False)
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).digest()

    def _remember(self, key: bytes, made: Hypotheses) -> None:
        self._recent[key] = made
        self._recent.move_to_end(key)
        while len(self._recent) > min(_IN_MEMORY, self._entries):
            self._recent.popitem(last=False)

    def _read(self, key: bytes) -> Hypotheses | None:
        if self._path is None:
            return None
        try:
            with closing(self._open()) as file:
                row = file.execute("SELECT value FROM answers WHERE key = ?", (key,)).fetchone()
            return [Hypothesis(*values) for values in json.loads(row[0])] if row else None
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            self._give_up(error)
            return None

    def _write(self, rows: Mapping[bytes, Hypotheses]) -> None:
        if self._path is None:
            return
        values = [(key, json.dumps([astuple(one) for one in made])) for key, made in rows.items()]
        try:
            with closing(self._open()) as file, file:
                file.executemany(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, strftime('%s', 'now'))", values
                )
                self._cut_back(file, len(values))
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _cut_back(self, file: sqlite3.Connection, more: int) -> None:
        """Now and then, drop the oldest past the bound."""
        self._written += more
        if self._written < (_SLACK - 1) * self._entries:
            return
        self._written = 0
        file.execute(
            "DELETE FROM answers WHERE rowid IN "
            "(SELECT rowid FROM answers ORDER BY rowid DESC LIMIT -1 OFFSET ?)",
            (self._entries,),
        )

    def _open(self) -> sqlite3.Connection:
        assert self._path is not None  # callers look first
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self._path, timeout=2.0)
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=OFF")  # what is lost in a crash is made again
        file.execute(_TABLE)
        return file

    def _give_up(self, error: Exception) -> None:
        log.warning("the sentence cache %s is left alone from now on: %s", self._path, error)
        self._path = None
