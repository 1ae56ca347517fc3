"""Puts all that a brief says into English in one go: headline, points and figures together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from service.briefs.brief import Bilingual, Facts, Figure
from service.briefs.remembering import RememberingDesk
from service.briefs.values import DraftPoint, Translation


@dataclass(frozen=True)
class Said:
    """What a brief says in English."""

    headline: Translation
    points: tuple[tuple[Translation, ...], ...]  # for each draft, a translation a sentence
    facts: Facts


def say(
    desk: RememberingDesk,
    headline: str,
    drafts: Sequence[DraftPoint],
    facts: Facts,
    report: Callable[[float], None],
) -> Said:
    """Translate the headline, each sentence of the drafts and what the figures count.

    One call for all of them: what waits together runs in few batches, and so do second tries.
    """
    open_figures = [figure for figure in facts.figures if not figure.what.en and figure.what.vi]
    sentences = [text for draft in drafts for text in draft.sentences_vi]
    texts = [headline, *sentences, *(figure.what.vi for figure in open_figures)]
    ends = [False, *[True] * len(sentences), *[False] * len(open_figures)]
    made = iter(desk.translate(texts, sentence=ends, report=report))
    first = next(made)
    points = tuple(tuple(next(made) for _ in draft.sentences_vi) for draft in drafts)
    return Said(first, points, _with(facts, dict(zip(open_figures, made, strict=True))))


def _with(facts: Facts, made: dict[Figure, Translation]) -> Facts:
    """The facts with English figures; nobody is warned of a fact, so what is in doubt stays out."""
    english = {figure: one.text for figure, one in made.items() if one.status == "ok"}
    figures = (_figure(figure, english.get(figure, "")) for figure in facts.figures)
    return replace(facts, figures=tuple(figures))


def _figure(figure: Figure, en: str) -> Figure:
    return replace(figure, what=Bilingual(figure.what.vi, en)) if en else figure
