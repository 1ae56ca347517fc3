"""Prints the ladder: the base, the teacher, the student and the student in int8, side by side.

    python -m models.training.evaluate WORK --student WORK/run/student \\
        --adapter WORK/teacher/adapter.npz --int8 models/weights/songngu-small --device cuda

Each line of JSON is one system on one development set: BLEU and chrF with their signatures, and
the share of sentences that fail each filter (of those with numbers, for numbers). Systems that are
not named are left out. --sentences N adds N of the prepared sentences, which have no reference:
only their faults are counted, repetition among them.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.training import compact, scoring, teacher, vocabulary
from models.training.schedule import Log
from models.training.student import restore
from models.training.vocabulary import Vocabulary

BASE = "base, few-shot"
System = Callable[[Sequence[str]], list[str]]


def systems(options: argparse.Namespace) -> Iterator[tuple[str, System]]:
    """The systems that the options name, each loaded when its turn comes."""
    if options.untrained:
        yield BASE, teacher.load(options.base, None, options.device).translate
    if options.adapter:
        yield "teacher", teacher.load(options.base, options.adapter, options.device).translate
    if options.student:
        student, model = restore(options.student, options.device)
        words = Vocabulary(model)
        yield "student, greedy", lambda texts: scoring.translate(student, words, texts)
    if options.int8:
        yield "student, int8, beam 4", converted(options.int8)


def converted(place: Path) -> System:
    """The converted model in `place`, as the product runs it, without glossary and retries."""
    from models.catalogue import CATALOGUE
    from models.engines.ctranslate2 import CTranslate2Engine
    from models.translator import Translator

    spec = CATALOGUE["songngu-small"]
    translator = Translator(spec, CTranslate2Engine(place, spec))
    return lambda texts: [row[0].text for row in translator.translate(texts)]


def scores(system: System, pairs: Sequence[scoring.Pair]) -> dict[str, Any]:
    """Translate the pairs' Vietnamese and score it against their English."""
    sources, references = ([pair[side] for pair in pairs] for side in (0, 1))
    outputs = system(sources)
    return {
        **scoring.bleu_and_chrf(outputs, references),
        "failing": scoring.fault_rates(sources, outputs),
        "references_failing": scoring.fault_rates(sources, references),
    }


def sentences(folder: Path, words: Vocabulary, most: int) -> list[str]:
    """The first prepared sentences. They are shuffled, so these are a fair sample."""
    shards = sorted((folder / "sentences").glob("*.xz"))
    rows = (row for shard in shards for row in compact.read(shard)[0])
    return [words.decode(row) for _, row in zip(range(most), rows, strict=False)]


def digest(rows: Sequence[object]) -> str:
    """The SHA-256 of what was translated, shortened: it says which sentences these were."""
    return sha256("\n".join(map(str, rows)).encode()).hexdigest()[:16]


def run(options: argparse.Namespace) -> None:
    """Score every system on every set."""
    words = vocabulary.load(options.folder / "vocabulary.model")
    sets = scoring.read_sets(options.folder / "dev", words, options.limit)
    alone = sentences(options.folder, words, options.sentences)
    log = Log(options.out or options.folder / "ladder.jsonl")
    versions = {name: version(name) for name in ("torch", "transformers", "sacrebleu")}
    for name, system in systems(options):
        for title, pairs in sets.items():
            log.write(system=name, set=title, rows=len(pairs), data=digest(pairs),
                      versions=versions, **scores(system, pairs))  # fmt: skip
        if alone and name != BASE:  # its prompt is long, and its faults are known
            failing = scoring.fault_rates(alone, system(alone))
            log.write(system=name, set="sentences", rows=len(alone), data=digest(alone),
                      failing=failing)  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Evaluate as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="what prepare wrote")
    parser.add_argument("--untrained", action="store_true", help="score the base alone")
    parser.add_argument("--adapter", type=Path, help="score the teacher with this adapter.npz")
    parser.add_argument("--base", type=Path, help="what models.gguf.trim wrote; else the package")
    parser.add_argument("--student", type=Path, help="score this student, in float32")
    parser.add_argument("--int8", type=Path, help="score this converted student")
    parser.add_argument("--limit", type=int, default=0, help="pairs of each set; 0: all")
    parser.add_argument("--sentences", type=int, default=0, help="prepared sentences to look at")
    parser.add_argument("--out", type=Path, help="file to add to; else WORK/ladder.jsonl")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    run(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
