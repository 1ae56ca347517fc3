"""A point says nothing that its source does not say."""

import re
from collections.abc import Callable, Iterable

from service.briefs.brief import Check
from service.briefs.checks import dates, names, negation, numbers, repetition
from service.briefs.checks.pair import Pair, finding
from service.glossary.syllables import syllable_key

_WORD = re.compile(r"[^\W\d_]+")
_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng|chả|đừng)(?!\w)", re.IGNORECASE)
_MOODS = ("đề nghị", "kiến nghị", "đề xuất", "yêu cầu", "kêu gọi", "dự kiến", "cần", "phải")
_MOST_NEW = 0.15  # share of the words of a point that the source need not have


def _numbers(pair: Pair) -> Iterable[Check]:
    known = {value for number in pair.source.numbers for value in number.values}
    for number in pair.target.numbers:
        if not known & set(number.values):
            yield finding(numbers.NAME, f"“{number.text}” is not in the source.", "", number.text)


def _dates(pair: Pair) -> Iterable[Check]:
    for moment in pair.target.dates:
        if not any(_within(moment, other) for other in pair.source.dates):
            yield finding(dates.NAME, f"“{moment.text}” is not in the source.", "", moment.text)


def _within(moment: object, other: object) -> bool:
    fields = ("day", "month", "quarter", "weekday", "daypart")
    return all(getattr(moment, f) in (0, "", getattr(other, f)) for f in fields)


def _names(pair: Pair) -> Iterable[Check]:
    source = names.joined(pair.source.text)
    for name in dict.fromkeys(names.extract(pair.target.text)):
        if names.joined(name) not in source:
            yield finding(names.NAME, f"The name “{name}” is not in the source.", "", name)


def _denials(pair: Pair) -> Iterable[Check]:
    """A denial that the point adds or drops before words it shares with the source."""
    for here, there, message in (
        (pair.source.text, pair.target.text, "The source denies what the point states."),
        (pair.target.text, pair.source.text, "The point denies what the source states."),
    ):
        for denial in _DENIAL.finditer(here):
            words = " ".join(_WORD.findall(here[denial.end() :])[:2]).lower()
            said = " ".join(_WORD.findall(there)).lower()
            bare = re.search(
                rf"(?<!không )(?<!chưa )(?<!chẳng )(?<!\w){re.escape(words)}(?!\w)", said
            )
            if words.count(" ") == 1 and bare and f"{denial.group().lower()} {words}" not in said:
                yield finding(negation.NAME, message, words, words)


def _moods(pair: Pair) -> Iterable[Check]:
    """A request or plan of the source, quoted without the word that makes it one."""
    said, point = (" ".join(_WORD.findall(t.text)).lower() for t in (pair.source, pair.target))
    for mood in _MOODS:
        for m in re.finditer(rf"(?<!\w){mood} (?P<rest>(?:\w+ ){{2}}\w+)", said):
            alone = point.find(m["rest"])
            if alone >= 0 and not re.search(rf"(?:{'|'.join(_MOODS)})", point[:alone]):
                yield finding("modality", f"“{mood}” is left out.", m.group(), m["rest"])


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
    "numbers": _numbers,
    "dates": _dates,
    "names": _names,
    "negation": _denials,
    "modality": _moods,
    "coverage": _coverage,
    "repetition": repetition.check,
}
