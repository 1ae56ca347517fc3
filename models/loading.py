"""From the id of a model to a model that runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models import manifest, store
from models.catalogue import ModelSpec, find
from models.engines.base import Engine
from models.scheduling import Limits, SharedEngine
from models.scheduling.cache import SentenceCache
from models.scheduling.observed import ObservedEngine
from models.scheduling.observer import Observer, unobserved
from models.translator import Translator, translation_prompt

if TYPE_CHECKING:
    from models.abstractive import AbstractiveSummariser
    from models.compressor import Compressor
    from models.extractive import ExtractiveRanker


@dataclass(frozen=True)
class ModelOptions:
    """Where models lie and what they run on."""

    cache_dir: Path = Path.home() / ".cache" / "songngu"
    device: str = "auto"  # auto, cpu, cuda
    compute_type: str = "auto"  # auto, int8, float32, bfloat16, …
    threads: int = 0  # of one model; 0: all cores there are to use
    waiting: int = 0  # inputs that may wait for one model; 0: callers do not share its queue
    cache_entries: int = 0  # answers that are remembered; 0: none
    cache_file: Path | None = None  # where processes share them; None: each has its own
    openai_url: str = ""
    openai_model: str = ""
    openai_key: str = field(default="", repr=False)
    progress: Callable[[str, float], None] | None = field(default=None, compare=False)
    observe: Callable[[str], Observer] = field(default=unobserved, compare=False)  # by id


def load_translator(id: str, options: ModelOptions) -> Translator:
    """Load the translator `id`.

    Raises `UnknownModel`, `ModelNotInstalled` with what to install, or `DamagedModel`.
    """
    spec = find(id, "translate")
    with _timed(options.observe(id)):
        engine, revision = _ENGINES[spec.engine](spec, options)
    return Translator(getattr(engine, "spec", spec), engine, revision)


def load_summariser(
    id: str, options: ModelOptions
) -> "AbstractiveSummariser | Compressor | ExtractiveRanker":
    """Load the summariser `id`; errors as of `load_translator`."""
    spec = find(id, "summarise")
    with _timed(options.observe(id)):
        if spec.engine == "extractive":
            from models.extractive import load_ranker

            return load_ranker()
        engine, revision = _ENGINES[spec.engine](spec, options)
        if spec.convention.shorter:
            from models.compressor import Compressor

            return Compressor(spec, engine, revision)
        from models.abstractive import AbstractiveSummariser

        return AbstractiveSummariser(spec, engine, revision)


@contextmanager
def _timed(observer: Observer) -> Iterator[None]:
    """Tell an observer how long loading took, or why there was none."""
    start = time.perf_counter()
    try:
        yield
    except Exception as error:
        observer.loaded(time.perf_counter() - start, str(getattr(error, "code", "failed")))
        raise
    observer.loaded(time.perf_counter() - start, "")


def _converted(spec: ModelSpec, place: Path, options: ModelOptions) -> tuple[Engine, str]:
    from models.engines.ctranslate2 import CTranslate2Engine, described

    spec = described(spec, place)
    # A chat template stands before the prompt, so that its opening is not the first text.
    prompt = None if spec.convention.chat else translation_prompt(spec.convention)
    engine = CTranslate2Engine(
        place,
        spec,
        options.device,
        options.compute_type,
        options.threads,
        opening=prompt.opening if prompt else "",
    )
    return _shared(engine, spec, engine.revision, options), engine.revision


def _shared(engine: Engine, spec: ModelSpec, revision: str, options: ModelOptions) -> Engine:
    """The engine behind a queue, where the options ask for one."""
    if not options.waiting:
        return engine
    made_by = f"{spec.id}@{revision} {options.device} {options.compute_type}"
    most = options.cache_entries
    cache = SentenceCache(made_by, options.cache_file, most) if most else None
    return SharedEngine(engine, Limits(options.waiting), cache, options.observe(spec.id))


def _embedded(spec: ModelSpec, options: ModelOptions) -> tuple[Engine, str]:
    if spec.source == "trained":
        return _converted(spec, store.locate_trained(spec, options.cache_dir), options)
    from models.gguf.prepare import embedded_translator

    return _converted(spec, embedded_translator(options.cache_dir, options.progress), options)


def _hub(spec: ModelSpec, options: ModelOptions) -> tuple[Engine, str]:
    place = store.locate(spec, options.cache_dir)
    revision = manifest.revision(place)
    if place == store.converted_folder(spec, options.cache_dir):
        return _converted(spec, place, options)[0], revision
    from models.engines.transformers import TransformersEngine

    engine = TransformersEngine(place, spec, options.device, options.compute_type, options.threads)
    return _shared(engine, spec, revision, options), revision


def _server(spec: ModelSpec, options: ModelOptions) -> tuple[Engine, str]:
    from models.engines.openai import OpenAIEngine

    engine = OpenAIEngine(spec, options.openai_url, options.openai_model, options.openai_key)
    return ObservedEngine(engine, options.observe(spec.id)), engine.model


_ENGINES: dict[str, Callable[[ModelSpec, ModelOptions], tuple[Engine, str]]] = {
    "ctranslate2": _embedded,
    "transformers": _hub,
    "openai": _server,
}
