"""Codes made of letters and digits: VN54, S1H, QL3, Covid-19, 45/2024/QĐ-BQP."""

import re

from service.glossary.syllables import without_diacritics

_CODE = re.compile(r"(?<!\w)[^\W\d_]{1,6}(?:-[^\W\d_]{1,4})?-?\d{1,4}[^\W\d_]{0,2}(?!\w)")
_PANDEMIC = {"covid19", "sarscov2"}
_SCALED = re.compile(
    r"(?:VND|USD|EUR|JPY|GBP|CNY)\d|\d(?:km|kg|m|ha|h|am|pm|bn|mn|k|st|nd|rd|th)$", re.I
)


def codes(text: str) -> dict[str, str]:
    """Each code as it compares, to how it is written; words with a footnote mark are none."""
    found = (m.group() for m in _CODE.finditer(text))
    return {
        re.sub(r"\W", "", without_diacritics(code).lower()): code
        for code in found
        if not _SCALED.search(code) and (code.upper() == code or "-" in code)
    }


def changed(source: str, target: str) -> list[str]:
    """The codes of the target whose number the source has nowhere."""
    return [
        code
        for key, code in codes(target).items()
        if key not in _PANDEMIC and not _digits(code) <= _digits(source)
    ]


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))
