"""What the ranker knows of a unit: where it stands, how central it is, what it says and how."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.extractive import cues
from models.extractive.similarity import Floats, lexrank, tfidf
from models.extractive.unit import CAPITALS, Unit, syllables

_CAPITALISED = rf"[{CAPITALS}][\w&]*"
_NAME = re.compile(rf"(?<!^)(?<![.!?:]\s)\b{_CAPITALISED}(?:\s+{_CAPITALISED})*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PERCENT = re.compile(r"\d\s?%|phần trăm")
_DATE = re.compile(r"\b\d{1,2}\s?[/-]\s?\d{1,2}\b|\bngày \d|\bnăm \d{4}|\btháng \d|\bsáng nay\b")
_QUOTE = re.compile(r"[\"“”«»]")
_CAPTION = re.compile(r"\b(?:ảnh|nguồn|đồ họa|video|clip|infographic)\s?:|\(ảnh|minh họa", re.I)
_FAR = 40.0  # positions beyond this are all "late"


@dataclass(frozen=True)
class Report:
    """The units of one report with what every feature group shares."""

    units: Sequence[Unit]
    title: str
    tokens: list[list[str]]
    vectors: Floats  # (units, vocabulary), rows of length 1
    cosines: Floats  # (units, units)
    idf: Mapping[str, float]
    unseen: float

    def weight(self, terms: Counter[str] | set[str]) -> float:
        """Return the summed IDF of distinct terms."""
        return sum(self.idf.get(term, self.unseen) for term in terms)


def read_report(
    units: Sequence[Unit], title: str, idf: Mapping[str, float], unseen: float
) -> Report:
    """Tokenise the units and compare each with each."""
    tokens = [syllables(unit.text) for unit in units]
    vectors = tfidf(tokens, idf, unseen)
    return Report(units, title, tokens, vectors, vectors @ vectors.T, idf, unseen)


def feature_matrix(report: Report) -> Floats:
    """Return one row of features for each unit (units x `FEATURES`)."""
    return np.column_stack([group(report) for group in _GROUPS.values()])


def _position(report: Report) -> Floats:
    units, count = report.units, len(report.units)
    index = np.arange(count)
    paragraph = np.array([unit.paragraph for unit in units])
    sentence = np.array([unit.sentence for unit in units])
    opens_paragraph = np.diff(paragraph, prepend=-1) != 0
    opens_sentence = np.diff(sentence, prepend=-1) != 0
    columns = (
        np.minimum(index, _FAR),
        index / max(1, count - 1),
        np.minimum(count - 1 - index, _FAR),
        np.minimum(sentence, _FAR),
        np.minimum(paragraph, _FAR),
        paragraph / max(1, paragraph[-1]),
        opens_paragraph,
        opens_sentence,
    )
    return np.column_stack(columns).astype(float)


def _length(report: Report) -> Floats:
    sizes = np.array([len(terms) for terms in report.tokens], float)
    before = np.concatenate(([0.0], np.cumsum(sizes)[:-1]))
    distinct = np.array([len(set(terms)) for terms in report.tokens])
    columns = (
        sizes,
        sizes / max(1.0, sizes.mean()),
        before,
        distinct / np.maximum(sizes, 1),
        np.full(len(sizes), sizes.sum()),
        np.full(len(sizes), len(sizes)),
    )
    return np.column_stack(columns)


def _centrality(report: Report) -> Floats:
    cosines = report.cosines
    centroid = report.vectors.sum(axis=0)
    centroid /= max(1e-9, float(np.linalg.norm(centroid)))
    others = cosines - np.diag(np.diag(cosines))
    earlier = np.tril(others)
    columns = (
        report.vectors @ centroid,
        lexrank(cosines),
        others.max(axis=1),
        earlier.max(axis=1),
        cosines[:, 0],
        others.mean(axis=1),
        _repeated(report, 1),
        _repeated(report, 2),
        np.array([report.weight(set(terms)) / max(1, len(terms)) for terms in report.tokens]),
    )
    return np.column_stack(columns)


def _repeated(report: Report, size: int) -> Floats:
    """Return the mean of how many other units hold each n-gram of a unit, relative to all."""
    grams = [set(_ngrams(terms, size)) for terms in report.tokens]
    holders = Counter(gram for held in grams for gram in held)
    means = [sum(holders[g] - 1 for g in held) / max(1, len(held)) for held in grams]
    return np.array(means) / len(grams)


def _ngrams(terms: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(terms[at : at + size]) for at in range(len(terms) - size + 1)]


def _title(report: Report) -> Floats:
    title = syllables(report.title)
    if not title:
        return np.full((len(report.units), 3), -1.0)
    whole, pairs = max(1e-9, report.weight(set(title))), set(_ngrams(title, 2))
    rows = []
    for terms in report.tokens:
        shared = report.weight(set(title) & set(terms))
        bigrams = len(pairs & set(_ngrams(terms, 2))) / max(1, len(pairs))
        rows.append((shared / whole, shared / max(1e-9, report.weight(set(terms))), bigrams))
    return np.array(rows)


def _facts(report: Report) -> Floats:
    names = [_NAME.findall(unit.text) for unit in report.units]
    mentions = Counter(name for found in names for name in set(found))
    rows = []
    for unit, found in zip(report.units, names, strict=True):
        size = max(1, len(unit.text.split()))
        capitals = sum(len(name.split()) for name in found)
        known = sum(mentions[name] > 1 for name in found)
        figures = len(_FIGURE.findall(unit.text))
        percent, day = bool(_PERCENT.search(unit.text)), bool(_DATE.search(unit.text))
        rows.append((len(found), capitals / size, known, figures, percent, day))
    return np.array(rows, float)


def _style(report: Report) -> Floats:
    rows = []
    for unit in report.units:
        text = unit.text.strip()
        rows.append(
            (
                len(_QUOTE.findall(text)),
                text[:1] in '"“«',
                text[:1] in "-–•*+",
                text.endswith("?"),
                text.endswith(":"),
                text.endswith(("...", "…")),
                text.count(","),
                ":" in text,
                "(" in text,
                bool(_CAPTION.search(text)),
                cues.starts_with_connective(text),
                cues.starts_with_pronoun(text),
                text[:1].islower(),
            )
        )
    return np.array(rows, float)


def _cues(report: Report) -> Floats:
    return np.array([list(cues.acts(unit.text).values()) for unit in report.units], float)


_GROUPS = {
    "position": _position,
    "length": _length,
    "centrality": _centrality,
    "title": _title,
    "facts": _facts,
    "style": _style,
    "cues": _cues,
}

FEATURES = (
    "index", "relative index", "units after", "sentence", "paragraph", "relative paragraph",
    "opens paragraph", "opens sentence",
    "syllables", "relative length", "syllables before", "distinct ratio", "report syllables",
    "report units",
    "centroid", "lexrank", "nearest", "nearest before", "cosine to first", "mean cosine",
    "repeated syllables", "repeated bigrams", "mean idf",
    "title recall", "title share", "title bigrams",
    "names", "capitals", "recurring names", "figures", "percent", "date",
    "quotes", "opens with quote", "list item", "question", "ends with colon", "ellipsis",
    "commas", "colon", "bracket", "caption", "connective", "pronoun", "lower case",
    *cues.ACTS,
)  # fmt: skip
