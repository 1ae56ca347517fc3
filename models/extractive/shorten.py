"""Making a point shorter by leaving words out, never by changing any."""

import re

from models.extractive.unit import CAPITALS

# Memberships before the office that matters: "…, Ủy viên Quân ủy Trung ương, Tư lệnh Quân khu 1".
_OFFICE = rf"(?:[{CAPITALS}]|phó|chủ|bí|trưởng|giám|thứ|bộ|tư|chính)"
_MEMBERSHIP = re.compile(
    r",\s+(?:nguyên\s+)?(?:Ủy viên|Uỷ viên|ủy viên|uỷ viên|Thành viên|thành viên|Đại biểu|đại biểu)"
    rf"\s[^,;:.]*?(?=,\s+{_OFFICE})"
)
_BRACKETS = re.compile(r"\s+\([^()]*\)")
_MANNER = re.compile(
    r",?\s+(?:theo|bằng|dưới) hình thức (?:trực tiếp|trực tuyến)"
    r"(?:\s+(?:và|kết hợp|kết hợp với|với)\s+(?:trực tiếp|trực tuyến))?"
)
_CUTS = (_MEMBERSHIP, _BRACKETS, _MANNER)


def shorten(text: str, words: int) -> str:
    """Leave out memberships, brackets and manner, in that order, until `words` syllables fit.

    What cannot be left out stays: the result may be longer than `words`.
    """
    for pattern in _CUTS:
        while len(text.split()) > words:
            text, cut = pattern.subn("", text, count=1)
            if not cut:
                break
    return text


def least(text: str) -> int:
    """Return the fewest syllables that `shorten` can bring `text` to."""
    return len(shorten(text, 0).split())
