"""What stands before an office arrives: former, acting, late; and the degree of a doctor."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "ranks"
_OFFICES = (
    r"(?:phó )?(?:chủ tịch|tổng bí thư|bí thư|thủ tướng|tổng thống|bộ trưởng|thứ trưởng|giám đốc"
    r"|tổng giám đốc|tư lệnh|chính ủy|trưởng|cục trưởng|vụ trưởng|đại sứ|ngoại trưởng|thống đốc"
    r"|chánh án|viện trưởng|hiệu trưởng|ủy viên|đại biểu|chủ nhiệm|tổng tham mưu trưởng)"
)
_FORMER = (
    r"former\w*|ex-?|previous\w*|then|one-?time|retired|past|late|old|predecessor|served|was|once"
    r"|formerly|erstwhile|ousted|ex"
)
_PREFIXES = (
    (rf"(?<!\w)(?:nguyên|cựu) (?={_OFFICES})", _FORMER, "former"),
    (rf"(?<!\w)(?<!đặc )(?<!chính )(?<!thẩm )(?<!có )quyền (?={_OFFICES})(?-i:(?=[A-ZĐỦ]))",
     r"acting|interim|caretaker|provisional|temporary|ad interim", "Acting"),
    (rf"(?<!\w)cố (?={_OFFICES}|nghệ sĩ|nhạc sĩ|nhà thơ|nhà văn)",
     r"late|deceased|died|former|death|memory|dead|legendary", "late"),
    (r"(?<!\w)(?:bác sĩ|bác sỹ|tiến sĩ|tiến sỹ)(?= (?-i:[A-ZĐ]\w+ [A-ZĐ]))",
     r"dr|doctors?|ph\.?d|surgeons?|physicians?|doctorate|professors?|scholars?|scientists?"
     r"|researchers?|specialists?|experts?|he|she|his|her|prof", ""),
)  # fmt: skip
_COMPILED = tuple(
    (re.compile(vi, re.IGNORECASE), re.compile(rf"(?<!\w)(?:{en})(?!\w)", re.IGNORECASE), write)
    for vi, en, write in _PREFIXES
)


def check(pair: Pair) -> Iterable[Check]:
    """Find words before offices that no word of the English keeps."""
    for vi, en, _ in _COMPILED:
        said = vi.search(pair.source.text)
        if said and not en.search(pair.target.text):
            message = f"“{said.group().strip()}” is lost before the office or name."
            yield finding(NAME, message, said.group().strip(), source_at=said.span())


def english_of(said: str) -> str:
    """What English writes for a prefix, "" where it is more than a word before the office."""
    words = {"nguyên": "former", "cựu": "former", "quyền": "Acting", "cố": "late"}
    return words.get(said.lower(), "")
