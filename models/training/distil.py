"""Lets the teacher translate the prepared sentences, and keeps what is worth learning.

    python -m models.training.distil WORK --adapter WORK/teacher/adapter.npz \\
        --terms service/glossary/data/terms.tsv --minutes 10 --device cuda

WORK/sentences/000.xz becomes WORK/distilled/000.xz, and so on, until the minutes are over, those of
earlier runs counted in. A shard is written whole, so a run that was stopped goes on with the first
that is not there. Every line of
WORK/distilled/log.jsonl says how many pairs of a shard were kept, and what the others failed.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from models.training import compact, corpus, filters, teacher, vocabulary
from models.training.schedule import Log
from models.training.terms import Glossary
from models.training.vocabulary import Vocabulary


class Distiller:
    """Turns shards of sentences into shards of pairs."""

    def __init__(
        self,
        folder: Path,
        translator: teacher.Teacher,
        glossary: Glossary,
        beam: int = 1,
        most: int = 0,
    ) -> None:
        self.folder, self.translator, self.glossary = folder, translator, glossary
        self.beam, self.most = beam, most  # most: sentences of a shard; 0: all
        self.words: Vocabulary = vocabulary.load(folder / "vocabulary.model")
        self.log = Log(folder / "distilled" / "log.jsonl")

    def waiting(self) -> list[Path]:
        """The shards that are not translated yet, in order."""
        shards = sorted((self.folder / "sentences").glob("*.xz"))
        return [shard for shard in shards if not self._target(shard).exists()]

    def run(self, minutes: float) -> None:
        """Translate shard after shard until the time is over or none is left."""
        spent = self._spent()
        for shard in self.waiting():
            if spent >= minutes * 60:
                return
            start = time.monotonic()
            kept, failed = self.shard(shard)
            seconds = time.monotonic() - start
            spent += seconds
            total = kept + sum(failed.values())
            self.log.write(shard=shard.stem, sentences=total, kept=kept, failed=failed,
                           seconds=round(seconds, 1),
                           sentences_per_second=round(total / seconds, 1))  # fmt: skip

    def _spent(self) -> float:
        """Seconds that earlier runs took, from the log."""
        path = self.log.path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return sum(float(json.loads(line)["seconds"]) for line in lines)

    def shard(self, path: Path) -> tuple[int, dict[str, int]]:
        """Translate one shard; return how many pairs were kept, and why the others were not."""
        texts = [self.words.decode(ids) for ids in compact.read(path)[0][: self.most or None]]
        hints = [self.glossary.terms_in(text) for text in texts]
        made = self.translator.translate(texts, hints, self.beam)
        faults = [filters.fault(*pair) for pair in zip(texts, made, strict=True)]
        kept = [pair for pair, fault in zip(zip(texts, made, strict=True), faults, strict=True)
                if not fault]  # fmt: skip
        self._write(self._target(path), kept)
        return len(kept), dict(Counter(filter(None, faults)))

    def _write(self, path: Path, pairs: Sequence[tuple[str, str]]) -> None:
        vi, en = ([self.words.encode(pair[side]) for pair in pairs] for side in (0, 1))
        compact.write(path, vi, en)

    def _target(self, shard: Path) -> Path:
        return self.folder / "distilled" / shard.name


def main(arguments: list[str] | None = None) -> None:
    """Distil as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="what prepare wrote")
    parser.add_argument("--adapter", type=Path, required=True, help="adapter.npz of the teacher")
    parser.add_argument("--base", type=Path, help="what models.gguf.trim wrote; else the package")
    parser.add_argument("--terms", type=Path, nargs="*", default=[], help="glossaries: vi, en, …")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--most", type=int, default=0, help="sentences of a shard; 0: all")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    options = parser.parse_args(arguments)
    glossary = Glossary(term for path in options.terms for term in corpus.read_terms(path))
    translator = teacher.load(options.base, options.adapter, options.device)
    Distiller(options.folder, translator, glossary, options.beam, options.most).run(options.minutes)


if __name__ == "__main__":
    main()
