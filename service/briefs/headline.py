"""The headline of a brief: the report's own, or the heart of its first sentence."""

import re

from service.briefs.compose import bare
from service.briefs.shorten import count
from service.reading.document import Document

MOST_WORDS = 26  # a headline of a conference holds the conference's own long name
_WHEN = re.compile(
    r"^(?:(?:rạng )?(?:sáng|trưa|chiều|tối|đêm|ngày)\s+(?:ngày\s+)?\d{1,2}\s*[/-]\s*\d{1,2}"
    r"(?:\s*[/-]\s*\d{4})?|(?:sáng|chiều|tối) (?:nay|qua))\s*,\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^tại [^,]{3,60},\s*", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?=(?:theo hình thức|dưới sự chủ trì|với sự tham dự|với sự tham gia|nhằm|để|do đồng chí"
    r"|trong đó|và triển khai|triển khai|tại)\s)",
    re.IGNORECASE,
)


def vietnamese_headline(document: Document) -> str:
    """The report's title where it has one; else its first clause without when and how."""
    if document.title.strip():
        return " ".join(document.title.split())
    if not document.clauses:
        return ""
    text = _PLACE.sub("", _WHEN.sub("", bare(document.clauses[0].full)))
    text = text[:1].upper() + text[1:]
    while count(text) > MOST_WORDS and (tails := list(_TAIL.finditer(text))):
        text = text[: tails[-1].start()].rstrip(" ,")
    if count(text) > MOST_WORDS and "," in text:
        text = _fewer_parts(text)
    return text


def _fewer_parts(text: str) -> str:
    """Drop parts after commas until the headline fits; the first part always stays."""
    parts = text.split(", ")
    while len(parts) > 1 and count(", ".join(parts)) > MOST_WORDS:
        parts.pop()
    return ", ".join(parts)
