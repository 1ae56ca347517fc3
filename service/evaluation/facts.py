"""Errors of fact: a bound dropped, another place, points made per cent, a wrong noun."""

import re
from random import Random

from service.evaluation.replacing import replaced
from service.glossary import load_glossary

_NUMBER = r"(?=(?:about )?(?:VND|US\$|USD|\$)? ?\d)"
_BOUNDED = re.compile(
    r"\b(?:more than|over|nearly|almost|less than|fewer than|under|at least|at most|up to"
    rf"|close to) {_NUMBER}",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?<!\w)(?:hơn|trên|gần|dưới|chưa đầy|ít nhất|tối thiểu|tối đa|không quá|không dưới|ngót|quá"
    r"|vượt|chưa đến|chưa tới)\s+(?=\d)",
    re.IGNORECASE,
)


def bound(random: Random, vi: str, en: str) -> str | None:
    """An approximation or a bound is dropped: "more than 350" becomes "350"."""
    spots = list(_BOUNDED.finditer(en))
    if not spots or len(_SAID.findall(vi)) < len(spots):
        return None
    match = random.choice(spots)
    text = replaced(en, match, "")
    return text[:1].upper() + text[1:]


# Vietnamese names of countries that are no other word, with the English that stands for them.
_COUNTRIES = {
    "Nhật Bản": "Japan", "Hàn Quốc": "South Korea", "Trung Quốc": "China", "Thái Lan": "Thailand",
    "Singapore": "Singapore", "Indonesia": "Indonesia", "Malaysia": "Malaysia",
    "Philippines": "Philippines", "Campuchia": "Cambodia", "Ấn Độ": "India", "Pháp": "France",
    "Đức": "Germany", "Anh": "Britain", "Mỹ": "US", "Hoa Kỳ": "United States",
    "Tây Ban Nha": "Spain", "Ba Lan": "Poland", "Thụy Sĩ": "Switzerland", "Nga": "Russia",
    "Canada": "Canada", "Brazil": "Brazil", "Iran": "Iran", "Iraq": "Iraq", "Úc": "Australia",
    "Triều Tiên": "North Korea", "Đài Loan": "Taiwan", "Thổ Nhĩ Kỳ": "Turkey",
}  # fmt: skip


def place(random: Random, vi: str, en: str) -> str | None:
    """A country or a Vietnamese place that both sides name once becomes another of its kind."""
    spots = [(m, "country") for en_name in _named(vi) if (m := _once(en_name, en))]
    known = {m.term.en for m in load_glossary().match(vi) if m.term.kind == "place"}
    known = {name for name in known if not name.endswith(("Sea", "Gulf", "Islands"))}
    spots += [(m, "place") for name in sorted(known) if (m := _once(name, en))]
    if not spots:
        return None
    match, kind = random.choice(spots)
    others = sorted(set(_COUNTRIES.values())) if kind == "country" else list(_PLACES)
    return replaced(en, match, random.choice([o for o in others if o not in en]))


_PLACES = ("Hanoi", "Da Nang", "Can Tho", "Nghe An", "Lang Son", "Ca Mau", "Hai Phong", "Gia Lai")


def _named(vi: str) -> list[str]:
    return [en for name, en in _COUNTRIES.items() if re.search(rf"(?<![\w-]){name}(?![\w-])", vi)]


def _once(name: str, en: str) -> re.Match[str] | None:
    found = list(re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]| (?:[A-Z]|province))", en))
    return found[0] if len(found) == 1 and en.count(name) == 1 else None


_POINTS = re.compile(r"(?:percentage points?|(?<=\d) points?|(?<=%) points?)(?!\w)")
_POINTS_VI = re.compile(r"điểm\s+(?:phần trăm|%)|điểm cơ bản", re.IGNORECASE)


def points(random: Random, vi: str, en: str) -> str | None:
    """A percentage point becomes a percent: "rose by 2 points", "rose by 2 percent"."""
    spots = list(_POINTS.finditer(en))
    if not spots or not _POINTS_VI.search(vi):
        return None
    return replaced(en, random.choice(spots), "percent")


# Nouns of news; each may stand where another does.
_NOUNS = tuple(
    "agreement airport animal army attack bank bridge car case child city company conference"
    " contract country court crime decision disease doctor economy election exhibition farmer"
    " festival film fire flood forest garden government hospital house industry investor island"
    " journalist law leader letter market medicine meeting money museum nation officer parent"
    " patient people plan plane police policy president price product programme project report"
    " restaurant rice river road school ship soldier station storm student teacher team tourist"
    " trade village virus visitor war water woman worker".split()
)
_NOUN = re.compile(rf"(?<![\w-])(?:{'|'.join(_NOUNS)})(?![\w-])")


def noun(random: Random, vi: str, en: str) -> str | None:
    """A common noun becomes another one: "bridge" for "hospital"."""
    spots = list(_NOUN.finditer(en))
    if not spots:
        return None
    match = random.choice(spots)
    return replaced(en, match, random.choice([n for n in _NOUNS if n != match.group()]))
