"""What is measured. Each probe runs in a process of its own and returns plain numbers."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from service.settings import load_settings

if TYPE_CHECKING:
    from models.translator import Translator

MODEL = "songngu-gemma-vi-en"
TIMES = 3  # warm runs; the quickest counts, the others had company on the machine
LONGEST = 96  # tokens of one translation

Numbers = dict[str, float]


def convert(report: Path, sentences: int) -> Numbers:
    """Make the embedded translator from its base, as the first run on a machine does."""
    from models.gguf.prepare import embedded_translator

    with tempfile.TemporaryDirectory() as folder:
        return {"seconds": _timed(lambda: embedded_translator(Path(folder)))}


def warm(report: Path, sentences: int) -> Numbers:
    """Make the brief again in a process that has made it before."""
    from service.briefs.pipeline import BriefOptions, Studio
    from service.reading import read

    studio, data = Studio(load_settings()), report.read_bytes()

    def once() -> object:
        return studio.brief(read(data), BriefOptions())

    first = _timed(once)
    return {"first": first, "seconds": min(_timed(once) for _ in range(TIMES))}


def ctranslate2_int8(report: Path, sentences: int) -> Numbers:
    """Translate with the engine and the type of the product."""
    return _speed(_converted("int8"), report, sentences)


def ctranslate2_float32(report: Path, sentences: int) -> Numbers:
    """Translate with the same engine in full precision."""
    return _speed(_converted("float32"), report, sentences)


def transformers_float32(report: Path, sentences: int) -> Numbers:
    """Translate with torch, eager, from a checkpoint of the same weights."""
    from models.gguf.prepare import description, export_transformers
    from models.translator import Translator
    from service.bench.reference import Reference

    spec = _converted("int8").spec
    with tempfile.TemporaryDirectory() as folder:
        ends = cast(list[str], description()["eos"])
        engine = Reference(export_transformers(Path(folder)), ends)
        return _speed(Translator(spec, engine), report, sentences)


PROBES: dict[str, Callable[[Path, int], Numbers]] = {
    "convert": convert,
    "warm": warm,
    "ctranslate2-int8": ctranslate2_int8,
    "ctranslate2-float32": ctranslate2_float32,
    "transformers-float32": transformers_float32,
}
ENGINES = ("ctranslate2-int8", "ctranslate2-float32", "transformers-float32")


def _converted(compute_type: str) -> "Translator":
    from models.loading import ModelOptions, load_translator
    from service.briefs.studio_models import cache_dir

    options = ModelOptions(cache_dir(load_settings()), "cpu", compute_type)
    return load_translator(MODEL, options)


def _speed(translator: "Translator", report: Path, sentences: int) -> Numbers:
    """Greedy search over the clauses of the report; the first ones twice, to warm up."""
    from models.engines.base import Decoding

    texts = _texts(report, sentences)
    greedy = Decoding(beam=1, max_tokens=LONGEST)
    translator.translate(texts[:2], decoding=greedy)
    made: list[Any] = []
    seconds = _timed(lambda: made.extend(translator.translate(texts, decoding=greedy)))
    tokens = sum(hypotheses[0].tokens for hypotheses in made)
    return {"seconds": seconds, "tokens": tokens, "tokens_per_second": tokens / seconds}


def _texts(report: Path, sentences: int) -> Sequence[str]:
    from service.reading import read

    texts = [clause.full for clause in read(report.read_bytes()).clauses]
    return [texts[number % len(texts)] for number in range(sentences)]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
