"""Where paragraphs and sentences begin and end in Vietnamese news and reports.

Own rules: on the example and 50 articles (870 sentences) they agree with nupunkt 0.8 on all but
21 ends; what differs are detached quotation marks, attributions and missing spaces, and these
rules know TP., GS.TS, v.v., bullets and "./." without training.
"""

import re

from service.reading.document import Span
from service.reading.lexicon import terms

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = " \t\u00a0\u200b\ufeff"

_TERMINATORS = re.compile(r"(?:\./\.|\.{2,}|…|[.!?]+)[\"'”’»)\]]*")
_OPENERS = "\"'“‘«([-–—•*+"
_BULLET = re.compile(r"(?:[-–—•*+]|\d{1,2}[.)]|[a-zđ]\))\s+\S", re.I)

_LONGEST = 60  # characters of a word before a full stop


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The lines of `text` from `start` that say something, without the blanks around them."""
    found = []
    for match in _PARAGRAPH.finditer(text, start):
        span = _trim(text, match.start(), match.end())
        if any(char.isalnum() for char in text[span.start : span.end]):
            found.append(span)
    return found


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, in order; together they hold all its words."""
    spans, start = [], paragraph.start
    for match in _TERMINATORS.finditer(text, paragraph.start, paragraph.end):
        if match.start() >= start and _ends(text, start, match, paragraph.end):
            spans.append(_trim(text, start, match.end()))
            start = match.end()
    last = _trim(text, start, paragraph.end)
    bare = (_without_bullet(text, span) for span in [*spans, last])
    return [span for span in bare if _says_something(text, span)]


def _ends(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    after = text[match.end() : limit]
    if not after.strip():
        return True
    mark = match.group()
    following = after.lstrip()
    if after[0] not in " \t\u00a0" and not _glued(text, match, following):
        return False
    if not _opens(following, after) or (
        mark == "." and _abbreviates(text, start, match, following)
    ):
        return False
    quoted = mark[-1] in '"”’»' and following[0] in "-–—"  # ..." - Thùy Trang chia sẻ
    return not quoted and not (mark.startswith(("..", "…")) and following[0].islower())


def _glued(text: str, match: re.Match[str], following: str) -> bool:
    """A missing space after a full stop: "nhiệm vụ.Trong năm", but not "GS.TS" or "U.S.A"."""
    before = re.search(r"[^\W\d_]*$", text[max(0, match.start() - 12) : match.start()])
    word = before.group() if before else ""
    opens = re.match(r"[^\W\d_]{2,}[\s,]", following)
    return len(word) > 1 and word.islower() and opens is not None and opens.group().istitle()


def _opens(following: str, after: str) -> bool:
    """Whether what follows can begin a sentence."""
    first = following.lstrip(_OPENERS + " ")[:1]
    if not first:
        return True
    return first.isupper() or first.isdigit() or _BULLET.match(following) is not None


def _abbreviates(text: str, start: int, match: re.Match[str], following: str) -> bool:
    # The last word alone: in an endless sentence, all before it was looked through at each stop.
    near = max(start, match.start() - _LONGEST)
    word = re.search(r"[^\s(\"'“,;]*$", text[near : match.start()])
    last = word.group() if word else ""
    if last.lower() == "v.v" or last.lower().endswith("v.v"):
        return not following[:1].isupper()
    if last.isdigit():
        return len(last) <= 2 and not text[start : match.start() - len(last)].strip(_OPENERS + " ")
    single = len(last) == 1 and last.isalpha() and last.isupper()
    initials = re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", last) is not None and last[0].isupper()
    return (
        single or initials or (last.lower() in terms("stop_abbreviations") and last.lower() != last)
    )


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in _BLANK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _BLANK):
        end -= 1
    return Span(start, end)


def _without_bullet(text: str, span: Span) -> Span:
    match = _BULLET.match(text, span.start, span.end)
    return Span(match.end() - 1, span.end) if match else span


def _says_something(text: str, span: Span) -> bool:
    return any(char.isalnum() for char in text[span.start : span.end])
