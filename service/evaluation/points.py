"""Plants one error of a kind in a Vietnamese point, for the check against its report."""

import re
from collections.abc import Callable, Mapping
from random import Random

from service.briefs.people import person_names
from service.evaluation.replacing import replaced
from service.glossary import load_glossary

PointMutator = Callable[[Random, str], str | None]
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*(?<![.,])(?![\w/-]|[.,]\d)")
_DATE = re.compile(r"(?<![\d/.-])(?P<it>\d{1,2})(?=[/-]\d{1,2}(?![\d%]))|(?<=ngày )\d{1,2}(?!\d)")


def digit(random: Random, vi: str) -> str | None:
    """One digit of a number becomes another."""
    match = _one(random, _NUMBER, vi)
    if not match:
        return None
    text = match.group()
    at = random.choice([n for n, letter in enumerate(text) if letter.isdigit()])
    new = random.choice([d for d in "123456789" if d != text[at]])
    return replaced(vi, match, text[:at] + new + text[at + 1 :])


def date(random: Random, vi: str) -> str | None:
    """A day moves on or back by one to three."""
    match = _one(random, _DATE, vi)
    if not match:
        return None
    day = int(match.group()) + random.choice((-3, -2, -1, 1, 2, 3))
    return replaced(vi, match, str(day)) if 1 <= day <= 28 else None


_UNITS = {
    "triệu": "tỷ", "tỷ": "triệu", "tỉ": "triệu", "nghìn": "triệu", "km": "m", "kg": "tấn",
    "tấn": "kg", "ha": "m2", "giờ": "phút", "ngày": "tuần", "tháng": "năm", "năm": "tháng",
    "USD": "đồng", "đồng": "USD",
}  # fmt: skip
_UNIT = re.compile(rf"(?<=\d )(?:{'|'.join(_UNITS)})(?!\w)(?! \d)")


def unit(random: Random, vi: str) -> str | None:
    """The scale, the currency or the measure of a number changes."""
    match = _one(random, _UNIT, vi)
    return replaced(vi, match, _UNITS[match.group()]) if match else None


_OTHERS = ("Trần Văn Lộc", "Nguyễn Thị Thu", "Phạm Quốc Đạt", "Lê Minh Khôi")


def person(random: Random, vi: str) -> str | None:
    """A person becomes somebody of whom the report does not speak."""
    people = [name for name in person_names(vi) if " " in name.text]
    if not people:
        return None
    name = random.choice(people)
    return vi[: name.start] + random.choice(_OTHERS) + vi[name.end :]


def names(random: Random, vi: str) -> str | None:
    """Two people change places."""
    people = [name for name in person_names(vi) if vi.count(name.text) == 1]
    if len(people) < 2 or not re.search(r"\w{2,} \w", vi[people[0].end : people[1].start]):
        return None
    one, two = people[:2]
    between = vi[one.end : two.start]
    return vi[: one.start] + two.text + between + one.text + vi[two.end :]


_PLACES = ("Cà Mau", "Lạng Sơn", "Gia Lai", "Hải Phòng", "Cần Thơ", "Nghệ An", "Bình Thuận")


def place(random: Random, vi: str) -> str | None:
    """A place becomes another one."""
    found = [m for m in load_glossary().match(vi) if m.term.kind == "place"]
    if not found:
        return None
    match = random.choice(found)
    new = random.choice([place for place in _PLACES if place not in vi])
    return vi[: match.start] + new + vi[match.end :]


_DENIAL = re.compile(r"(?<!hàng )(?<!trên )(?:không|chưa) (?!(?:khí|gian|quân|chỉ|những)(?!\w))")
_MOOD = re.compile(r"(?:đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi|dự kiến|cần phải|phải|cần) ")
_BOUND = re.compile(r"(?<!\w)(?:hơn|gần|trên|dưới|ít nhất|tối đa|không quá) (?=\d)")


def negation(random: Random, vi: str) -> str | None:
    """A denial is left out."""
    match = _one(random, _DENIAL, vi)
    return replaced(vi, match, "") if match else None


def modality(random: Random, vi: str) -> str | None:
    """A request, a duty or a plan becomes a fact."""
    match = _one(random, _MOOD, vi)
    return replaced(vi, match, "đã ") if match else None


def bound(random: Random, vi: str) -> str | None:
    """An approximation is dropped."""
    match = _one(random, _BOUND, vi)
    return replaced(vi, match, "") if match else None


_RANKS = {
    "Thượng tướng": "Thiếu tướng", "Trung tướng": "Thiếu tướng", "Thiếu tướng": "Trung tướng",
    "Đại tá": "Thượng tá", "Thượng tá": "Đại tá", "Trung tá": "Thượng tá", "Thiếu tá": "Đại tá",
    "Phó chủ tịch": "Chủ tịch", "phó chủ tịch": "chủ tịch", "Phó giám đốc": "Giám đốc",
    "phó giám đốc": "giám đốc", "Thứ trưởng": "Bộ trưởng", "Bộ trưởng": "Thứ trưởng",
    "Giám đốc": "Phó giám đốc", "giám đốc": "phó giám đốc", "Chủ tịch": "Phó chủ tịch",
}  # fmt: skip
_RANK = re.compile(rf"(?<!\w)(?<![Tt]ổng )(?<![Pp]hó )(?:{'|'.join(_RANKS)})(?!\w)")


def rank(random: Random, vi: str) -> str | None:
    """A rank or an office becomes another of its ladder."""
    match = _one(random, _RANK, vi)
    return replaced(vi, match, _RANKS[match.group()]) if match else None


def _one(random: Random, pattern: re.Pattern[str], vi: str) -> re.Match[str] | None:
    found = list(pattern.finditer(vi))
    return random.choice(found) if found else None


POINT_MUTATIONS: Mapping[str, PointMutator] = {
    "digit": digit,
    "date": date,
    "unit": unit,
    "person": person,
    "names": names,
    "place": place,
    "rank": rank,
    "negation": negation,
    "modality": modality,
    "bound": bound,
}
