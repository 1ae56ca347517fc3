"""A brief as translators see it: pairs of texts, each with what must be known of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.briefs.brief import Brief, Check, Point, Segment, Status
from service.formats import view


@dataclass(frozen=True)
class Unit:
    """A text in both languages. `sentences` are those of the report, counted from 1."""

    name: str  # "headline", "points/0", …
    vi: str
    en: str
    sentences: tuple[int, ...]
    flags: tuple[str, ...]  # messages
    spans: tuple[tuple[int, int], ...] = ()  # characters of the report

    @property
    def status(self) -> Status:
        """Whether an editor must look at this very text."""
        return "review" if self.flags else "ok"


def units(brief: Brief) -> list[Unit]:
    """The headline and the sentences of the points, in order, where there are any to translate.

    A point of one sentence, and one that does not know its sentences, is a unit as it is.
    """
    found = [Unit("headline", brief.headline.vi, brief.headline.en, (), _flags(brief, "headline"))]
    for place, point in enumerate(brief.points):
        found += _point(f"points/{place}", point, _flags(brief, f"points/{place}"))
    return [unit for unit in found if unit.vi]


def _point(name: str, point: Point, flags: tuple[str, ...]) -> Iterator[Unit]:
    sides = ([piece for piece in view.segmented(point, side) if piece[1]] for side in ("vi", "en"))
    pairs = list(zip(*sides, strict=False))
    cut = len(pairs) == len(point.segments) > 1 and all(vi[1] == en[1] for vi, en in pairs)
    if not cut:
        sentences = tuple(view.numbers(point))
        yield Unit(name, point.vi, point.en, sentences, flags, point.spans)
        return
    for number, ((vi, segment), (en, _)) in enumerate(pairs):
        assert segment is not None
        own = tuple(flag for flag in flags if _concerns(flag, point, segment))
        sentences = tuple(view.numbers(segment))
        yield Unit(f"{name}/{number}", vi, en, sentences, own, segment.spans)


def _concerns(flag: str, point: Point, segment: Segment) -> bool:
    """Whether a flag is about a sentence: where its check stands in another, it is not."""
    checks = [c for c in point.checks if not c.passed and flag == f"[{c.name}] {c.message}"]
    return not checks or any(_touches(check, segment) for check in checks)


def _touches(check: Check, segment: Segment) -> bool:
    # Of a summary only its second side is the point.
    vi = check.target_at if check.step == "summary" else check.source_at
    en = None if check.step == "summary" else check.target_at
    meets = [
        at[0] < span[1] and span[0] < at[1]
        for at, span in ((vi, segment.vi), (en, segment.en))
        if at is not None
    ]
    return any(meets) or not meets


def _flags(brief: Brief, name: str) -> tuple[str, ...]:
    return tuple(f"[{flag.code}] {flag.message}" for flag in brief.flags if flag.where == name)
