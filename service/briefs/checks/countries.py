"""The countries that a sentence names are named in its English, by name or by people."""

import re
from collections.abc import Iterable

from models.once import once
from service.briefs.brief import Check, Span
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
def _countries() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """For each country: the Vietnamese that is surely it, that may be it, and the English."""
    rows = DATA.joinpath("countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_row(*row.split("\t")) for row in rows)


def _row(vi: str, en: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    forms = "|".join(
        rf"{_ABROAD}{form}(?! [{UPPER}])" if _ambiguous(form) else form for form in vi.split("|")
    )
    whole = rf"(?<![\w-])(?:{forms})(?![\w-])"
    plain = rf"(?<![.!?“\"] )(?<!^)(?<![\w-])(?:{vi})(?![\w-]| [{UPPER}]| (?:kiến|tưởng|nghĩa|chí))"
    return re.compile(whole), re.compile(plain), re.compile(rf"(?<!\w)(?:{en})(?!\w)")


def _ambiguous(name: str) -> bool:
    return len(name) < _SHORT or (len(name) == _SHORT and not name.isascii())


_LONG = 25  # syllables: English often leaves out where a long story plays


def _expected(pair: Pair, country: re.Match[str]) -> bool:
    """Whether good English would name the country: beside an office, or in a short sentence."""
    lead = before(pair.source.text, country.start()) + country.group()
    beside = re.search(rf"(?<!\w){_ABROAD}\w+$", lead) is not None
    return beside or len(pair.source.text.split()) <= _LONG


def check(pair: Pair) -> Iterable[Check]:
    """Find countries of the source that the English does not name, or calls by another's name."""
    strangers = _strangers(pair)
    for vi, plain, en in _countries():
        country = vi.search(pair.source.text)
        other = country or plain.search(pair.source.text)
        if other is None or en.search(pair.target.text):
            continue
        if country and _expected(pair, country):
            message = f"The country of “{country.group()}” is missing."
            yield finding(NAME, message, country.group(), source_at=country.span())
        elif strangers:
            there = strangers[0]
            message = f"The country of “{other.group()}” became “{there.group()}”."
            yield finding(NAME, message, other.group(), there.group(), source_at=other.span(),
                          target_at=there.span())  # fmt: skip


def _strangers(pair: Pair) -> list[re.Match[str]]:
    """The countries that the English names and the source does not."""
    return [
        match
        for vi, plain, en in _countries()
        if (match := en.search(pair.target.text)) and match.group()[0].isupper()
        and not vi.search(pair.source.text) and not plain.search(pair.source.text)
    ]  # fmt: skip


# "the Chinese city of Wuhan" is "Vũ Hán của Trung Quốc": an adjective turns the order.
_PEOPLE = re.compile(
    r"(?:[^t]ian|ican|ean|ese|ish|French|Dutch|German|Thai|Swiss|Filipino|[qln]i|Afghan|[a-z]s)$"
)


def named_once(pair: Pair) -> list[tuple[Span, Span]]:
    """Where the countries stand that each side names once, in English by their own name."""
    found = []
    for vi, plain, en in _countries():
        here = list(vi.finditer(pair.source.text)) or list(plain.finditer(pair.source.text))
        there = list(en.finditer(pair.target.text))
        if len(here) == 1 == len(there) and not _PEOPLE.search(there[0].group()):
            found.append((here[0].span(), there[0].span()))
    return found
