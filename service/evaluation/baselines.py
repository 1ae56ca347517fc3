"""Summarisers that need no model: the first sentences of a report."""

from collections.abc import Callable
from functools import partial

from service.evaluation.rows import Report

Summarise = Callable[[Report], str]


def lead(row: Report, count: int) -> str:
    """Return the first `count` sentences of a report."""
    return " ".join(sentences_of(row["text"])[:count])


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text in order."""
    from service.reading.sentences import paragraphs, sentences

    spans = (span for block in paragraphs(text) for span in sentences(text, block))
    return [text[span.start : span.end] for span in spans]


BASELINES: dict[str, Summarise] = {f"lead-{n}": partial(lead, count=n) for n in (1, 2, 3)}
