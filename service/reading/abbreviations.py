"""The abbreviations of official Vietnamese: found for the reader, expanded for the models."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "abbreviations.tsv"
_SHORT = r"[A-ZĐƯ][A-ZĐƯa-z0-9&.,-]{0,14}[A-ZĐƯ]"
_DEFINED = re.compile(rf"\(\s*(?P<short>{_SHORT})\s*\)")
_BREAK = re.compile(r"[()\n.;:]")
_LONGEST = 120  # characters of the words that a definition abbreviates
_EXPLAINED = re.compile(rf"\b(?P<short>{_SHORT})\s*\(\s*(?P<long>[^()\n]{{4,120}}?)\s*\)")
_CONNECTORS = frozenset({"và", "-", "–", "&"})

# Ambiguous ones: an expansion counts only with words after it that leave no doubt.
_IN_CONTEXT = (
    ("BCH", "bộ chỉ huy", r"\s+(?:quân sự|Quân sự|BĐBP|bộ đội|Bộ đội)"),
    ("BCH", "ban chấp hành", r"\s+(?:[Đđ]ảng|Trung ương|TW|T\.Ư|TƯ|[Đđ]oàn|[Cc]ông đoàn|[Hh]ội)"),
    ("BTV", "ban thường vụ", r"\s+(?:[Tt]ỉnh|[Hh]uyện|[Tt]hành|[Đđ]ảng|[Qq]uận|[Tt]hị)"),
    ("BTC", "ban tổ chức", r"\s+(?:giải|cuộc|hội|lễ|chương trình)"),
    ("BN", "bệnh nhân", r"\s*\d"),
    ("TU", "Tỉnh ủy", r"(?<=[A-Z0-9]/TU)"),
)


@dataclass(frozen=True)
class Abbreviation:
    """One row of the table."""

    short: str
    vi: str
    en: str
    domain: str


@lru_cache(maxsize=1)
def load_abbreviations() -> Mapping[str, Abbreviation]:
    """The table of the product, by short form."""
    lines = _TABLE.read_text("utf-8").splitlines()[1:]
    rows = (Abbreviation(*line.split("\t")) for line in lines)
    return {row.short: row for row in rows}


def find_abbreviations(text: str) -> tuple[tuple[str, str], ...]:
    """(short, expansion) of each abbreviation of a text, in order of appearance.

    What the text defines itself ("ban chỉ đạo (BCĐ)") overrides the table.
    """
    known = {row.short: row.vi for row in load_abbreviations().values()}
    table = known | _settled(text) | _defined(text)
    found = dict.fromkeys(match.group() for match in _pattern(frozenset(table)).finditer(text))
    return tuple((short, table[short]) for short in found)


def expand(text: str, table: Mapping[str, str]) -> str:
    """Write out every abbreviation of `table` (short to expansion), longest first."""
    if not table:
        return text
    for short, full in table.items():
        text = _once(text, short, full)
    return _pattern(frozenset(table)).sub(lambda match: _expansion(match, table), text)


@lru_cache(maxsize=256)
def _pattern(shorts: frozenset[str]) -> re.Pattern[str]:
    """Whole tokens only; "15/QĐ-UBND" is the number of a document and stays."""
    longest = sorted(shorts, key=len, reverse=True)
    names = "|".join(re.escape(short) for short in longest)
    return re.compile(rf"(?<![\w&/.-])(?:{names})(?![\w&]|-[A-ZĐ\d]|\.[A-ZĐ\d])")


def _once(text: str, short: str, full: str) -> str:
    """Where both forms stand together, keep one: no "ban chỉ đạo (ban chỉ đạo)"."""
    if short not in text or full.lower() not in text.lower():
        return text
    name, long = re.escape(short), re.escape(full)
    text = re.sub(rf"({long})\s*\(\s*{name}\s*\)", r"\1", text, flags=re.I)
    return re.sub(rf"(?<!\w){name}\s*\(\s*({long})\s*\)", r"\1", text, flags=re.I)


def _expansion(match: re.Match[str], table: Mapping[str, str]) -> str:
    full = table[match.group()]
    before = match.string[: match.start()].rstrip(" \"'“‘(-–•")
    opens = not before or before[-1] in ".!?:\n"
    return full[:1].upper() + full[1:] if opens else full


def _settled(text: str) -> dict[str, str]:
    """Ambiguous abbreviations that the words after them settle, for the whole text."""
    meanings: dict[str, set[str]] = {}
    for short, full, after in _IN_CONTEXT:
        if re.search(rf"(?<!\w){short}{after}", text):
            meanings.setdefault(short, set()).add(full)
    return {short: full.pop() for short, full in meanings.items() if len(full) == 1}


def _defined(text: str) -> dict[str, str]:
    found = {}
    for match in _DEFINED.finditer(text):
        before = _BREAK.split(text[max(0, match.start() - _LONGEST) : match.start()])[-1]
        long = _tail_with_initials(before, match["short"])
        if long:
            found[match["short"]] = long
    for match in _EXPLAINED.finditer(text):
        if _tail_with_initials(match["long"], match["short"]) == match["long"]:
            found[match["short"]] = match["long"]
    return found


def _tail_with_initials(phrase: str, short: str) -> str:
    """The last words of a phrase, if their initials are the letters of `short`; else ""."""
    letters = [char.lower() for char in short if char.isalpha()]
    words = phrase.split()
    start = len(words)
    while letters and start > 0:
        start -= 1
        word = words[start].strip(",;\"'“”")
        if word.lower() in _CONNECTORS:
            continue
        if not word or word[0].lower() != letters.pop():
            return ""
    return "" if letters or len(words) - start < 2 else " ".join(words[start:])
