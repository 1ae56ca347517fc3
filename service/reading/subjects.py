"""The short forms of a subject: a person without the list of titles, an organisation."""

import re
from itertools import pairwise

from service.reading.cuts import marks
from service.reading.lexicon import ordered, terms
from service.reading.syllables import LOWER, UPPER

_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]*\.?\s+){{1,4}}[{UPPER}][{LOWER}]*\Z")
_PLACE_TAIL = re.compile(
    r"(?:Quân khu|Quân đoàn|Quân chủng|Binh đoàn|tỉnh|thành phố|huyện|quận|thị xã)"
    rf"(?: (?:[{UPPER}]\w*|\d+))+\Z"
)


def short_subjects(subject: str) -> list[str]:
    """A subject and its shorter forms: a person's rank and name without the list of titles."""
    subject = re.sub(r"\s*\([^()]*\)", "", subject)
    commas = marks(subject, ",")
    parts = [subject[low:high].strip() for low, high in _between(commas, len(subject))]
    if len(parts) == 1:
        return [subject]
    person = _person(parts)
    if person:
        named, rest = person
        last = rest[-1] if rest else ""
        title = [f"{named}, {last}"] if last[:1].isupper() else []
        return [*title, named]
    tail = _PLACE_TAIL.search(parts[-1])
    bodies = all(part.lower() in terms("bodies") for part in parts[:-1])
    return [subject, tail.group()] if tail and bodies and " và " not in parts[-1] else [subject]


def is_person(subject: str) -> bool:
    """Whether a subject is one person: "Thủ tướng", "ông Nam", "Đại tá Lê Văn Bình"."""
    starts = (*ordered("ranks"), *ordered("honorifics"), *ordered("titles"))
    return subject.lower().startswith(starts)


def _between(commas: list[int], end: int) -> list[tuple[int, int]]:
    edges = [-1, *commas, end]
    return [(low + 1, high) for low, high in pairwise(edges)]


def _person(parts: list[str]) -> tuple[str, list[str]] | None:
    """Rank or honorific with the name, and the titles after it."""
    first = parts[0]
    if first.lower() in ordered("ranks") and len(parts) > 1:  # "Thượng tướng, TS Nguyễn Văn A"
        parts = [f"{first}, {parts[1]}", *parts[2:]]
        first = parts[0]
    opens = first.lower().startswith((*ordered("ranks"), *ordered("honorifics")))
    if opens and _NAME.search(first):
        return first, parts[1:]
    alone = not any(_NAME.search(part) for part in parts[:-1])
    if alone and first[:1].isupper() and _is_title(parts[-1]) and _names_person(parts[-1]):
        return parts[-1], []
    return None


def _names_person(part: str) -> bool:
    """Whether an office ends in a name: "Chủ tịch HĐND tỉnh Hà Tĩnh" ends in that of a place."""
    name = _NAME.search(part)
    place = re.search(rf"(?:tỉnh|huyện|phố|quận|xã|phường) [{UPPER}]\w* [{UPPER}]\w*\Z", part)
    return name is not None and place is None


def _is_title(part: str) -> bool:
    return part.lower().startswith(ordered("titles"))
