"""Lines of the log: text for people, or a JSON object each, in which nobody's articles stand."""

import json
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, Any

from service.auth.tokens import masked
from service.settings import BadSetting, Settings
from service.telemetry.scope import current
from service.telemetry.traces import trace

Fields = dict[str, object]

_CONTROLS = dict.fromkeys((*range(32), 127, 0x85, 0x2028, 0x2029), " ")
_QUIET = ("httpx", "huey", "alembic.runtime.plugins")  # they tell of everything
# They quote what they read. What is wrong with an article is told by our own errors.
_SILENT = ("trafilatura", "htmldate", "courlan", "justext", "pdfminer", "charset_normalizer")


class Lines(logging.Formatter):
    """Writes records as `write` does. Of exceptions only types and places are told.

    Messages of exceptions quote values, and values are text of articles. Keys are masked, should a
    library quote an address or a header.
    """

    def __init__(self, write: Callable[[logging.LogRecord, Fields], str]) -> None:
        super().__init__()
        self._write = write

    def format(self, record: logging.LogRecord) -> str:
        fields = {**current().fields(), **getattr(record, "fields", {})}
        if record.exc_info and record.exc_info[1]:
            fields["exception"] = trace(record.exc_info[1])
        return masked(self._write(record, fields))


def as_json(record: logging.LogRecord, fields: Fields) -> str:
    """One object on one line."""
    told = {
        "time": _moment(record),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
        "process": record.process,
    }
    return json.dumps(told | fields, ensure_ascii=False, default=str)


def as_text(record: logging.LogRecord, fields: Fields) -> str:
    """One line, whatever the message holds, with the fields at its end."""
    pairs = " ".join(f"{name}={value}" for name, value in fields.items())
    line = f"{_moment(record)} {record.levelname} {record.name} {record.getMessage()} {pairs}"
    return line.translate(_CONTROLS).rstrip()


FORMATS = {"text": as_text, "json": as_json}


class StderrHandler(logging.StreamHandler[IO[str]]):
    """Writes to what stderr is at the moment."""

    def __init__(self, form: str) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(Lines(FORMATS[form]))

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, value: object) -> None:
        """There is nothing to set."""


def configure(settings: Settings) -> None:
    """Log to stderr as the settings say. Raises `BadSetting` here, not in a worker that dies."""
    level, form = chosen(settings)
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, StderrHandler)]:
        root.removeHandler(old)
    root.addHandler(StderrHandler(form))
    # At debug, libraries quote addresses and texts, so that level is for our own lines.
    logging.getLogger("songngu").setLevel(level)
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.INFO))
    for name in (*_QUIET, *_SILENT):
        least = logging.WARNING if name in _QUIET else logging.CRITICAL
        logging.getLogger(name).setLevel(least)
    logging.captureWarnings(True)
    threading.excepthook = _thread_failed


def chosen(settings: Settings) -> tuple[str, str]:
    """The level and the form that are set. Raises `BadSetting`."""
    level, form = _level(settings.str("log_level")), settings.str("log_format").lower()
    if form not in FORMATS:
        raise BadSetting(f"SONGNGU_LOG_FORMAT is {form!r}, but it must be {' or '.join(FORMATS)}.")
    return level, form


def _level(name: str) -> str:
    known = logging.getLevelNamesMapping()
    if name.upper() not in known:
        names = ", ".join(one.lower() for one in known if one not in ("NOTSET", "WARN", "FATAL"))
        raise BadSetting(f"SONGNGU_LOG_LEVEL is {name!r}, but it must be one of {names}.")
    return name.upper()


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """As Python tells of it, but without the message of the exception."""
    name = failed.thread.name if failed.thread else "?"
    error = failed.exc_value
    logging.getLogger("songngu.threads").error(
        "the thread %s ended in an exception", name, exc_info=error
    )


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
