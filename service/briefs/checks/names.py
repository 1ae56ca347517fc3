"""The names of people and places arrive, spelled right and in their order."""

import re
from collections.abc import Iterable

from models.once import once
from service.briefs.brief import Check
from service.briefs.checks import order
from service.briefs.checks.lexicon import gains
from service.briefs.checks.pair import Pair, finding
from service.briefs.checks.wording import stems
from service.briefs.people import UPPER, person_names
from service.glossary import Match, load_glossary
from service.glossary.syllables import without_diacritics

NAME = "names"
_PLACE = re.compile(
    r"(?<!\w)(?i:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|xã|phường)\s+"
    rf"(?P<place>[{UPPER}][^\W\d_{UPPER}]+(?: [{UPPER}][^\W\d_{UPPER}]+){{0,2}})"
)
_LETTERS = re.compile(r"[^a-z0-9]+")


def extract(vi: str) -> list[str]:
    """The names of people, then of places, in the order of the text."""
    return [*_people(vi), *(vi[m.start : m.end] for m in _known(vi)), *_other_places(vi)]


def check(pair: Pair) -> Iterable[Check]:
    """Find names without a counterpart and people whose order changed."""
    source, target = pair.source.text, joined(pair.target.text)
    people = _people(source)
    lost = [
        name
        for name in dict.fromkeys([*people, *_other_places(source)])
        if joined(name) not in target and not (name in people and _called(name, pair.target.text))
    ]
    if len(lost) > 1 or not _exonym(pair):
        for name in lost:
            yield finding(NAME, f"The name “{name}” is missing or misspelt.", source=name)
    known = {match.term: match for match in reversed(_known(source))}
    for place, match in reversed(known.items()):
        forms = (place.vi, place.en, *place.alternatives, *place.spellings)
        if not any(joined(form) in target for form in forms):
            message, at = (
                f"The place “{place.vi}” ({place.en}) is missing.",
                (match.start, match.end),
            )
            yield finding(NAME, message, source=source[slice(*at)], source_at=at)
    yield from order.check(pair)


def _called(name: str, en: str) -> bool:
    """Whether the English calls a person by the last syllable alone: "Phuc said"."""
    given = joined(name.split()[-1])
    return any(joined(word) in (given, f"{given}s") for word in en.split())


_CAPITALS = re.compile(r"(?<![.!?“\"])\s(?P<word>[A-Z][a-z]{2,})(?!\w)")


def _exonym(pair: Pair) -> bool:
    """Whether the English has a name that is in neither language of the source: a Chinese one.

    Vietnamese gives these in its own reading: Hứa Chương Nhuận is Xu Zhangrun.
    """
    known = joined(pair.source.text)
    syllables = _syllables()
    return any(
        m["word"].lower() not in syllables
        and joined(m["word"]) not in known
        and not _usual(m["word"])
        for m in _CAPITALS.finditer(pair.target.text)
    )


@once
def _english() -> frozenset[str]:
    return frozenset(stem for made in gains().values() for stem in made)


def _usual(word: str) -> bool:
    """Whether it is a word that the lexicon knows, and no rare name."""
    return bool(_english().intersection(stems(word)))


@once
def _syllables() -> frozenset[str]:
    """What may be a Vietnamese syllable, without its marks."""
    return frozenset(without_diacritics(unit) for unit in gains() if " " not in unit)


def joined(text: str) -> str:
    """The letters of a text without diacritics, case and spaces: Hà Nội, Hanoi: "hanoi"."""
    return _LETTERS.sub("", without_diacritics(text).lower())


def _people(vi: str) -> list[str]:
    places = _known(vi)
    return [
        name.text
        for name in person_names(vi)
        if not any(place.start <= name.start < place.end for place in places)
    ]


def _known(vi: str) -> list[Match]:
    """The places of the glossary."""
    return [match for match in load_glossary().match(vi) if match.term.kind == "place"]


def _other_places(vi: str) -> list[str]:
    known = _known(vi)
    return [
        m["place"]
        for m in _PLACE.finditer(vi)
        if m["place"][0].isupper()
        and not any(p.start < m.end() and m.start() < p.end for p in known)
    ]
