"""A point says nothing that its source does not say."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from service.briefs.brief import Check
from service.briefs.checks import (
    dates,
    names,
    negation,
    numbers,
    repetition,
    summary_changes,
    summary_people,
    units,
)
from service.briefs.checks.pair import Pair, finding
from service.briefs.checks.quantity import Number
from service.glossary.syllables import syllable_key

_WORD = re.compile(r"[^\W\d_]+")
_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng|chả|đừng)(?!\w)", re.IGNORECASE)
_MOODS = ("đề nghị", "kiến nghị", "đề xuất", "yêu cầu", "kêu gọi", "dự kiến", "cần", "phải")
_MOOD = re.compile("|".join(_MOODS))
_MOST_NEW = 0.15  # share of the words of a point that the source need not have


def _numbers(pair: Pair) -> Iterable[Check]:
    known = {value for number in pair.source.numbers for value in number.values}
    for number in pair.target.numbers:
        at = number.start, number.end
        if not known & set(number.values):
            message = f"“{number.text}” is not in the source."
            yield finding(numbers.NAME, message, "", number.text, target_at=at)
        elif other := _measured_otherwise(pair, number):
            message = f"“{number.text}” is counted in something else than in the source."
            spans = (other.start, other.end), at
            yield finding(
                numbers.NAME, message, other.text, number.text, source_at=spans[0],
                target_at=spans[1],
            )  # fmt: skip


def _measured_otherwise(pair: Pair, number: Number) -> Number | None:
    """A number of the source with the same value, where all of these have another measure."""
    mine = units.measure(pair.target.text, number, "vi")
    same = pair.source.same(number) if mine else []
    theirs = [units.measured(pair.source, other) for other in same]
    return same[0] if same and all(theirs) and mine not in theirs else None


def _dates(pair: Pair) -> Iterable[Check]:
    for moment in pair.target.dates:
        if not any(_within(moment, other) for other in pair.source.dates):
            message, at = f"“{moment.text}” is not in the source.", (moment.start, moment.end)
            yield finding(dates.NAME, message, "", moment.text, target_at=at)


def _within(moment: object, other: object) -> bool:
    fields = ("day", "month", "quarter", "weekday", "daypart")
    return all(getattr(moment, f) in (0, "", getattr(other, f)) for f in fields)


def _names(pair: Pair) -> Iterable[Check]:
    source = names.joined(pair.source.text)
    for name in dict.fromkeys(names.extract(pair.target.text)):
        if names.joined(name) not in source:
            yield finding(names.NAME, f"The name “{name}” is not in the source.", "", name)
    yield from summary_people.turned(pair)
    yield from summary_changes.replaced(names.NAME, pair)


def _denials(pair: Pair) -> Iterable[Check]:
    """A denial that the point adds or drops before words it shares with the source."""
    for here, there, message in (
        (pair.source.text, pair.target.text, "The source denies what the point states."),
        (pair.target.text, pair.source.text, "The point denies what the source states."),
    ):
        own, said = _plain(here), _plain(there)
        for denial, words in dict.fromkeys(_denied(here)):
            stated = _stated(words, said) and not _stated(words, own)
            if stated and f"{denial} {words}" not in said:
                yield finding(negation.NAME, message, words, words)


def _denied(text: str) -> Iterator[tuple[str, str]]:
    """Each denial with the two words after it, in small letters."""
    for denial in _DENIAL.finditer(text):
        words = [found.group().lower() for found in islice(_WORD.finditer(text, denial.end()), 2)]
        if len(words) > 1:
            yield denial.group().lower(), " ".join(words)


def _stated(words: str, text: str) -> bool:
    """Whether a text has the words without a denial before them."""
    if words not in text:  # many times faster, and mostly so
        return False
    bare = rf"(?<!không )(?<!chưa )(?<!chẳng )(?<!\w){re.escape(words)}(?!\w)"
    return re.search(bare, text) is not None


def _moods(pair: Pair) -> Iterable[Check]:
    """A request or plan of the source, quoted without the word that makes it one."""
    said, point = _plain(pair.source.text), _plain(pair.target.text)
    for mood in _MOODS:
        for m in re.finditer(rf"(?<!\w){mood} (?P<rest>(?:\w+ ){{2}}\w+)", said):
            alone = point.find(m["rest"])
            if alone < 0 or _MOOD.search(point[:alone]):
                continue
            if said.count(m["rest"]) <= said.count(m.group()):
                yield finding("modality", f"“{mood}” is left out.", m.group(), m["rest"])


def _plain(text: str) -> str:
    """The words of a text in small letters."""
    return " ".join(_WORD.findall(text)).lower()


def _coverage(pair: Pair) -> Iterable[Check]:
    known = {syllable_key(word) for word in _WORD.findall(pair.source.text)}
    words = _WORD.findall(pair.target.text)
    new = [word for word in words if syllable_key(word) not in known]
    if not words:
        yield finding("coverage", "The point is empty.")
    elif len(new) / len(words) > _MOST_NEW and len(new) > 2:
        text = " ".join(new)
        yield finding("coverage", f"Words that the source does not have: {text}.", "", text)


CHECKS: dict[str, Callable[[Pair], Iterable[Check]]] = {
    "numbers": lambda pair: (*_numbers(pair), *summary_changes.replaced("numbers", pair)),
    "dates": _dates,
    "names": _names,
    "ranks": lambda pair: (
        *summary_people.offices(pair),
        *summary_people.titles(pair),
        *summary_changes.replaced("ranks", pair),
    ),
    "negation": lambda pair: (*_denials(pair), *summary_changes.check("negation", pair)),
    "modality": lambda pair: (*_moods(pair), *summary_changes.check("modality", pair)),
    "bounds": lambda pair: summary_changes.check("bounds", pair),
    "coverage": _coverage,
    "repetition": repetition.check,
}
