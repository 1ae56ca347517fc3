"""Says for the model what it tends to misread: the same sentence in words of one meaning.

Only the input of the model changes; what it writes is checked against the sentence as it was.
"""

import re
from functools import partial

_PARTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
          "chín": 9, "mười": 10}  # fmt: skip
_FRACTION = re.compile(
    rf"(?<!\w)(?P<top>{'|'.join(_PARTS)}) phần (?P<bottom>{'|'.join(_PARTS)})(?!\w)", re.IGNORECASE
)
_RULES = (
    # "trên" is also "on": more than is always "hơn".
    (r"(?<!\w)trên (?=\d[\d.,]*\s?(?:%|nghìn|triệu|tỷ|tỉ|người|ha|km|tấn|hộ|xã|đại biểu))",
     "hơn "),
    (r"(?<!\w)quá (?:một )?nửa(?!\w)", "hơn một nửa"),
    # By means of an identity card; "bằng chứng" is evidence.
    (r"(?<!\w)bằng (?=chứng minh (?:thư|nhân dân))", "với "),
    # What was found, not "investigating".
    (r"(?:^|(?<=[.;:] ))(?:qua )?điều tra (?:xác định|làm rõ),? ", "kết quả điều tra cho thấy "),
    # A time of day; "17 giờ" is also how long something takes.
    (r"(?<![\w.,/:])(?P<hour>\d|1\d|2[0-4])\s?(?:h|giờ)(?= (?:đêm |cùng |ngày )+\d)",
     r"\g<hour>:00"),
    (r"(?<!\w)nguyên (?=(?:Phó )?(?:Chủ tịch|Tổng Bí thư|Bí thư|Thủ tướng|Bộ trưởng))",
     "cựu "),
    # The first months of a year, not a day in May.
    (r"(?<!ngày )(?<!mùng )(?<!mồng )(?<![\d/])(?P<months>[2-9]|1[01]) tháng năm "
     r"(?=(?:19|20)\d\d(?!\d))", r"\g<months> tháng đầu năm "),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in _RULES)


def clearer(text: str) -> str:
    """The sentence as a model reads it best."""
    for pattern, new in _COMPILED:
        text = pattern.sub(partial(_replaced, new), text)
    return _FRACTION.sub(_digits, text)


def _replaced(new: str, match: re.Match[str]) -> str:
    text = match.expand(new)
    return text[:1].upper() + text[1:] if match.group()[:1].isupper() else text


def _digits(match: re.Match[str]) -> str:
    top, bottom = (_PARTS[match[name].lower()] for name in ("top", "bottom"))
    return f"{top}/{bottom}" if top < bottom else match.group()
