"""Makes everything a student is trained on: vocabulary, pairs, sentences, shortenings.

    python -m models.training.prepare --data DATA --terms service/glossary/data/terms.tsv --out WORK

DATA holds `parallel/`, `summarisation/` and `eval/`, as described in docs/TRAINING.md. What is
made once is not made again, so a run that was stopped is simply run again.

    WORK/vocabulary.model       SentencePiece, shared by both languages
    WORK/pairs/NAME.xz          real pairs of one row of `corpus.STUDENT`
    WORK/sentences/000.xz …     Vietnamese sentences for the teacher, in shards
    WORK/shorter/TASK.xz        pairs that teach to compress, and to write headlines
    WORK/dev/NAME.xz            development pairs
    WORK/dev_shorter/TASK.xz    what the development articles would teach
    WORK/terms.tsv              term pairs, mined and of the glossary
    WORK/about.json             counts and sizes
"""

import argparse
import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from models.training import compact, corpus, news, vocabulary
from models.training.ranker_data import read_articles
from models.training.summaries import Shortening, shortenings
from models.training.terms import mine
from models.training.vocabulary import Vocabulary

SHARD = 16_384  # sentences
# Files of articles, and their shares of the sentences.
ARTICLES = {"baomoi": 0.2, "vietnews": 0.45, "vietnews_general": 0.35}
DEV = ("vlsp2020_news_dev", "iwslt_tst2013")
SHORTER_DEV = "summarisation_dev"
SHORTER = ("compress", "headline")


@dataclass(frozen=True)
class Amounts:
    """How much to prepare."""

    pieces: int = 12_000
    sentences: int = 600_000
    articles: int = 110_000  # read for shortenings
    lines: int = 200_000  # that the vocabulary is trained on
    seed: int = 1


def clean(text: str) -> str:
    """Return `text` in NFC on one line."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Preparation:
    """One folder of prepared data; each method makes a part of it, unless it is there."""

    def __init__(self, data: Path, out: Path, amounts: Amounts) -> None:
        self.data, self.out, self.amounts = data, out, amounts
        self.rng = random.Random(amounts.seed)

    def run(self, terms: Sequence[Path]) -> None:
        """Make all parts, in order, and say what there is."""
        self.out.mkdir(parents=True, exist_ok=True)
        self._unless("vocabulary.model", self._vocabulary)
        words = vocabulary.load(self.out / "vocabulary.model")
        for name in corpus.STUDENT:
            self._unless(f"pairs/{name}.xz", lambda path: self._pairs(path, words))
        for name in DEV:
            self._unless(f"dev/{name}.xz", lambda path: self._dev(path, words))
        self._unless("terms.tsv", lambda path: self._terms(path, terms))
        self._unless("sentences/done", lambda path: self._sentences(path, words))
        self._unless("shorter/headline.xz", lambda path: self._shorter(path, words))
        self._about()

    def _unless(self, name: str, make: Callable[[Path], None]) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            make(path)
        print(f"{name}: ready", flush=True)

    def _real(self, name: str) -> list[corpus.Pair]:
        found = corpus.load(name, self.data / "parallel")
        return list(dict.fromkeys((clean(vi), clean(en)) for vi, en in found))

    def _vocabulary(self, path: Path) -> None:
        pairs = [pair for name in corpus.STUDENT for pair in self._real(name)]
        lines = [side for pair in pairs for side in pair]
        more = self._gather(self.amounts.lines // 4)
        self.rng.shuffle(lines)
        chosen = [*lines[: self.amounts.lines - len(more)], *more]
        model = vocabulary.train(chosen, self.amounts.pieces)
        path.with_name(f"{path.name}.part").write_bytes(model)
        path.with_name(f"{path.name}.part").replace(path)

    def _pairs(self, path: Path, words: Vocabulary) -> None:
        write_pairs(path, self._real(path.stem), words)

    def _dev(self, path: Path, words: Vocabulary) -> None:
        source = self.data / "eval" / f"{path.stem}.tsv.xz"
        pairs = corpus.read_pairs(source) if source.exists() else []
        write_pairs(path, [(clean(vi), clean(en)) for vi, en in pairs], words)

    def _terms(self, path: Path, files: Sequence[Path]) -> None:
        pairs = [pair for name in corpus.STUDENT for pair in self._real(name)]
        given = [term for file in files for term in corpus.read_terms(file)]
        found = dict.fromkeys([*given, *(mine(pairs) if len(pairs) > 1000 else [])])
        path.write_text("".join(f"{vi}\t{en}\n" for vi, en in found), encoding="utf-8")

    def _gather(self, most: int) -> list[str]:
        folder = self.data / "summarisation"
        files = {folder / f"{name}.jsonl.xz": round(most * s) for name, s in ARTICLES.items()}
        dev = [self.data / "eval" / f"{name}.tsv.xz" for name in DEV]
        seen = [news.key(vi) for file in dev if file.exists() for vi, _ in corpus.read_pairs(file)]
        there = {path: count for path, count in files.items() if path.exists()}
        return [clean(text) for text in news.gather(there, seen)]

    def _sentences(self, done: Path, words: Vocabulary) -> None:
        found = self._gather(self.amounts.sentences)
        # Any beginning of the shards is then a fair sample of all.
        random.Random(self.amounts.seed).shuffle(found)
        for number, at in enumerate(range(0, len(found), SHARD)):
            shard = done.with_name(f"{number:03d}.xz")
            compact.write(shard, [words.encode(text) for text in found[at : at + SHARD]])
            print(f"sentences: {min(at + SHARD, len(found))}/{len(found)}", flush=True)
        done.write_text(f"{len(found)}\n")

    def _shorter(self, path: Path, words: Vocabulary) -> None:
        files = [self.data / "summarisation" / f"{name}.jsonl.xz" for name in ARTICLES]
        held_out = self.data / "eval" / f"{SHORTER_DEV}.jsonl.xz"
        for folder, made in (
            (path.parent, list(_shortenings(files, self.amounts.articles))),
            (self.out / "dev_shorter", list(_shortenings([held_out], self.amounts.articles))),
        ):
            for task in SHORTER:
                rows = [(row.source, row.target) for row in made if row.task == task]
                write_pairs(folder / f"{task}.xz", rows, words)

    def _about(self) -> None:
        files = sorted(path for path in self.out.rglob("*.xz"))
        rows = {str(path.relative_to(self.out)): height(path) for path in files}
        size = sum(path.stat().st_size for path in self.out.rglob("*") if path.is_file())
        about = {"rows": rows, "bytes": size, "amounts": vars(self.amounts)}
        (self.out / "about.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
        totals = {kind: sum(n for name, n in rows.items() if name.startswith(kind))
                  for kind in ("pairs", "sentences", "shorter", "dev")}  # fmt: skip
        print(json.dumps(totals | {"MiB": round(size / 2**20, 1)}), flush=True)


def _shortenings(files: Sequence[Path], most: int) -> Iterator[Shortening]:
    """What the first `most` articles of all files teach."""
    rows = chain.from_iterable(read_articles(file) for file in files if file.exists())
    for row in islice(rows, most):
        made = shortenings(clean(row["title"]), clean(row["summary"]), row["text"])
        yield from (pair._replace(source=clean(pair.source)) for pair in made)


def write_pairs(path: Path, pairs: Sequence[tuple[str, str]], words: Vocabulary) -> None:
    """Write pairs of texts as ids."""
    sides = [[words.encode(pair[side]) for pair in pairs] for side in (0, 1)]
    compact.write(path, *sides)


def height(path: Path) -> int:
    """How many rows a file has."""
    return len(compact.read(path)[0])


def main(arguments: list[str] | None = None) -> None:
    """Prepare as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="parallel/, summarisation/, eval/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--terms", type=Path, nargs="*", default=[], help="TSV files: vi, en, …")
    for name, value in vars(Amounts()).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args(arguments)
    amounts = Amounts(**{name: getattr(options, name) for name in vars(Amounts())})
    Preparation(options.data, options.out, amounts).run(options.terms)


if __name__ == "__main__":
    main()
