"""Find the names of people in Vietnamese text: a family name, then the rest in capitals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from models.once import once
from service.glossary import load_glossary
from service.glossary.syllables import syllable_key, tokens

# Capitals and small letters take turns from Ạ on, so they cannot be named as a range.
UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(
    c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper()
)
_SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]+"
_RUN = re.compile(
    rf"(?<![\w\-]){_SYLLABLE}(?:[ \u00a0]{_SYLLABLE}){{1,5}}(?:[ \u00a0][{UPPER}](?=\W))?(?!\w)"
)
# What makes a run of capitals a place, a street, a body or a slogan instead of a person.
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|xã|phường|thôn|bản|ấp|làng|đường"
    r"|phố|cầu|sông|núi|hồ|đảo|trường|THPT|THCS|tiểu học|đại học|học viện|bệnh viện|sân bay|cảng"
    r"|công ty|tập đoàn|ngân hàng|quảng trường|công viên|đền|chùa|tượng đài|tư tưởng|TNCS"
    r"|chiến dịch|đội|giải thưởng|khu di tích|đồn|cửa khẩu|ga|chợ|đèo|sân vận động|nhà máy|dự án"
    r"|CSGT|lăng|cộng sản|bảo tàng|khu vực|miền|vùng|mang tên|tàu|xóm|khu phố|tổ dân phố|cung|rạp"
    r"|hãng|phim|báo|tạp chí|khu công nghiệp|nhà hát|thung lũng|biển|vịnh|quần đảo|tuyến)\s+$",
    re.IGNORECASE,
)
# Two syllables are a person only after a word that people have before their names.
_BEFORE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|thầy|đồng chí|đ/c|tướng|tá|úy|uý|sĩ|trưởng|phó|nước"
    r"|thư|tịch|đốc|ủy|uỷ|lệnh|viên|thứ trưởng|GS|TS|PGS|ThS|Dr|diễn|nhân|sinh|tên|là|và|với|gái)"
    r"[\s.,]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """The name of a person at [start, end)."""

    start: int
    end: int
    text: str


@once
def family_names() -> frozenset[str]:
    """The family names of Vietnam, as keys of syllables."""
    text = files("service.glossary").joinpath("data/family_names.txt").read_text(encoding="utf-8")
    return frozenset(syllable_key(name) for name in text.split())


@once
def district_names() -> frozenset[str]:
    """The districts, towns and provincial cities of before July 2025, as keys of syllables."""
    text = files("service.glossary").joinpath("data/districts.txt").read_text(encoding="utf-8")
    return frozenset(_key(tokens_of(line)) for line in text.splitlines())


def tokens_of(text: str) -> list[str]:
    """The syllables of a name."""
    return [token.text for token in tokens(text)]


def person_names(text: str) -> list[Name]:
    """The names of people in `text`; bodies, places and streets with such names are left out."""
    return [name for run in _RUN.finditer(text) for name in _names(text, run)]


def starts_like_a_name(syllables: Iterable[str]) -> bool:
    """Whether the first of these syllables is a family name and they are no known place or body."""
    words = list(syllables)
    return len(words) > 1 and syllable_key(words[0]) in family_names() and not _known(words)


def _names(text: str, run: re.Match[str]) -> list[Name]:
    """The person in a run of capitals: it may begin with a place or a title, as "Bộ trưởng"."""
    words = list(re.finditer(r"[^\W_]+", run.group()))
    first = _after_place([word.group() for word in words])
    for at, word in enumerate(words[first:-1], start=first):
        syllables = [w.group() for w in words[at:]]
        if starts_like_a_name(syllables):
            name = Name(
                run.start() + word.start(), run.end(), text[run.start() + word.start() : run.end()]
            )
            return [name] if _fits(text, name, len(syllables)) else []
    return []


def _fits(text: str, name: Name, size: int) -> bool:
    before = text[max(0, name.start - 24) : name.start]
    if _NOT_BEFORE.search(before) or size > 5:
        return False
    return size > 2 or bool(_BEFORE.search(before))


def _after_place(words: list[str]) -> int:
    """How many syllables at the start are a known place: "Bắc Kạn Hoàng Thu Trang" gives 2."""
    for size in range(min(4, len(words) - 2), 0, -1):
        term = load_glossary().find(" ".join(words[:size]))
        if size > 1 and term is not None and term.kind == "place":
            return size
    return 0


def _known(words: list[str]) -> bool:
    """Whether a run of capitals is a term of the glossary or a district, and so no person."""
    term = load_glossary().find(" ".join(words)) or load_glossary().find(" ".join(words[:2]))
    place = term is not None and term.kind != "rank"
    return place or (len(words) == 2 and _key(words) in district_names())


def _key(words: Iterable[str]) -> str:
    return " ".join(syllable_key(word) for word in words)
