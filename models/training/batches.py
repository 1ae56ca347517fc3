"""The stream of examples a student learns from: mixed, noised, hinted, cut into batches."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.annotation import annotate
from models.training import compact, corpus
from models.training.terms import Hints
from models.training.vocabulary import EOS, Vocabulary

Ids = Sequence[int] | np.ndarray
Row = tuple[Ids, Ids]
Example = tuple[list[int], list[int]]  # source with its tag, target; both end with </s>

# Shares of the kinds of examples; what a folder does not have gives its share to the others.
KINDS: Mapping[str, float] = {"pairs": 0.4, "distilled": 0.45, "compress": 0.05, "headline": 0.1}
LONGEST = 250  # tokens of one side; a longer example is skipped


@dataclass(frozen=True)
class Noise:
    """How often an example is made harder, so that careless text is understood as well."""

    upper: float = 0.07
    title: float = 0.05
    ending: float = 0.2  # the stop at the end is left out, of both sides
    quotes: float = 0.1  # straight quotes become curly ones
    hints: float = 0.35  # terms of the glossary are written into the source
    sampled: float = 0.3  # the source is cut into other pieces than the likeliest


class Source:
    """Draws examples for ever from a folder of prepared data."""

    def __init__(self, folder: Path, words: Vocabulary, seed: str, noise: Noise) -> None:
        self.folder, self.words, self.noise = folder, words, noise
        self.rng = random.Random(seed)
        terms = folder / "terms.tsv"
        known = corpus.read_terms(terms) if terms.exists() else []
        self._hints = Hints(known, self.rng)

    def draw(self) -> Iterator[Example]:
        """Yield examples for ever, each kind in its share."""
        streams = {kind: self._stream(kind) for kind in KINDS}
        there = {kind: stream for kind, stream in streams.items() if stream}
        kinds, shares = list(there), [KINDS[kind] for kind in there]
        if not kinds:
            raise ValueError(f"{self.folder} holds no prepared pairs.")
        while True:
            kind = self.rng.choices(kinds, shares)[0]
            source, target = next(there[kind])
            made = self._example(kind, source, target)
            if max(map(len, made)) <= LONGEST:
                yield made

    def _stream(self, kind: str) -> Iterator[Row] | None:
        if kind == "pairs":
            return self._real()
        pattern = "distilled/*.xz" if kind == "distilled" else f"shorter/{kind}.xz"
        rows = rows_of(sorted(self.folder.glob(pattern)))
        return _passes(rows, self.rng) if rows else None

    def _real(self) -> Iterator[Row] | None:
        files = {name: self.folder / "pairs" / f"{name}.xz" for name in corpus.STUDENT}
        found = {name: rows_of([path]) for name, path in files.items() if path.exists()}
        streams = {name: _passes(rows, self.rng) for name, rows in found.items() if rows}
        return self._interleaved(streams) if streams else None

    def _interleaved(self, streams: dict[str, Iterator[Row]]) -> Iterator[Row]:
        names, shares = list(streams), [corpus.STUDENT[name] for name in streams]
        while True:
            yield next(streams[self.rng.choices(names, shares)[0]])

    def _example(self, kind: str, source: Ids, target: Ids) -> Example:
        task = kind if kind in self.words.tags else "translate"
        if task == "translate":
            head, tail = self._noised(source, target)
        else:
            head, tail = list(map(int, source)), list(map(int, target))
        return [self.words.tags[task], *head, EOS], [*tail, EOS]

    def _noised(self, source: Ids, target: Ids) -> Example:
        change = self._change()
        hinted = self.rng.random() < self.noise.hints
        sampled = 0.2 if self.rng.random() < self.noise.sampled else 0.0
        if not (change or hinted or sampled):
            return list(map(int, source)), list(map(int, target))
        vi, en = self.words.decode(source), self.words.decode(target)
        hints = self._hints.choose(vi, en) if hinted else []
        if hints:
            vi = annotate(vi, hints)
        if change:
            vi, en = change(vi, en)
        return self.words.encode(vi, sampled), self.words.encode(en)

    def _change(self) -> Callable[[str, str], tuple[str, str]] | None:
        """Draw one kind of noise, or none."""
        chance = self.rng.random()
        for name, change in CHANGES.items():
            chance -= getattr(self.noise, name)
            if chance < 0:
                return change
        return None


def _upper(vi: str, en: str) -> tuple[str, str]:
    return vi.upper(), en.upper()


def _title(vi: str, en: str) -> tuple[str, str]:
    """Capitals on every syllable; the English stays a sentence, as a translator would write it."""
    return " ".join(word[:1].upper() + word[1:] for word in vi.split()), en


def _ending(vi: str, en: str) -> tuple[str, str]:
    both = vi.endswith(".") and en.endswith(".") and not en.endswith("..")
    return (vi[:-1].rstrip(), en[:-1].rstrip()) if both else (vi, en)


def _quotes(vi: str, en: str) -> tuple[str, str]:
    parts = vi.split('"')
    if len(parts) % 2 == 0:
        return vi, en
    signs = (("“" if at % 2 == 0 else "”") for at in range(len(parts) - 1))
    return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True)), en


CHANGES: Mapping[str, Callable[[str, str], tuple[str, str]]] = {
    "upper": _upper,
    "title": _title,
    "ending": _ending,
    "quotes": _quotes,
}


def rows_of(paths: Sequence[Path]) -> list[Row]:
    """The pairs of all files."""
    return [row for path in paths for row in zip(*compact.read(path), strict=True)]


def _passes(rows: list[Row], rng: random.Random) -> Iterator[Row]:
    order = list(range(len(rows)))
    while True:
        rng.shuffle(order)
        for at in order:
            yield rows[at]


def cut(examples: Iterator[Example], tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of at most `tokens` with padding, both sides counted; like lengths together."""
    while True:
        pool: list[Example] = []
        size = 0
        while size < 20 * tokens:
            pool.append(next(examples))
            size += sum(map(len, pool[-1]))
        pool.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        made = list(_together(pool, tokens))
        rng.shuffle(made)
        yield from made


def _together(pool: Sequence[Example], tokens: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    widest = (0, 0)
    for pair in pool:
        wider = max(widest[0], len(pair[0])), max(widest[1], len(pair[1]))
        if batch and sum(wider) * (len(batch) + 1) > tokens:
            yield batch
            batch, wider = [], (len(pair[0]), len(pair[1]))
        batch.append(pair)
        widest = wider
    if batch:
        yield batch
