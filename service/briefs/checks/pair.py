"""The two texts a check compares, and how it says what it found."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from service.briefs.brief import Check, Span
from service.briefs.checks import dates_en, dates_vi, numbers_en, numbers_vi
from service.briefs.checks.alignment import Alignment
from service.briefs.checks.moment import Moment
from service.briefs.checks.quantity import Number
from service.glossary import Match

READERS = {
    "vi": (dates_vi.extract, numbers_vi.extract),
    "en": (dates_en.extract, numbers_en.extract),
}


@dataclass(frozen=True)
class Reading:
    """One side: its text with its dates and its numbers, each read once."""

    text: str
    language: str
    measures: dict[int, str] = field(default_factory=dict, compare=False)  # by where numbers begin

    @cached_property
    def dates(self) -> tuple[Moment, ...]:
        return tuple(READERS[self.language][0](self.text))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers outside dates."""
        return tuple(READERS[self.language][1](blank(self.text, self.dates)))

    def same(self, number: Number) -> list[Number]:
        """The numbers of this side that can stand for the same amount, in their order."""
        found = {one.start: one for value in number.values for one in self._by_value[value]}
        return [found[start] for start in sorted(found)]

    @cached_property
    def _by_value(self) -> dict[Decimal, list[Number]]:
        table: dict[Decimal, list[Number]] = defaultdict(list)
        for number in self.numbers:
            for value in number.values:
                table[value].append(number)
        return table


@dataclass(frozen=True)
class Pair:
    """What is checked: the target must say what the source says."""

    source: Reading
    target: Reading
    terms: tuple[Match, ...] = ()

    @cached_property
    def known(self) -> tuple[Match, ...]:
        """The terms of the glossary that ships in the source."""
        from service.glossary import load_glossary

        return tuple(load_glossary().match(self.source.text))

    @cached_property
    def alignment(self) -> Alignment:
        """What of the English may belong to what of the Vietnamese."""
        return Alignment(self.source.text, self.target.text)


NEAR = 80  # characters before a place, in which what leads up to it begins


def before(text: str, at: int) -> str:
    """What stands just before a place: looking through all of a long text each time takes hours."""
    return text[max(0, at - NEAR) : at]


def blank(text: str, spans: tuple[Moment, ...]) -> str:
    """The text with the spans overwritten by as many semicolons, so that offsets stay."""
    for span in spans:
        if not span.daypart:
            text = text[: span.start] + ";" * (span.end - span.start) + text[span.end :]
    return text


def passed(name: str) -> Check:
    """The check found nothing."""
    return Check(name, True)


def finding(
    name: str,
    message: str,
    source: str = "",
    target: str = "",
    *,
    source_at: Span | None = None,
    target_at: Span | None = None,
) -> Check:
    """The check found something that an editor must see; spans not given are looked up later."""
    return Check(name, False, message, source, target, source_at, target_at)


def remark(name: str, message: str, source: str = "", target: str = "", **at: Span | None) -> Check:
    """As a `finding`, but of a check that passed: it orders what an editor looks at, no more."""
    return replace(finding(name, message, source, target, **at), passed=True)
