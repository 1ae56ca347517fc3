"""What a point changes of a sentence that it otherwise repeats: không and hơn lost, 7 for 9."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from service.briefs.brief import Check, Span
from service.briefs.checks.pair import Pair, finding
from service.reading.sentences import paragraphs, sentences

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_LONGEST = 300  # words of a sentence that are compared
_MOST = 3  # words that were left out or put in at one place
_BESIDE = 2  # words on either side that are the same
_LIKE = 0.6  # share of the words of the point that its sentence has
# The check, what it says, and the words of which one is gone.
_SMALL = (
    ("negation", "The point leaves out “{}”.", r"không|chưa|chẳng|đừng"),
    ("modality", "The point leaves out “{}”: it says as a fact what the source does not.",
     r"đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi|dự kiến|cần|phải|nên|sẽ|có thể"),
    ("bounds", "The point leaves out “{}”.",
     r"hơn|gần|trên|dưới|ít nhất|tối thiểu|tối đa|không quá|không dưới|khoảng"),
)  # fmt: skip
_PATTERNS = tuple(
    (name, says, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)) for name, says, words in _SMALL
)


def check(name: str, pair: Pair) -> Iterable[Check]:
    """Find the words of one kind that are gone between words that are the same."""
    says, pattern = next((says, pattern) for own, says, pattern in _PATTERNS if own == name)
    for source, point in _repeated(pair.source.text, pair.target.text):
        yield from _gone(pair, name, says, pattern, source, point)


Words = Sequence[re.Match[str]]


@lru_cache(maxsize=16)
def _repeated(source: str, target: str) -> tuple[tuple[Words, Words], ...]:
    """Each sentence of the point that has most of its words from one of the source, with that."""
    known = [(words, _keys(words)) for words in _sentences(source)]
    found = []
    for point in _sentences(target):
        keys = _keys(point)
        shared, words = max(((len(keys & have), words) for words, have in known),
                            key=lambda one: one[0], default=(0, []))  # fmt: skip
        found += [(words, point)] if keys and shared >= _LIKE * len(keys) else []
    return tuple(found)


def _gone(
    pair: Pair, name: str, says: str, pattern: re.Pattern[str], source: Words, point: Words
) -> Iterator[Check]:
    for (first, last), (start, end) in _changes(source, point):
        text = pair.source.text[source[first].start() : source[last - 1].end()]
        there = " ".join(word.group() for word in point[start:end])
        lost = pattern.search(text)
        counts = name != "bounds" or (last < len(source) and source[last].group()[0].isdigit())
        if lost and counts and not pattern.search(there):
            at = source[first].start() + lost.start(), source[first].start() + lost.end()
            where = point[max(0, start - 1)].start(), point[min(len(point), end + 1) - 1].end()
            yield finding(
                name, says.format(lost.group()), pair.source.text[slice(*at)],
                pair.target.text[slice(*where)], source_at=at, target_at=where,
            )  # fmt: skip


_MEASURES = re.compile(
    r"(?:triệu|tỷ|tỉ|nghìn|ngàn|trăm|km|m|kg|tấn|tạ|ha|m2|giờ|phút|giây|ngày|tuần|tháng|năm|usd"
    r"|đồng|h)",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"(?:(?:phó|thứ|bộ|đại|thượng|trung|thiếu|chủ|tịch|giám|đốc|trưởng|tá|tướng|úy|tổng)\s?)+",
    re.IGNORECASE,
)


def replaced(name: str, pair: Pair) -> Iterable[Check]:
    """Find a number, measure, name or rank that stands between the same words as another."""
    for source, point in _repeated(pair.source.text, pair.target.text):
        for (first, last), (start, end) in _changes(source, point, "replace", "delete", "insert"):
            here = " ".join(word.group() for word in source[first:last])
            there = " ".join(word.group() for word in point[start:end])
            if _kind(here, there) == name:
                where = _span(point, start, end)
                text = pair.target.text[slice(*where)]
                message = f"The source has “{here or 'nothing'}” where the point has “{text}”."
                at = _span(source, first, last)
                yield finding(name, message, pair.source.text[slice(*at)], text,
                              source_at=at, target_at=where)  # fmt: skip


def _kind(here: str, there: str) -> str:
    """Which check a replacement belongs to, "" where it may be another way to say the same."""
    if here and there:
        digits = [any(letter.isdigit() for letter in text) for text in (here, there)]
        numbers = all(digits) and " " not in here + there
        measures = _MEASURES.fullmatch(here) and _MEASURES.fullmatch(there)
        if numbers or measures:
            return "numbers"
        if all(word[0].isupper() for word in f"{here} {there}".split()):
            return "names"
    both = (_RANKS.fullmatch(here) or not here) and (_RANKS.fullmatch(there) or not there)
    return "ranks" if both else ""


def _span(words: Words, start: int, end: int) -> Span:
    """Where some words stand, or the word beside them where there are none."""
    if start == end:
        start, end = (start - 1, start) if start else (0, 1)
    return words[start].start(), words[end - 1].end()


def _changes(
    source: Words, point: Words, *tags: str
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The short runs of words that changed between words that are the same."""
    matcher = SequenceMatcher(
        None, [_key(word) for word in source], [_key(word) for word in point], autojunk=False
    )
    codes = matcher.get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(codes):
        if tag in (tags or ("delete", "replace")) and b - a <= _MOST and d - c <= _MOST:
            before = at == 0 or codes[at - 1][2] - codes[at - 1][1] >= _BESIDE
            # What is left out at the end is a clause that the point does without.
            last = at + 1 == len(codes) and tag != "delete"
            after = last or (at + 1 < len(codes) and codes[at + 1][2] - codes[at + 1][1] >= _BESIDE)
            if before and after and len(codes) > 1:
                yield (a, b), (c, d)


@lru_cache(maxsize=16)
def _sentences(text: str) -> list[Words]:
    spans = [span for paragraph in paragraphs(text) for span in sentences(text, paragraph)]
    return [list(_WORD.finditer(text, span.start, span.end))[:_LONGEST] for span in spans]


def _keys(words: Words) -> set[str]:
    return {_key(word) for word in words}


def _key(word: re.Match[str]) -> str:
    return word.group().lower()
