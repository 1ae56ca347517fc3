"""Every number arrives, and none is made up."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from service.briefs.brief import Check
from service.briefs.checks import numbers_en, numbers_vi, units
from service.briefs.checks.codes import changed
from service.briefs.checks.pair import NEAR, Pair, Reading, before, finding
from service.briefs.checks.quantity import Number

NAME = "numbers"
_CURRENCIES = ("VND", "USD")


def extract(text: str, lang: str) -> list[Number]:
    """The numbers of a text; `lang` is "vi" or "en"."""
    return numbers_vi.extract(text) if lang == "vi" else numbers_en.extract(text)


def check(pair: Pair) -> Iterable[Check]:
    """Compare in both directions, then the units and the bounds of the numbers that met."""
    lost = _missing(pair.source, pair.target)
    added = _missing(pair.target, pair.source)
    yield from (_lost(number) for number in lost if not number.weak)
    yield from (_added(number) for number in added if not number.weak)
    if _swapped(lost, added):
        message = f"“{lost[0].text}” became “{added[0].text}”."
        yield _between(lost[0], added[0], message)
    for code in changed(pair.source.text, pair.target.text):
        yield finding(NAME, f"The code “{code}” is not in the source.", target=code)
    yield from _details(pair.source.numbers, pair.target.numbers)
    yield from units.check(pair)


def _missing(here: Reading, there: Reading) -> list[Number]:
    dated = {Decimal(n) for moment in there.dates for n in moment.numbers}
    whole = {value for number in there.numbers for value in number.values} | dated
    return [n for n in here.numbers if not whole & set(n.values) and not _named(n, here, there)]


def _named(number: Number, here: Reading, there: Reading) -> bool:
    """Whether the number belongs to a name here (Covid-19) or there (U23 for Under-23)."""
    joined = rf"(?<=[^\W\d_])[\s.-]?{re.escape(number.text)}(?!\w)"
    lead, after = before(here.text, number.start), here.text[number.end : number.end + NEAR]
    return bool(_IN_NAMES.search(lead) or _PANDEMIC.match(after)) or (
        number.text.isdigit() and bool(re.search(joined.replace(r"\s", ""), there.text))
    )


_IN_NAMES = re.compile(r"(?:covid|cov|h\dn|corona|coronavirus)[\s‑-]?(?:2019[-–])?$", re.IGNORECASE)
_PANDEMIC = re.compile(r"(?:[-–]\d\d)? corona", re.IGNORECASE)


def _swapped(lost: Sequence[Number], added: Sequence[Number]) -> bool:
    """A small number word that changed: "hai" to "three"."""
    return bool(lost and added) and lost[0].weak and added[0].weak and _plain(added[0])


def _plain(number: Number) -> bool:
    return number.text.lower() in _CARDINALS


_CARDINALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _lost(number: Number) -> Check:
    message = f"The number “{number.text}” is missing."
    return finding(NAME, message, source=number.text, source_at=(number.start, number.end))


def _added(number: Number) -> Check:
    message = f"The number “{number.text}” is not in the source."
    return finding(NAME, message, target=number.text, target_at=(number.start, number.end))


def _between(first: Number, second: Number, message: str) -> Check:
    spans = (first.start, first.end), (second.start, second.end)
    return finding(NAME, message, first.text, second.text, source_at=spans[0], target_at=spans[1])


def _details(source: Sequence[Number], target: Sequence[Number]) -> Iterable[Check]:
    for number in source:
        same = [other for other in target if other.means(number)]
        if same and not any(_units_agree(number, other) for other in same):
            message = f"“{number.text}” is in {number.unit}, its translation is not."
            yield _between(number, same[0], message)
        elif same and not any(_bounds_agree(number, other) for other in same):
            message = (
                f"“{number.text}” is {number.bound} that amount, the other side {same[0].bound}."
            )
            yield _between(number, same[0], message)


def _units_agree(first: Number, second: Number) -> bool:
    both = {first.unit, second.unit}
    return not both.issuperset(_CURRENCIES) and both != {"%", "VND"} and both != {"%", "USD"}


def _bounds_agree(first: Number, second: Number) -> bool:
    return {first.bound, second.bound} != {"over", "under"}
