"""What is measured. Each probe runs in a process of its own and returns plain numbers."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from service.briefs.studio_models import cache_dir
from service.settings import changed, load_settings

if TYPE_CHECKING:
    from models.translator import Translator

MODEL = "songngu-gemma-vi-en"
TIMES = 3  # warm runs; the quickest counts, the others had company on the machine
LONGEST = 96  # tokens of one translation
ALONE = 6  # sentences that are translated one by one

Numbers = dict[str, float]


@dataclass(frozen=True)
class Workload:
    """What every probe is given."""

    report: Path
    sentences: int  # clauses of the report to translate
    threads: int  # of every engine; 0: all cores
    checkpoint: Path  # the folder of the weights in the form of transformers


def convert(work: Workload) -> Numbers:
    """Make the embedded translator from its base, as the first run on a machine does."""
    from models.gguf.prepare import embedded_translator

    with tempfile.TemporaryDirectory() as folder:
        return {"seconds": _timed(lambda: embedded_translator(Path(folder)))}


def warm(work: Workload) -> Numbers:
    """Make the brief again in a process that has made it before."""
    from service.briefs.pipeline import BriefOptions, Studio
    from service.reading import read

    settings = changed(load_settings(), threads=work.threads, cache_sentences=0)
    studio, data = Studio(settings), work.report.read_bytes()

    def once() -> object:
        return studio.brief(read(data), BriefOptions())

    first = _timed(once)
    return {"first": first, "seconds": min(_timed(once) for _ in range(TIMES))}


def ctranslate2_int8(work: Workload) -> Numbers:
    """Translate with the engine and the type of the product."""
    return _speed(_converted("int8", work), work)


def ctranslate2_float32(work: Workload) -> Numbers:
    """Translate with the same engine in full precision."""
    return _speed(_converted("float32", work), work)


def export(work: Workload) -> Numbers:
    """Write the checkpoint that the next probe reads, so that its memory is its own."""
    from models.gguf.prepare import export_transformers

    return {"seconds": _timed(lambda: export_transformers(work.checkpoint))}


def transformers_float32(work: Workload) -> Numbers:
    """Translate with torch, eager, from a checkpoint of the same weights."""
    from models.catalogue import find
    from models.engines.ctranslate2 import described
    from models.gguf.prepare import description, embedded_translator
    from models.translator import Translator
    from service.bench.reference import Reference

    place = embedded_translator(cache_dir(load_settings()))
    spec = described(find(MODEL, "translate"), place)
    engine = Reference(work.checkpoint, cast(list[str], description()["eos"]), work.threads)
    return _speed(Translator(spec, engine), work)


PROBES: dict[str, Callable[[Workload], Numbers]] = {
    "convert": convert,
    "warm": warm,
    "export": export,
    "ctranslate2-int8": ctranslate2_int8,
    "ctranslate2-float32": ctranslate2_float32,
    "transformers-float32": transformers_float32,
}
ENGINES = ("ctranslate2-int8", "ctranslate2-float32", "transformers-float32")


def _converted(compute_type: str, work: Workload) -> "Translator":
    from models.loading import ModelOptions, load_translator

    options = ModelOptions(cache_dir(load_settings()), "cpu", compute_type, work.threads)
    return load_translator(MODEL, options)


def _speed(translator: "Translator", work: Workload) -> Numbers:
    """Greedy search over the clauses of the report: all together, and the first one by one."""
    from models.engines.base import Decoding

    sentences = texts(work)
    greedy = Decoding(beam=1, max_tokens=LONGEST)
    translator.translate(sentences[:2], decoding=greedy)  # to warm up
    made: list[Any] = []
    seconds = _timed(lambda: made.extend(translator.translate(sentences, decoding=greedy)))
    alone = [
        _timed(lambda text=text: translator.translate([text], decoding=greedy))  # type: ignore[misc]
        for text in sentences[:ALONE]
    ]
    tokens = sum(hypotheses[0].tokens for hypotheses in made)
    return {
        "seconds": seconds,
        "tokens": tokens,
        "tokens_per_second": tokens / seconds,
        "together": len(sentences) / seconds,
        "alone": len(alone) / sum(alone),
    }


def texts(work: Workload) -> Sequence[str]:
    """So many different sentences: the clauses of the report, and again with a year before them."""
    from service.reading import read

    clauses = [clause.full for clause in read(work.report.read_bytes()).clauses]
    rounds = [divmod(number, len(clauses)) for number in range(work.sentences)]
    return [f"Năm {2000 + n}: {clauses[at]}" if n else clauses[at] for n, at in rounds]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
