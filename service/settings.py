"""Every setting in one row: its name, its default and what it does.

Each is read from the environment as `SONGNGU_<NAME>`, in upper case.
"""

import builtins
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.errors import SongnguError

Value = str | int | float | bool


@dataclass(frozen=True)
class Setting:
    """One row: the type of the default is the type of the setting."""

    name: str
    default: Value
    help: str


MODES = ("auto", "yes", "no")  # of require_keys

SETTINGS = {
    row.name: row
    for row in (
        Setting("summariser", "songngu-extractive", "Id of the model that chooses the points."),
        Setting("translator", "songngu-gemma-vi-en", "Id of the model that translates."),
        Setting("points", 5, "Points of a brief when a request names no number."),
        Setting("words", 0, "Most Vietnamese words in all points together; 0 means no limit."),
        Setting(
            "diacritics", False, "Keep the diacritics of Vietnamese names in the English text."
        ),
        Setting(
            "cache_dir", "", "Where converted and fetched models lie; empty: ~/.cache/songngu."
        ),
        Setting("data_dir", "", "Where briefs and jobs are kept; empty: ~/.local/share/songngu."),
        Setting(
            "database_url", "", "Database, postgresql://… or sqlite:///FILE; empty: in data_dir."
        ),
        Setting("memory", True, "Use what editors settled: the translation memory."),
        Setting("keep_briefs", True, "Keep the briefs that are made over HTTP in the database."),
        Setting("keep_days", 0, "Days that briefs, and batches that ended, are kept; 0: for ever."),
        Setting("device", "auto", "Where models run: auto, cpu or cuda."),
        Setting("compute_type", "auto", "CTranslate2 compute type: auto, int8, float32, …"),
        Setting("threads", 0, "Threads of one model; 0 means as many as the cores allow."),
        Setting(
            "search",
            "wide",
            "How widely English is searched for: wide, narrow or greedy; "
            "docs/BENCHMARKS.md has the cost and the gain of each.",
        ),
        Setting("max_waiting", 2048, "Sentences that may wait for a model; past them comes a 429."),
        Setting(
            "cache_sentences", 50_000, "Translated sentences remembered in data_dir; 0 means none."
        ),
        Setting(
            "request_timeout", 600.0, "Most seconds for a request, whatever it asks; 0: no limit."
        ),
        Setting(
            "head_timeout", 10.0, "Seconds in which the head of a request must come; past them 408."
        ),
        Setting(
            "body_timeout",
            30.0,
            "Seconds for the body of a request, and one more for every 10 kB of it; past them 408.",
        ),
        Setting(
            "send_timeout",
            20.0,
            "Seconds that a client may lag behind 10 kB/s in reading an answer.",
        ),
        Setting(
            "thread_timeout",
            60.0,
            "Seconds that a request waits for a thread of the server; past them 429.",
        ),
        Setting(
            "stop_timeout",
            30,
            "Seconds in which a server that is told to stop finishes what it has begun.",
        ),
        Setting("max_chars", 200_000, "Longest report, in characters; a longer one gets 413."),
        Setting("max_upload", 10_000_000, "Largest request body, in bytes; a larger one gets 413."),
        Setting("max_texts", 256, "Most texts in one request for translations or summaries."),
        Setting("fetch_timeout", 20.0, "Seconds to wait for a URL that is to be briefed."),
        Setting(
            "openai_url", "", "Base URL of an OpenAI-compatible server, e.g. of vLLM or Ollama."
        ),
        Setting("openai_model", "", "Model to ask that server for; empty: the first it lists."),
        Setting("openai_key", "", "Bearer key for that server. Never logged."),
        Setting(
            "queue_url", "", "Queue of jobs, redis://HOST/DB or sqlite:///FILE; empty: in data_dir."
        ),
        Setting(
            "worker_inline",
            True,
            "Whether `songngu serve` works on jobs; off beside `songngu worker`.",
        ),
        Setting(
            "worker_lease", 60.0, "Seconds until the article of a worker that died goes to another."
        ),
        Setting("max_batch", 10_000, "Most articles in one batch over HTTP; more get 413."),
        Setting(
            "max_unpacked", 200_000_000, "Most bytes that the articles of a batch may unpack to."
        ),
        Setting(
            "webhook_private", False, "Whether webhooks may lie at addresses that are not public."
        ),
        Setting("webhook_timeout", 10.0, "Seconds to wait for the receiver of a webhook."),
        Setting(
            "api_key",
            "",
            "A key for everything; with it, the APIs of other services ask for one.",
        ),
        Setting(
            "require_keys",
            "auto",
            "Who needs a key: yes, everyone; no, nobody; auto, all but this machine.",
        ),
        Setting(
            "hosts",
            "",
            "Names, by commas, that a service without keys answers to; docs/SECURITY.md says why.",
        ),
        Setting(
            "deepl_quota", 0, "Characters a month over the DeepL API; past them 456; 0: no limit."
        ),
        Setting("suggestions", False, "Whether POST /suggest may teach the translation memory."),
        Setting("cors_origins", "", "Origins of pages that may call the API, by commas, or *."),
        Setting("server_key", "", "Bearer key that commands send with --server. Never logged."),
        Setting("log_level", "info", "Least severe message the server logs: debug to critical."),
        Setting("metrics", True, "Whether to count for Prometheus and to answer at /metrics."),
        Setting("otlp_url", "", "Collector of OTLP/HTTP that traces go to; empty: none are made."),
        Setting("log_format", "text", "Lines of the log: text, or json for an object each."),
    )
}


class BadSetting(SongnguError):
    """A setting has a value of the wrong type or a name that does not exist."""

    code = "bad-setting"


@dataclass(frozen=True)
class Settings:
    """The values in force, by name. Unknown names raise KeyError."""

    values: Mapping[builtins.str, Value]

    def str(self, name: builtins.str) -> builtins.str:
        return str(self.values[name])

    def int(self, name: builtins.str) -> builtins.int:
        return int(self.values[name])

    def float(self, name: builtins.str) -> builtins.float:
        return float(self.values[name])

    def bool(self, name: builtins.str) -> builtins.bool:
        return bool(self.values[name])


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting from `environ` (default: the process environment)."""
    environ = os.environ if environ is None else environ
    values = {
        row.name: _parse(row, environ[key]) if (key := variable(row)) in environ else row.default
        for row in SETTINGS.values()
    }
    return Settings(values)


def check_mode(settings: Settings) -> None:
    """Raise `BadSetting` where the settings do not say who needs a key."""
    asked = settings.str("require_keys")
    if asked not in MODES:
        raise BadSetting(
            f"SONGNGU_REQUIRE_KEYS is {asked!r}, but it must be one of {', '.join(MODES)}."
        )


def changed(settings: Settings, **values: Value) -> Settings:
    """Other settings with some values replaced."""
    return Settings({**settings.values, **values})


def data_dir(settings: Settings) -> Path:
    """The folder of what is kept: the database, the queue and files that wait."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(settings.str("data_dir") or Path(base) / "songngu").expanduser()


def variable(row: Setting) -> str:
    """The environment variable of a setting."""
    return f"SONGNGU_{row.name.upper()}"


def _parse(row: Setting, text: str) -> Value:
    try:
        return _PARSERS[type(row.default)](text)
    except (ValueError, KeyError) as error:
        kind = type(row.default).__name__
        raise BadSetting(f"{variable(row)} is {text!r}, but it must be of type {kind}.") from error


_FLAGS = {"1": True, "true": True, "yes": True, "on": True} | dict.fromkeys(
    ("0", "false", "no", "off", ""), False
)
_PARSERS: Mapping[type, Callable[[str], Value]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda text: _FLAGS[text.strip().lower()],
}
