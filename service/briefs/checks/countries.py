"""The countries that a sentence names are named in its English, by name or by people."""

import re
from collections.abc import Iterable

from models.once import once
from service.briefs.brief import Check
from service.briefs.checks.lexicon import DATA
from service.briefs.checks.pair import Pair, before, finding
from service.briefs.people import UPPER

NAME = "names"
# A name of one syllable is also that of people, and begins sentences as another word.
_ABROAD = (
    r"(?i:đại sứ|đại sứ quán|lãnh sự|tổng thống|thủ tướng|ngoại trưởng|chính phủ|quân đội|quốc hội"
    r"|nước|bộ trưởng|công dân|du khách|công ty|doanh nghiệp|chuyên gia|đoàn|hải quân|không quân"
    r"|thị trường|kinh tế|chính quyền) "
)
_SHORT = 4  # letters, of which at least one is not ASCII


@once
def _countries() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = DATA.joinpath("countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_row(*row.split("\t")) for row in rows)


def _row(vi: str, en: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = "|".join(
        rf"{_ABROAD}{form}(?! [{UPPER}])" if _ambiguous(form) else form for form in vi.split("|")
    )
    whole = rf"(?<![\w-])(?:{forms})(?![\w-])"
    return re.compile(whole), re.compile(rf"(?<!\w)(?:{en})(?!\w)")


def _ambiguous(name: str) -> bool:
    return len(name) < _SHORT or (len(name) == _SHORT and not name.isascii())


_LONG = 25  # syllables: English often leaves out where a long story plays


def _expected(pair: Pair, country: re.Match[str]) -> bool:
    """Whether good English would name the country: beside an office, or in a short sentence."""
    lead = before(pair.source.text, country.start()) + country.group()
    beside = re.search(rf"(?<!\w){_ABROAD}\w+$", lead) is not None
    return beside or len(pair.source.text.split()) <= _LONG


def check(pair: Pair) -> Iterable[Check]:
    """Find countries of the source that the English does not name."""
    for vi, en in _countries():
        country = vi.search(pair.source.text)
        if country and not en.search(pair.target.text) and _expected(pair, country):
            message = f"The country of “{country.group()}” is missing."
            yield finding(NAME, message, country.group(), source_at=country.span())
