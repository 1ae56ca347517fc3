"""Places after a word for their kind arrive whole: "huyện Ba Bể" is in Ba Be, not in Ba Bess."""

import re
from collections.abc import Iterable, Iterator

from service.briefs.brief import Check
from service.briefs.checks import names
from service.briefs.checks.pair import Pair, finding
from service.briefs.people import UPPER
from service.glossary.syllables import without_diacritics

NAME = "names"
_SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]+"
_PLACE = rf"{_SYLLABLE}(?: {_SYLLABLE}){{0,2}}"
_KINDS = (
    r"(?i:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|thôn|làng|sông|núi|cầu|đèo|hồ"
    r"|đảo|vườn quốc gia|cảng|cửa khẩu|sân bay|khu di tích|dân tộc)"
)
# One place, or several after a colon: "ba huyện: Chợ Đồn, Ba Bể và Pác Nặm".
_NAMED = re.compile(
    rf"(?<!\w){_KINDS}(?::)? (?P<list>{_PLACE}(?:(?:, | và ){_PLACE})*)(?![\w\u0300-\u036f]|-\w)"
)
_LISTED = re.compile(rf"(?<!\w){_KINDS}[^.;:]{{0,20}}: (?P<list>{_PLACE}(?:(?:, | và ){_PLACE})+)")
_WORD = re.compile(r"[^\W_]+(?:['’]s)?")
_LONGEST = 5  # English words of one name


def check(pair: Pair) -> Iterable[Check]:
    """Find places that only look as if they had arrived, and listed ones that did not."""
    runs = _runs(pair.target.text)
    loose = names.joined(pair.target.text)
    told = set(names.extract(pair.source.text))
    for start, name in _places(pair.source.text):
        plain = names.joined(name)
        if _spelt(plain, runs) or name in _EXONYMS or _known_otherwise(name, pair):
            continue
        # What is nowhere at all, another rule has said of the names that it knows.
        if plain in loose or name not in told:
            message = f"The place “{name}” is missing or misspelt."
            yield finding(NAME, message, name, source_at=(start, start + len(name)))


# Places of which a syllable is that of no place in English: the Paracels and the Spratlys.
_EXONYMS = ("Hoàng Sa", "Trường Sa")
_ENDINGS = ("", "s", "n", "an", "ian", "ese")  # Siberia, Siberian


def _spelt(plain: str, runs: set[str]) -> bool:
    """Whether a run of words is the name, its genitive or an adjective of it."""
    return any(plain + ending in runs for ending in _ENDINGS)


def _places(vi: str) -> Iterator[tuple[int, str]]:
    found: dict[int, str] = {}
    for pattern in (_NAMED, _LISTED):
        for match in pattern.finditer(vi):
            several = pattern is _LISTED
            parts = list(re.finditer(_PLACE, match["list"]))
            for part in parts if several else parts[:1]:
                found.setdefault(match.start("list") + part.start(), part.group())
    yield from sorted(found.items())


def _runs(en: str) -> set[str]:
    """What one to five words in a row spell, without spaces and diacritics."""
    words = [names.joined(word) for word in _WORD.findall(without_diacritics(en))]
    return {
        "".join(words[at : at + size])
        for at in range(len(words))
        for size in range(1, _LONGEST + 1)
    }


def _known_otherwise(name: str, pair: Pair) -> bool:
    """Whether the glossary has an English of its own for a place: Sông Hồng is the Red River."""
    found = [m for m in pair.known if m.term.kind == "place"]
    return any(
        name in pair.source.text[m.start : m.end] or pair.source.text[m.start : m.end] in name
        for m in found
    )
