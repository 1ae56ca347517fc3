"""The models of a studio: loaded when first asked for, once, and shared by all threads."""

from concurrent.futures import Future
from contextvars import copy_context
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from models.catalogue import ModelSpec
from models.extractive import ExtractiveRanker
from models.loading import ModelOptions, load_summariser, load_translator
from models.scheduling import current, wait
from models.translator import Translator
from service.settings import Settings, data_dir
from service.telemetry.observer import ModelWatch


class Models:
    """Loaded models by id."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: dict[tuple[str, str], Future[Any]] = {}
        self._lock = Lock()
        # One lock for all: two models loading at once would take twice the memory at its peak.
        self._loading = Lock()

    def translator(self, id: str) -> Translator:
        """The translator `id`; errors as of `models.loading.load_translator`."""
        found: Translator = self._get("translate", id, load_translator)
        return found

    def summariser(self, id: str) -> Any:
        """The summariser `id`: a ranker of clauses, or a model that writes."""
        return self._get("summarise", id, load_summariser)

    def ranker(self) -> ExtractiveRanker:
        """The embedded ranker, which also chooses the headline and the leading facts."""
        found: ExtractiveRanker = self.summariser("songngu-extractive")
        return found

    def loaded(self, task: str, id: str) -> bool:
        """Whether this model is in memory."""
        found = self._loaded.get((task, id))
        return found is not None and found.done() and found.exception() is None

    def _get(self, task: str, id: str, load: Any) -> Any:
        """Load in a thread, so that no caller waits for a model longer than it has time."""
        with self._lock:
            found = self._loaded.get((task, id))
            if found is None or (found.done() and found.exception()):
                found = self._loaded[task, id] = Future()
                work = (copy_context().run, self._load, found, load, id)
                Thread(target=work[0], args=work[1:], name="songngu-loading", daemon=True).start()
        return wait(found, current())

    def _load(self, future: "Future[Any]", load: Any, id: str) -> None:
        with self._loading:
            try:
                future.set_result(load(id, model_options(self._settings)))
            except BaseException as error:  # noqa: BLE001 - told to whoever waits
                future.set_exception(error)


def model_options(settings: Settings) -> ModelOptions:
    """The options of models that the settings give."""
    return ModelOptions(
        cache_dir=cache_dir(settings),
        device=settings.str("device"),
        compute_type=settings.str("compute_type"),
        threads=settings.int("threads"),
        waiting=settings.int("max_waiting"),
        cache_entries=settings.int("cache_sentences"),
        cache_file=data_dir(settings) / "sentences.db",
        openai_url=settings.str("openai_url"),
        openai_model=settings.str("openai_model"),
        openai_key=settings.str("openai_key"),
        observe=ModelWatch,
    )


def cache_dir(settings: Settings) -> Path:
    """The folder of converted and fetched models."""
    return Path(settings.str("cache_dir") or Path.home() / ".cache" / "songngu").expanduser()


def label(model: Any, spec: ModelSpec) -> str:
    """`id@revision`, for provenance."""
    revision = getattr(model, "revision", "") or spec.revision
    return f"{spec.id}@{revision}" if revision else spec.id
