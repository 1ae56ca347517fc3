"""Tells clauses that can stand in a brief from captions, credits and torn quotations."""

import re

_CREDIT = re.compile(
    r"\b(?:ảnh|nguồn ảnh|ảnh minh (?:họa|hoạ)|video|clip|đồ (?:họa|hoạ)|nguồn)\s*:"
    r"|^(?:video|clip)\s",
    re.IGNORECASE,
)
_POSED = re.compile(
    r"\((?:(?:ngoài cùng|thứ \w+|hàng \w+|bên|đứng|ngồi),?\s*)*(?:phải|trái|giữa|từ trái|từ phải)"
    r"[^()]*\)"
    r"|\b(?:trong ảnh|toàn cảnh (?:hội nghị|buổi|lễ)|quang cảnh (?:hội nghị|buổi|lễ))\b",
    re.IGNORECASE,
)


def stands_alone(text: str) -> bool:
    """Whether `text` is neither a caption nor half a quotation."""
    return not (_CREDIT.search(text) or _POSED.search(text)) and _quotes_closed(text)


def _quotes_closed(text: str) -> bool:
    straight = text.count('"') % 2 == 0
    curly = text.count("“") == text.count("”")
    return straight and curly and not text.startswith(("”", '" '))
