"""Pages of placed lines to paragraphs: what a layout parted is put together again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from service.reading.wrapping import join_lines

_MARGIN = 0.12  # of the height of a page, above and below, where running lines stand
_NUMBER = re.compile(
    r"(?:trang|page|tr\.)?\s*[-–—(]?\s*\d{1,4}\s*(?:[/-]\s*\d{0,4})?\s*[-–—)]?", re.I
)
_PRINTED = re.compile(
    r"(?:https?|file|ﬁle)://\S+|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?"
)
_ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]*$|\./\.$")
_ITEM = re.compile(r"(?:[-–—•*+]|\d{1,2}[.)]|[a-zđ]\))\s")
_SHORT = 0.85  # of the width of a box: a line that ends before it was ended by its writer
_INDENT = 0.8  # of the size of the letters
_LARGER = 1.2  # times the usual size, for a title
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True)
class Line:
    """One printed line; places are in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float  # of most of its letters, in points


@dataclass(frozen=True)
class Page:
    """The lines of a page in boxes, as they stand together."""

    height: float
    boxes: tuple[tuple[Line, ...], ...]


def page_of(found: dict[str, Any]) -> Page:
    """A page as the parser tells it."""
    boxes = tuple(tuple(_line(*line) for line in box) for box in found["boxes"])
    return Page(found["height"], boxes)


def _line(left: float, bottom: float, right: float, top: float, text: str, size: float) -> Line:
    return Line(left, bottom, right, top, _clean(text), size)


def text_title(pages: list[Page]) -> tuple[str, list[Page]]:
    """The line or lines in the largest letters of the first page, taken out of the pages."""
    usual = _usual_size(pages)
    first, running = pages[0], _running_lines(pages)
    boxes = [box for box in first.boxes if box and not _is_running(first, box[0], running)]
    best = max(boxes, key=lambda box: max(line.size for line in box), default=())
    size = max((line.size for line in best), default=0.0)
    large = [line for line in best if line.size > 0.95 * size]
    if size < _LARGER * usual or len(large) > 4:
        return "", pages
    left = tuple(line for line in best if line not in large)
    kept = tuple(left if box is best else box for box in first.boxes)
    rest = replace(first, boxes=tuple(box for box in kept if box))
    return join_lines(line.text for line in large), [rest, *pages[1:]]


def paragraphs(pages: list[Page]) -> list[str]:
    """The paragraphs of all pages; one that goes on in the next box or page is one."""
    running = _running_lines(pages)
    found: list[list[Line]] = []
    widest = max((line.right - line.left for line in _lines(pages)), default=0.0)
    full = False  # whether the last box ended with a whole line
    for box in _boxes(pages, running):
        blocks = list(_blocks(box))
        if found and full and _goes_on(found[-1][-1], blocks[0][0]):
            found[-1] += blocks.pop(0)
        found += blocks
        alone = len(box) == 1 and box[0].right - box[0].left < _SHORT * widest  # a heading
        full = not alone and not _is_short(box[-1], box)
    return [join_lines(line.text for line in block) for block in found]


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.translate(_LIGATURES).split(" ")).strip())


def _usual_size(pages: list[Page]) -> float:
    sizes: Counter[float] = Counter()
    for line in _lines(pages):
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _lines(pages: Iterable[Page]) -> Iterator[Line]:
    for page in pages:
        for box in page.boxes:
            yield from box


def _in_margin(page: Page, line: Line) -> bool:
    return line.bottom > (1 - _MARGIN) * page.height or line.top < _MARGIN * page.height


def _running_lines(pages: list[Page]) -> frozenset[str]:
    """Heads and feet that at least half of the pages repeat, with # for their numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_masked(line) for line in _lines([page]) if _in_margin(page, line)})
    needed = max(2, len(pages) / 2)
    return frozenset(text for text, count in counts.items() if count >= needed)


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _boxes(pages: list[Page], running: frozenset[str]) -> Iterator[tuple[Line, ...]]:
    for page in pages:
        for box in page.boxes:
            kept = tuple(line for line in box if not _is_running(page, line, running))
            if kept:
                yield kept


def _is_running(page: Page, line: Line, running: frozenset[str]) -> bool:
    if not _in_margin(page, line):
        return False
    printed = _NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)
    return printed is not None or _masked(line) in running


def _blocks(box: tuple[Line, ...]) -> Iterator[list[Line]]:
    """A box cut where its writer began a paragraph: after a short line, at an indent or item."""
    block: list[Line] = []
    for line in box:
        if block and _begins(block[-1], line, box):
            yield block
            block = []
        block.append(line)
    yield block


def _begins(before: Line, line: Line, box: tuple[Line, ...]) -> bool:
    if _ITEM.match(line.text) or abs(line.size - before.size) > 0.15 * before.size:
        return True
    ended = _ENDS.search(before.text) is not None
    left = min(one.left for one in box)
    indented = line.left - left > _INDENT * line.size and before.left - left < _INDENT * line.size
    return ended and (indented or _is_short(before, box))


def _is_short(line: Line, box: tuple[Line, ...]) -> bool:
    left, right = min(one.left for one in box), max(one.right for one in box)
    return line.right - left < _SHORT * (right - left)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a paragraph goes on in the next box: no end before it, no item in it.

    A capital says nothing: every other line of an official report begins with a name.
    """
    alike = abs(line.size - before.size) <= 0.15 * before.size
    ended = _ENDS.search(before.text) is not None
    return alike and not ended and _ITEM.match(line.text) is None
