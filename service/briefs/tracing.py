"""Which English comes from which Vietnamese, and that from which words of the report."""

from collections.abc import Sequence
from itertools import groupby

from service.briefs.brief import Point, Segment, Span
from service.briefs.values import DraftPoint, Translation
from service.reading.document import Document

Origin = tuple[tuple[int, ...], tuple[Span, ...]]  # sentences of the report, characters of it


def segments(
    document: Document, draft: DraftPoint, made: Sequence[Translation]
) -> tuple[Segment, ...]:
    """The sentences of a point on both sides, each with where it comes from.

    `made` holds the English of each sentence of the draft; both sides are joined by one space.
    """
    places = zip(
        laid(draft.sentences_vi), laid([one.text for one in made]), made, _origins(document, draft),
        strict=True,
    )  # fmt: skip
    return tuple(
        Segment(vi, en, numbers, spans, round(one.confidence, 3))
        for vi, en, one, (numbers, spans) in places
    )


def whole(point: Point) -> tuple[Segment, ...]:
    """A point whose text was replaced as one segment: nobody knows more of it."""
    spans = (0, len(point.vi)), (0, len(point.en))
    return (Segment(*spans, point.source, point.spans, point.score),)


def laid(parts: Sequence[str]) -> list[Span]:
    """Where each part stands in the text that they make with one space between them."""
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return spans


def _origins(document: Document, draft: DraftPoint) -> list[Origin]:
    """Where each sentence of a draft comes from; all of it where that cannot be told apart."""
    clauses = [document.clauses[number] for number in draft.clauses]
    groups = [list(group) for _, group in groupby(clauses, lambda clause: clause.sentence)]
    if len(groups) == len(draft.sentences_vi):
        return [
            ((group[0].sentence,), tuple((c.span.start, c.span.end) for c in group))
            for group in groups
        ]
    return [(draft.sentences, origin_spans(document, draft))] * len(draft.sentences_vi)


def origin_spans(document: Document, draft: DraftPoint) -> tuple[Span, ...]:
    """The characters of the report that a draft was made of."""
    spans = [document.clauses[number].span for number in draft.clauses] or [
        document.sentences[number].span for number in draft.sentences
    ]
    return tuple((span.start, span.end) for span in spans)
