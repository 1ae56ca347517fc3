"""Bounds stay bounds: over 90% is not 90%, at most 30 days not 30, thousands not hundreds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.briefs.brief import Check, Span
from service.briefs.checks.pair import Pair, before, finding
from service.briefs.checks.quantity import Number

NAME = "bounds"


@dataclass(frozen=True)
class Bound:
    """A way to limit a number: how it stands before one, what says the same, what to write."""

    vi: re.Pattern[str]
    en: re.Pattern[str]
    write: str


def _bound(vi: str, en: str, write: str) -> Bound:
    # "Upnearly 2 times" has the word, if not its space.
    return Bound(
        re.compile(rf"(?<!\w)(?:{vi})\s+$", re.IGNORECASE),
        re.compile(rf"(?:(?<!\w)(?:{en})|nearly)(?!\w)|\+", re.IGNORECASE),
        write,
    )


_OVER = (
    r"over|more|above|exceed\w*|upwards?|surpass\w*|greater|higher|beyond|top\w*|plus|past|cross\w*"
    r"|in excess|longer|older|larger|bigger|better|outnumber\w*|some|majority|most|at least|odd"
    r"|further|faster|extra|additional|pass(?:es|ed)?|per|among|outstrip\w*|overtak\w*|minimum|broke\w*|after"
)
_NEAR = (
    r"nearly|almost|close|near|about|around|approximately|approach\w*|some|roughly|just|up to|under"
    r"|virtually|practically|less|fewer|barely|not quite|short|approx\w*|an estimated|as many as"
    r"|as much as|or so|shy|neared|nears|next to|estimated|below|within"
)
_UNDER = (
    r"under|less|fewer|below|lower|younger|smaller|short|within|not (?:even|yet)|barely|up to|yet"
    r"|at most|down|maximum|cheaper|only|just|sub-\w+|before|beneath|minus|no more|mere"
)
_MOST = (
    r"maximum|max|at most|up to|no more|not more|not exceed\w*|no longer|within|under|limit\w*"
    r"|ceiling|cap(?:ped|s)?|or less|or fewer|not to exceed|below|less|fewer|never|highest"
    r"|no later|restrict\w*|over|above|beyond|more|longer|as (?:many|much|long) as|greatest|most"
)
_LEAST = (
    r"at least|minimum|no less|no fewer|not less|not fewer|or more|least|more|over|fewer|less|up"
    r"|lowest|as (?:many|much) as|above|exceed\w*|min|below|under|lower|from|upwards"
)
BOUNDS = (
    _bound(r"(?:không|chưa) (?:quá|vượt quá|vượt)|tối đa(?: là)?|nhiều nhất(?: là)?", _MOST,
           "at most"),
    _bound(r"không dưới|không ít hơn|tối thiểu(?: là)?|ít nhất(?: là)?", _LEAST, "at least"),
    _bound(r"gần|ngót|suýt soát", _NEAR, "nearly"),
    _bound(r"dưới|chưa đầy|chưa đến|chưa tới", _UNDER, "under"),
    _bound(r"trên|hơn|quá|vượt", _OVER, "over"),
)  # fmt: skip
# "on", "out of": trên thế giới; per: 40 người trên 1.000 dân.
_PLACED = re.compile(
    r"(?:ở|lên|từ|có mặt|đặt|nằm|đi|đứng|ngồi|đăng|phát|tính|bám|chạy|lưu thông|xuống|ra|vào|qua|về"
    r"|học|còn|tiếng|màn|khảo sát|nghiên cứu|thử nghiệm|dựa|\d+)\s+$",
    re.IGNORECASE,
)
# What compares two things: cao hơn 1.000 m.
_COMPARED = re.compile(
    r"(?:ít|thấp|nhỏ|kém|cao|lớn|nhiều|dài|tốt|đẹp|sớm|trẻ|già|nặng|mạnh|rẻ|đắt|xa|rộng|nhanh)\s+$",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 6, 5  # English words around a number in which its bound stands
_REACH = 80  # characters that hold them
_ANOTHER = re.compile(r"\d")
_COUNTED = r"(?:năm|thứ|lớp|tầng|khóa|quốc lộ|tỉnh lộ|kênh|VTV|cấp|điều|khoản|trang|đường|tuyến)"
_LABEL = re.compile(rf"{_COUNTED}\s+$", re.IGNORECASE)


def check(pair: Pair) -> Iterable[Check]:
    """Find bounds of numbers that are gone, then changed magnitudes, then halves."""
    for number, bound, start in _bounded(pair):
        same = pair.target.same(number)
        if same and not any(bound.en.search(_around(pair.target.text, one)) for one in same):
            said = pair.source.text[start : number.end]
            message = f"“{said}” is no exact number; the English gives one."
            at = (same[0].start, same[0].end) if len(same) == 1 else None
            yield finding(
                NAME, message, said, same[0].text if at else "", source_at=(start, number.end),
                target_at=at,
            )  # fmt: skip
    yield from _magnitudes(pair)
    yield from _halves(pair)


def _around(text: str, number: Number) -> str:
    """The words beside a number that may bound it, up to the next ones with digits."""
    lead = text[max(0, number.start - _REACH) : number.start].split()[-_BEFORE:]
    after = text[number.end : number.end + _REACH].split()[:_AFTER]
    first = next((n for n, word in enumerate(reversed(lead)) if _ANOTHER.search(word)), len(lead))
    last = next((n for n, word in enumerate(after) if _ANOTHER.search(word)), len(after))
    return " ".join((*lead[len(lead) - first :], number.text, *after[:last]))


def bound_of(said: str) -> Bound | None:
    """The bound that the quotation of a finding begins with."""
    found = re.match(r"[^\W\d_]+(?: [^\W\d_]+){0,2}?(?= \d| (?:một|hai|ba|bốn|năm|sáu|bảy|tám"
                     r"|chín|mười|nửa)(?!\w))", said)  # fmt: skip
    return next((b for b in BOUNDS if b.vi.search(f"{found.group()} ")), None) if found else None


def _bounded(pair: Pair) -> Iterator[tuple[Number, Bound, int]]:
    for number in pair.source.numbers:
        lead = before(pair.source.text, number.start)
        for bound in BOUNDS:
            match = bound.vi.search(lead)
            if match:
                other = _COMPARED if match.group().lower().startswith(("hơn", "gần")) else _PLACED
                if not other.search(lead[: match.start()]) and not number.weak:
                    yield number, bound, number.start - len(lead) + match.start()
                break


_WORDS = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6,
          "tỷ": 10**9, "tỉ": 10**9}  # fmt: skip
_SCALE = "|".join(_WORDS)
_MANY = re.compile(
    rf"(?<!\w)(?:hàng|vài|mấy|nhiều)\s+(?P<scale>(?:{_SCALE})(?:\s+(?:{_SCALE}))?)(?!\w)"
    r"(?! (?:phú|lệ|giá|trọng|suất|số|phần|chứng))",
    re.IGNORECASE,
)
_ENGLISH = (
    (10, r"dozens?|tens|scores?|decades?|[1-9]0s?|multiple|many|numerous|twenty|thirty"
         r"|countless|lots?|plenty|ten|array|\d\d|handful"),
    (100, r"hundreds?|\d00s?|dozens|scores|centur\w+|many|numerous|countless"),
    (1000, r"thousands?|\d?\d?\d,?000s?|countless|many|numerous|millennia|\dk|multitude\w*"),
    (10**6, r"millions?|\d,?000,?000s?|m|mn|countless"),
    (10**9, r"billions?|trillions?|bn|\dbn|multi-?billion|fortunes?|millions"),
)  # fmt: skip
_PLURALS = {"dozens": 10, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6,
            "billions": 10**9}  # fmt: skip


_VAGUE = re.compile(r"(?<!\w)(?:several|a few)(?!\w)(?! (?:dozen|score|ten))", re.IGNORECASE)
_SEVERAL_OF = re.compile(
    r"(?<!\w)(?P<many>dozens|tens|hundreds|thousands|millions) of "
    r"(?P<scale>thousand|million|billion|trillion)s?(?!\w)",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _magnitudes(pair: Pair) -> Iterator[Check]:
    for match in _MANY.finditer(pair.source.text):
        size = 1
        for word in match["scale"].lower().split():
            size *= _WORDS[word]
        step, forms = max((row for row in _ENGLISH if row[0] <= size), key=lambda row: row[0])
        there = _of_another(pair, size)
        said = re.search(rf"(?<![^\W\d])(?:{forms})(?!\w)", pair.target.text, re.IGNORECASE)
        if said and not there:
            continue
        there = there or _instead(pair, step)
        if step == 10 and not there:
            continue  # English has many words for a few dozen
        message = f"“{match.group()}” is missing or changed."
        yield finding(
            NAME, message, match.group(), there.group() if there else "", source_at=match.span(),
            target_at=there.span() if there else None,
        )  # fmt: skip


def _instead(pair: Pair, step: int) -> re.Match[str] | None:
    """The one other magnitude in the English."""
    found = list(re.finditer(rf"\b(?:{'|'.join(_PLURALS)})\b", pair.target.text, re.IGNORECASE))
    others = [match for match in found if _PLURALS[match.group().lower()] != step]
    vague = _VAGUE.search(pair.target.text) if step == 10 and not found else None
    return others[0] if len(others) == 1 else vague


def _of_another(pair: Pair, size: int) -> re.Match[str] | None:
    """The one "thousands of billion" of the English, where it is not what the source says."""
    found = list(_SEVERAL_OF.finditer(pair.target.text))
    sizes = [_PLURALS[m["many"].lower()] * _SCALES[m["scale"].lower()] for m in found]
    return found[0] if len(found) == 1 and size > 10**6 and sizes != [size] else None


def plural_of(said: str) -> str:
    """How English says a magnitude: "hàng nghìn" gives "thousands", "" where it takes two words."""
    words = said.lower().split()[1:]
    if len(words) != 1:
        return ""
    return next((name for name, size in _PLURALS.items() if size == _WORDS.get(words[0])), "")


def is_magnitude(word: str) -> bool:
    """Whether a word is one of the plurals that `plural_of` gives."""
    return word.lower() in _PLURALS


def is_vague(word: str) -> bool:
    """Whether it stands for too few where the source says dozens."""
    return bool(_VAGUE.fullmatch(word))


_HALF = re.compile(
    r"(?<!\w)(?<!ít )(?P<bound>quá|hơn|trên|gần)\s+(?:một )?nửa(?!\w)", re.IGNORECASE
)
_HALVES = {
    "gần": re.compile(r"\b(?:nearly|almost|close|about|around|near|just under|halfway)\b", re.I),
    "": re.compile(r"\b(?:more|over|above|majority|most|past|half a|beyond|better)\b", re.I),
}  # fmt: skip


def _halves(pair: Pair) -> Iterator[Check]:
    match = _HALF.search(pair.source.text)
    there = list(re.finditer(r"\bhalf\b", pair.target.text, re.IGNORECASE))
    if not match or not there:
        return
    near = match["bound"].lower() == "gần"
    if not _HALVES["gần" if near else ""].search(pair.target.text):
        at = there[0].span() if len(there) == 1 else None
        message = f"“{match.group()}” is not just half."
        yield finding(
            NAME, message, match.group(), there[0].group() if at else "",
            source_at=match.span(), target_at=at,
        )  # fmt: skip


def inserted(said: str, en: str, at: Span) -> tuple[Span, str] | None:
    """Where in the English a bound belongs, and what stands there then; None where unclear.

    "On 90%" becomes "Over 90%", "30 days" "At most 30 days".
    """
    half = _HALF.fullmatch(said)
    bound = None if half else bound_of(said)
    if not half and bound is None:
        return None
    write = bound.write if bound else "nearly" if said.lower().startswith("gần") else "more than"
    money = re.search(r"(?:VND|US\$|USD|\$|€)\s?$", en[: at[0]])
    start = money.start() if money else at[0]
    wrong = re.search(r"(?<!\w)on\s$", en[:start], re.IGNORECASE) if write == "over" else None
    begin = wrong.start() if wrong else start
    if re.search(
        r"(?<!\w)(?:the|these|those|this|every|each|first|last|next)\s$", en[:begin], re.I
    ):
        return None
    opens = not en[:begin].strip()
    words = write[:1].upper() + write[1:] if opens else write
    rest = en[start : at[1]]
    rest = rest[:1].lower() + rest[1:] if opens and rest[:1].isalpha() and half else rest
    return (begin, at[1]), f"{words} {rest}"
