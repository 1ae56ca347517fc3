"""Circumstances that translations are prone to add: each must have its word in the source."""

import re
from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding

NAME = "coverage"

# English that says more than its sentence, and the Vietnamese that would have said it.
_CLAIMS = tuple(
    (re.compile(english, re.IGNORECASE), re.compile(vietnamese, re.IGNORECASE))
    for english, vietnamese in (
        (r"\bin[- ]person\b", r"trực tiếp|đích thân|tận nơi|gặp mặt"),
        (
            r"\b(?:online|virtual(?:ly)?|by video|videoconference)\b",
            r"trực tuyến|online|mạng|điểm cầu|cầu truyền hình|internet|web|ảo|từ xa|website",
        ),
        (r"\bresolution no\b", r"nghị quyết|NQ"),
        (r"\bdirective no\b", r"chỉ thị|CT"),
        (r"\bdecree no\b", r"nghị định|NĐ"),
        (r"\bunanimous(?:ly)?\b", r"nhất trí|thống nhất|đồng thuận|100\s?%|đồng lòng"),
    )
)


def check(pair: Pair) -> Iterable[Check]:
    """Look for each claim's word in the source."""
    for english, vietnamese in _CLAIMS:
        claim = english.search(pair.target.text)
        if claim and not vietnamese.search(pair.source.text):
            message = f"“{claim.group()}” is not in the source."
            yield finding(NAME, message, "", claim.group())
