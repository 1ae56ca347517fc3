"""ROUGE, fidelity and length of summaries."""

from collections.abc import Callable, Sequence
from statistics import fmean, median
from typing import Any

from models.extractive.unit import syllables
from models.rouge import TYPES, rouge
from service.evaluation.fidelity import failure_rate, summary_fidelity
from service.evaluation.rows import Report
from service.evaluation.signature import signature
from service.evaluation.timing import Progress, silent, timed

TOKENIZERS = {
    "syllable": "Vietnamese syllables and figures, lower case, with diacritics",
    "ascii": "rouge-score default: letters outside a-z dropped, as in published figures",
}


def evaluate_summaries(
    rows: Sequence[Report],
    summarise: Callable[[Report], str],
    *,
    model: str = "",
    progress: Progress = silent,
) -> dict[str, Any]:
    """Summarise every row and return scores that can be written as JSON.

    ROUGE is mean F1, 0 to 100, each row against the one of its references (`summary`,
    `summary_2`) that fits best; rates are 0 to 1; lengths are in syllables.
    """
    batches = ([row] for row in rows)
    made, seconds = timed(batches, lambda one: [summarise(one[0])], len(rows), progress)
    texts = [row["text"] for row in rows]
    pairs = list(zip(texts, made, strict=True))
    return {
        "task": "summaries",
        "rouge": {name: _rouge(rows, made, name) for name in TOKENIZERS},
        "fidelity": summary_fidelity(pairs),
        "reference_fidelity": summary_fidelity((row["text"], row["summary"]) for row in rows),
        "repetition": failure_rate("repetition", pairs, "vi"),
        "empty": round(sum(not text.strip() for text in made) / len(made), 4),
        "syllables": _lengths(rows, made),
        "seconds": round(seconds, 3),
        "seconds_per_report": round(seconds / len(rows), 4),
        "signature": signature(list(rows), model, ("rouge-score",), tokenizers=TOKENIZERS),
    }


def references(row: Report) -> list[str]:
    """Return the one or two reference summaries of a row."""
    return [row[key] for key in ("summary", "summary_2") if row.get(key)]


def _rouge(rows: Sequence[Report], made: Sequence[str], tokenizer: str) -> dict[str, float]:
    each = [rouge(text, references(row), tokenizer) for row, text in zip(rows, made, strict=True)]
    means = map(fmean, zip(*each, strict=True))
    return {kind: round(100 * mean, 2) for kind, mean in zip(TYPES, means, strict=True)}


def _lengths(rows: Sequence[Report], made: Sequence[str]) -> dict[str, dict[str, float]]:
    texts = {
        "summary": made,
        "reference": [row["summary"] for row in rows],
        "report": [row["text"] for row in rows],
    }
    sizes = {name: [len(syllables(text)) for text in group] for name, group in texts.items()}
    return {
        name: {"mean": round(fmean(counts), 1), "median": median(counts)}
        for name, counts in sizes.items()
    }
