"""The names of people and places arrive, spelled right and in their order."""

import re
from collections.abc import Iterable, Sequence

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding
from service.briefs.people import UPPER, person_names
from service.glossary.syllables import without_diacritics

NAME = "names"
_PLACE = re.compile(
    r"(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|xã|phường)\s+"
    rf"(?P<place>[{UPPER}][^\W\d_{UPPER}]+(?: [{UPPER}][^\W\d_{UPPER}]+){{0,2}})",
)
_LETTERS = re.compile(r"[^a-z0-9]+")


def extract(vi: str) -> list[str]:
    """The names of people, then of places, in the order of the text."""
    places = [m["place"] for m in _PLACE.finditer(vi)]
    return [name.text for name in person_names(vi)] + places


def check(pair: Pair) -> Iterable[Check]:
    """Find names without a counterpart and people whose order changed."""
    target = joined(pair.target.text)
    for name in dict.fromkeys(extract(pair.source.text)):
        if joined(name) not in target:
            yield finding(NAME, f"The name “{name}” is missing or misspelt.", source=name)
    people = [name.text for name in person_names(pair.source.text)]
    moved = _moved(people, target)
    if moved:
        message = f"“{moved[0]}” and “{moved[1]}” changed places."
        yield finding(NAME, message, ", ".join(moved), ", ".join(reversed(moved)))


def joined(text: str) -> str:
    """The letters of a text without diacritics, case and spaces: Hà Nội, Hanoi: "hanoi"."""
    return _LETTERS.sub("", without_diacritics(text).lower())


def _moved(people: Sequence[str], target: str) -> tuple[str, str] | None:
    """Two people, each named once, whose order in the target is not that of the source."""
    once = [name for name in people if people.count(name) == 1 and target.count(joined(name)) == 1]
    for first, second in zip(once, once[1:], strict=False):
        if target.find(joined(first)) > target.find(joined(second)):
            return first, second
    return None
