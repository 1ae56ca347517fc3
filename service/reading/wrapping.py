"""Lines that a page or a mail program cut, put together to paragraphs again."""

import re
from collections.abc import Iterable, Sequence

from service.reading.syllables import is_syllable

_WIDEST = 100  # characters of a line that a program has cut
_CUT = 0.6  # of the longest line: a shorter one was ended by its writer
_ITEM = re.compile(r"(?:[-–—•*+]|\d{1,2}[.)]|[a-zđ]\))\s")
_SOFT = "\u00ad"
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_NEXT = re.compile(r"[^\W\d_]+")


def unwrap(text: str) -> str:
    """Undo a fixed line width: paragraphs are what blank lines or short lines end."""
    lines = [line.rstrip() for line in text.splitlines()]
    longest = max(map(len, lines), default=0)
    if longest > _WIDEST or "" not in lines:
        return text
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line or _ITEM.match(line) or _ended(blocks[-1], longest):
            blocks.append([])
        if line:
            blocks[-1].append(line)
    return "\n".join(join_lines(block) for block in blocks if block)


def join_lines(lines: Iterable[str]) -> str:
    """One paragraph of its lines, words that were parted at a line end made whole."""
    whole = ""
    for line in lines:
        whole = _joined(whole, " ".join(line.split()))
    return whole


def _ended(block: Sequence[str], longest: int) -> bool:
    return bool(block) and len(block[-1]) < _CUT * longest


def _joined(before: str, line: str) -> str:
    if not before or not line:
        return before or line
    if before.endswith(_SOFT):
        return before[:-1] + line
    if re.search(r"\d-$", before) and line[0].isdigit():  # "2021-" and "2025"
        return before + line
    part, rest = _BROKEN.search(before), _NEXT.match(line)
    if part and rest and rest.group()[0].islower():
        return (before if _compound(part.group(1), rest.group()) else before[:-1]) + line
    return f"{before} {line}"


def _compound(left: str, right: str) -> bool:
    """Whether a hyphen belongs to the word: "xã-hội", but not "ngư-ời" or "nghi-ệm"."""
    return is_syllable(left) and is_syllable(right) and not is_syllable(left + right)
