"""A brief as translators see it: pairs of texts, each with what must be known of it."""

from dataclasses import dataclass

from service.briefs.brief import Brief, Status
from service.formats import view


@dataclass(frozen=True)
class Unit:
    """A text in both languages. `sentences` are those of the report, counted from 1."""

    name: str  # "headline", "points/0", …
    vi: str
    en: str
    sentences: tuple[int, ...]
    flags: tuple[str, ...]  # messages

    @property
    def status(self) -> Status:
        """Whether an editor must look at this very text."""
        return "review" if self.flags else "ok"


def units(brief: Brief) -> list[Unit]:
    """The headline and the points, in their order, where there is anything to translate."""
    found = [Unit("headline", brief.headline.vi, brief.headline.en, (), _flags(brief, "headline"))]
    for place, point in enumerate(brief.points):
        name = f"points/{place}"
        sentences = tuple(view.numbers(point))
        found.append(Unit(name, point.vi, point.en, sentences, _flags(brief, name)))
    return [unit for unit in found if unit.vi]


def _flags(brief: Brief, name: str) -> tuple[str, ...]:
    return tuple(f"[{flag.code}] {flag.message}" for flag in brief.flags if flag.where == name)
