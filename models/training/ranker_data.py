"""Articles with summaries, made into the rows that the ranker is trained on."""

import json
import lzma
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.extractive.features import feature_matrix, read_report
from models.extractive.unit import syllables
from models.training.labels import oracle
from models.training.units import cut

Article = Mapping[str, Any]

LEAST_UNITS = 3  # a shorter article leaves nothing to choose


@dataclass(frozen=True)
class Sampling:
    """Which articles are read and how."""

    articles: int = 14_000  # over all files, in proportion to `shares`
    shares: tuple[float, ...] = ()  # one a file; equal where empty
    title_rate: float = 0.5  # of articles whose title the ranker may see
    least_documents: int = 10  # a syllable in fewer articles has the IDF of an unseen one
    seed: int = 13


@dataclass(frozen=True)
class TrainingSet:
    """Rows of features and labels, and the IDF they were made with."""

    features: np.ndarray  # (units, features) float32
    labels: np.ndarray  # (units,) 1 where the oracle summary uses the unit
    groups: np.ndarray  # (units,) the article of each unit
    idf: dict[str, float]
    unseen: float

    def save(self, path: Path) -> None:
        """Write one npz file."""
        terms = np.array(json.dumps([self.idf, self.unseen], ensure_ascii=False))
        np.savez_compressed(
            path, features=self.features, labels=self.labels, groups=self.groups, idf=terms
        )

    @classmethod
    def load(cls, path: Path) -> "TrainingSet":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            idf, unseen = json.loads(str(data["idf"]))
            return cls(data["features"], data["labels"], data["groups"], idf, unseen)


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the rows of a .jsonl or .jsonl.xz file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sample(paths: Sequence[Path], sampling: Sampling) -> list[Article]:
    """Return shuffled articles, as many from each file as its share says."""
    shares = sampling.shares or (1.0,) * len(paths)
    rng = random.Random(sampling.seed)
    chosen: list[Article] = []
    for path, share in zip(paths, shares, strict=True):
        rows = list(read_articles(path))
        rng.shuffle(rows)
        chosen += rows[: round(sampling.articles * share / sum(shares))]
    rng.shuffle(chosen)
    return chosen


def inverse_frequencies(
    articles: Sequence[Article], least_documents: int
) -> tuple[dict[str, float], float]:
    """Return the IDF of each syllable, and that of a syllable too rare to be listed."""
    documents = Counter(term for row in articles for term in set(syllables(row["text"])))
    kept = {term: count for term, count in documents.items() if count >= least_documents}
    idf = {term: round(math.log(len(articles) / kept[term]), 3) for term in sorted(kept)}
    return idf, round(math.log(1 + len(articles) / least_documents), 3)


def prepare(articles: Sequence[Article], sampling: Sampling, progress: Any = iter) -> TrainingSet:
    """Cut every article into units, and give each its features and its oracle label."""
    idf, unseen = inverse_frequencies(articles, sampling.least_documents)
    rng = random.Random(sampling.seed)
    rows: list[np.ndarray] = []
    labels: list[int] = []
    groups: list[int] = []
    for number, article in enumerate(progress(articles)):
        units = cut(article["text"])
        if len(units) < LEAST_UNITS:
            continue
        title = article.get("title", "") if rng.random() < sampling.title_rate else ""
        report = read_report(units, title, idf, unseen)
        rows.append(feature_matrix(report).astype(np.float32))
        best = set(oracle(units, article["summary"]))
        labels += [int(index in best) for index in range(len(units))]
        groups += [number] * len(units)
    return TrainingSet(np.vstack(rows), np.array(labels), np.array(groups), idf, unseen)


def digest_of(paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its name."""
    import hashlib

    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
