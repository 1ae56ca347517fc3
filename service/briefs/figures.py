"""The figures of a report: what was counted, how many, in what unit."""

import re
from dataclasses import replace

from service.briefs.brief import Bilingual, Figure
from service.briefs.checks import dates_vi, numbers_vi
from service.briefs.checks.pair import blank
from service.briefs.checks.quantity import Number
from service.glossary import Glossary
from service.glossary.inflection import plural

_UNIT = re.compile(
    r"\s*(?P<unit>%|phần trăm|(?:nghìn|triệu|tỷ|tỉ)?\s*(?:đồng(?! chí| bào)|USD|VND|VNĐ|EUR|euro"
    r"|đô la)"
    r"|ha(?!\w)|km2|km²|km|m3|m³|m2|m²|mét vuông|mét|m(?!\w)|kg|tấn|tạ|tuổi|năm(?! 20)|tháng(?! \d)"
    r"|ngày|giờ|phút|kWh|MW|GW|lượt người|lượt|người|hộ|ca|điểm cầu|điểm|vụ|xã|huyện|tỉnh|thôn|bản"
    r"|đồng chí|đại biểu|cán bộ|chiến sĩ|học sinh|sinh viên|công trình|dự án|mô hình|tổ chức|đơn vị"
    r"|lớp|tập thể|cá nhân|suất quà|suất|căn nhà|ngôi nhà|căn|nhà|chiếc|chuyến|lần|doanh nghiệp"
    r"|cơ sở"
    r"|địa phương|nhiệm vụ|chỉ tiêu|văn bản|ngày công|cuộc|buổi|hội viên|đảng viên|liệt sĩ|phường)",
    re.IGNORECASE,
)
# Numbers that name something instead of counting it.
_NAMES = re.compile(
    r"(?:năm|Quân khu|Sư đoàn|Trung đoàn|Lữ đoàn|Quân đoàn|Binh đoàn|số|Nghị quyết|Nghị định"
    r"|khóa|khoá"
    r"|Chỉ thị|Thông tư|Quyết định|Luật|Điều|Đoàn|giai đoạn|nhiệm kỳ|thứ|Quốc lộ|quý|Vùng|cấp|vùng"
    r"|khu|Khu|lần|đối tượng|loại|hạng|tuyến|Đồn|Bộ Tư lệnh|Tiểu đoàn|Đại đội|lô|tổ|thế kỷ|phòng"
    r"|Kết luận|Công điện|Kế hoạch|Trung ương|Hướng dẫn|Nhà máy|Bệnh viện|Hạ viện|tàu|VN|phần"
    r"|bảng)\s*$"
)
_YEARS = re.compile(r"(?:1[89]|20)\d\d\Z")
_EDGE = re.compile(r"[.;:!?\n“”\"()]|,(?!\d)|\.{3}|…| - | – ")
_MOST_WHAT = 9  # words on either side that say what is counted


def figures_in(text: str, glossary: Glossary) -> tuple[Figure, ...]:
    """The figures of `text` in order, each once; years, dates and the numbers in names are none."""
    undated = blank(text, tuple(dates_vi.extract(text)))
    figures = (_figure(undated, text, n, glossary) for n in numbers_vi.extract(undated))
    return tuple(dict.fromkeys(figure for figure in figures if figure))


def _figure(undated: str, text: str, number: Number, glossary: Glossary) -> Figure | None:
    before = undated[: number.start]
    unit = _UNIT.match(undated, number.end)
    year = _YEARS.match(number.text) and not (unit and unit["unit"].lower() != "năm")
    inside = (
        before[-1:].isalpha() or before.endswith(("-", "/")) or undated[number.end :][:1] == "/"
    )
    if number.weak or year or inside or _NAMES.search(before):
        return None
    written = unit["unit"] if unit else ""
    end = unit.end() if unit else number.end
    value = text[number.start : end] if written == "%" else text[number.start : number.end]
    what = _what(text, number.start, end, glossary)
    counted = not written and what.en and value.lower() not in ("1", "một")
    what = replace(what, en=plural(what.en)) if counted else what
    return Figure(value, written.strip(), what)


def _what(text: str, start: int, end: int, glossary: Glossary) -> Bilingual:
    """What the number counts: the words after it, or before it where a clause ends with it."""
    after = _EDGE.split(text[end : end + 120], maxsplit=1)[0].strip()
    before = _EDGE.split(text[max(0, start - 120) : start])[-1].strip()
    words = after.split()[:_MOST_WHAT] if after else before.split()[-_MOST_WHAT:]
    vi = " ".join(words)
    return Bilingual(vi, _english(before, after, glossary))


def _english(before: str, after: str, glossary: Glossary) -> str:
    """The term that follows the number, or leads up to it where a clause ends with the number.

    Empty where the glossary has none: a term farther away seldom is what was counted.
    """
    if after:
        return next((m.term.en for m in glossary.match(after) if not m.start), "")
    near = (m.term.en for m in reversed(glossary.match(before)) if len(before) - m.end < 12)
    return next(near, "")
