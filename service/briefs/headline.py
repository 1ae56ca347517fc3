"""The headline of a brief: the report's own, or the heart of the sentence that opens it."""

import re

from service.briefs.compose import bare, brief_titles
from service.briefs.shorten import count
from service.briefs.soundness import stands_alone
from service.glossary import Glossary
from service.reading.document import Document

MOST_WORDS = 26  # a headline of a conference holds the conference's own long name
_LEAST_WORDS = 10  # what a cut must leave, or the headline says nothing
_LOOKED_AT = 5  # clauses in which a report says what it is about
_WHEN = re.compile(
    r"^(?:(?:rạng )?(?:sáng|trưa|chiều|tối|đêm|ngày)\s+(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}"
    r"(?:\s*[/.-]\s*\d{4})?|(?:sáng|chiều|tối) (?:nay|qua))(?:\s*,\s*|\s+(?=tại\s))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^tại [^,]{3,60},\s*", re.IGNORECASE)
_HELD = re.compile(r"\b(?:tổ chức|diễn ra|khai mạc|họp|công bố|ban hành)\b", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?=(?:theo hình thức|dưới sự chủ trì|với sự tham dự|với sự tham gia|nhằm|để|do đồng chí"
    r"|trong đó|và triển khai|trên địa bàn)\s)|,\s+(?=(?:triển khai|tại|phương hướng)\s)",
    re.IGNORECASE,
)


def vietnamese_headline(document: Document, glossary: Glossary) -> str:
    """The report's title where it has one; else its opening without when, where and how."""
    if document.title.strip():
        return " ".join(document.title.split())
    text = _PLACE.sub("", _WHEN.sub("", bare(_opening(document))))
    text = text[:1].upper() + text[1:]
    if count(text) > MOST_WORDS:
        text = brief_titles(text, glossary)
    while count(text) > MOST_WORDS and (shorter := _without_tail(text)):
        text = shorter
    return _fewer_parts(text)


def _opening(document: Document) -> str:
    """The first clause that tells of a meeting, else the first that can stand alone."""
    texts = [clause.full for clause in document.clauses]
    sound = [text for text in texts if stands_alone(text)] or texts
    met = (text for text in sound[:_LOOKED_AT] if _HELD.search(text))
    return next(met, sound[0] if sound else "")


def _without_tail(text: str) -> str:
    """The text cut before its last tail that leaves enough, "" where none does."""
    heads = [text[: match.start()].rstrip(" ,") for match in _TAIL.finditer(text)]
    return next((head for head in reversed(heads) if count(head) >= _LEAST_WORDS), "")


def _fewer_parts(text: str) -> str:
    """Drop parts after commas until the headline fits, as long as it says what was held."""
    parts = text.split(", ")
    while count(", ".join(parts)) > MOST_WORDS:
        head = ", ".join(parts[:-1])
        if count(head) < _LEAST_WORDS or not _HELD.search(head):
            break
        parts.pop()
    return ", ".join(parts)
