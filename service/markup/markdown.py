"""Markdown: its blocks by markdown-it, its inline marks found again in the source."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from service.markup.coding import MARKDOWN
from service.markup.html import html_parts
from service.markup.items import Item
from service.markup.lexer import lex
from service.markup.nodes import Part, parts_of
from service.markup.options import MarkupOptions

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAIL = re.compile(
    r"""\((?:\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[^<>\n]*>|\([^()\n]*\)|[^()"'\\])*\)"""
    r"|\[[^\[\]]*\]",
    re.DOTALL,
)
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n[ \t]*")
_SOFT_BREAK = re.compile(r" ?\n[ \t]*")


class _Lost(Exception):
    """The source does not read as the parser has it."""


def markdown_parts(source: str, options: MarkupOptions) -> list[Part]:
    """A document as what stays and what is translated; front matter and code stay."""
    matter = _FRONT_MATTER.match(source)
    head = matter.group() if matter else ""
    lines = source[len(head) :].splitlines(keepends=True)
    parts: list[Part] = [head]
    at = Cursor(lines)
    for token in _parser().parse("".join(lines)):
        if token.map and token.type == "html_block":
            parts.append(at.up_to(token.map[0]))
            parts += html_parts(at.up_to(token.map[1]), options)
        elif token.map and token.type == "inline" and token.content.strip():
            parts += _inline(token, at)
    return [*parts, at.up_to(len(lines))]


class Cursor:
    """Walks through the lines of a source and gives what it passes."""

    def __init__(self, lines: list[str]) -> None:
        self._text = "".join(lines)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line))
        self._at = 0

    def up_to(self, line: int) -> str:
        """What is left before a line."""
        return self._take(max(self._starts[min(line, len(self._starts) - 1)], self._at))

    def past(self, rows: list[str], line: int) -> list[str] | None:
        """What stands before each of `rows`, which are passed; None, and no step, without one."""
        start, gaps = self._at, []
        for number, row in enumerate(rows):
            place = self._text.find(row, max(self._starts[line + number], self._at)) if row else -1
            if row and place < 0:
                self._at = start
                return None
            gaps.append(self._take(place) if row else "")
            self._at += len(row)
        return gaps

    def _take(self, place: int) -> str:
        passed, self._at = self._text[self._at : place], place
        return passed


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Without `text_join`, escapes and entities stay tokens of their own.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def _inline(token: "Token", at: Cursor) -> Iterator[Part]:
    """The parts of a block of text, and of what stands between it and the block before."""
    assert token.map
    gaps = at.past(token.content.split("\n"), token.map[0])
    if gaps is None:
        return  # it stays as it is
    yield gaps[0]
    try:
        items = list(_items(token, gaps))
    except _Lost:
        items = list(_rough(token.content))
    yield from parts_of(items, MARKDOWN)


def _items(token: "Token", gaps: list[str]) -> Iterator[Item]:
    source, at = token.content, 0
    links: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            shape = _HARD_BREAK if child.type == "hardbreak" else _SOFT_BREAK
            raw = _matched(shape, source, at)
            at += len(raw)
            # The gap is the end of the line and what its block puts before the next.
            space = raw.split("\n")[0] + gaps[source.count("\n", 0, at)]
            yield Item("break", space) if child.type == "hardbreak" else Item("text", " ")
            continue
        raw, item = _read(child, source, at, links)
        at += len(raw)
        if item:
            yield item
    if source[at:].strip():
        raise _Lost


def _read(child: Any, source: str, at: int, links: list[str]) -> tuple[str, Item | None]:
    """What a token is in the source at a place, and the item of it."""
    kind = child.type
    if kind == "text" and links and not links[-1]:
        return "", None  # of an autolink, which is one mark
    if kind in ("text", "text_special"):
        raw = _expected(child.markup if kind == "text_special" else child.content, source, at)
        return raw, Item("text", raw) if raw else None
    if kind == "code_inline":
        fence = re.compile(rf"(?<!`){re.escape(child.markup)}(?!`)")
        found = fence.search(source, at + len(child.markup))
        raw = source[at : found.end()] if found else ""
        return _expected(raw, source, at), Item("mark", raw)
    if kind == "html_inline":
        raw = _expected(child.content, source, at)
        return raw, _html(raw)
    if kind == "image":
        label = _label_end(source, at + 1)
        raw = source[at : label + 1] + _tail(source, label + 1)
        return raw, Item("hidden", raw)
    if kind == "link_open" and child.markup == "autolink":
        raw = source[at : source.index(">", at) + 1]
        links.append("")
        return raw, Item("mark", raw)
    return _pair(child, source, at, links)


def _pair(child: Any, source: str, at: int, links: list[str]) -> tuple[str, Item | None]:
    kind = child.type
    if kind == "link_open":
        label = _label_end(source, at)
        links.append("]" + _tail(source, label + 1))
        return _expected("[", source, at), Item("open", "[", "link")
    if kind == "link_close":
        raw = links.pop()
        return _expected(raw, source, at), Item("close", raw, "link") if raw else None
    name, _, side = kind.rpartition("_")
    if side not in ("open", "close"):
        raise _Lost
    raw = _expected(child.markup, source, at)
    return raw, Item("open" if side == "open" else "close", raw, name)


def _html(raw: str) -> Item:
    piece = next(lex(raw, html=True))
    if piece.kind in ("open", "close") and piece.name not in ("br", "img", "wbr", "hr"):
        return Item("open" if piece.kind == "open" else "close", raw, f"<{piece.name}")
    return Item("break" if piece.name in ("br", "hr") else "hidden", raw)


def _label_end(source: str, at: int) -> int:
    """Where the bracket closes that opens at `at`."""
    depth = 0
    for match in re.compile(r"\\.|`+[^`]*`+|[\[\]]", re.DOTALL).finditer(source, at):
        depth += (match.group() == "[") - (match.group() == "]")
        if depth == 0 and match.group() == "]":
            return match.start()
    raise _Lost


def _tail(source: str, at: int) -> str:
    match = _TAIL.match(source, at)
    return match.group() if match else ""


def _matched(shape: re.Pattern[str], source: str, at: int) -> str:
    match = shape.match(source, at)
    if match is None:
        raise _Lost
    return match.group()


def _expected(raw: str, source: str, at: int) -> str:
    if not source.startswith(raw, at):
        raise _Lost
    return raw


def _rough(source: str) -> Iterator[Item]:
    """Words between signs that might be markup, each by itself: nothing moves."""
    for part in re.split(r"([\\`*_\[\](){}<>!|~#\n]+)", source):
        if part:
            yield Item("text" if part[0] not in "\\`*_[](){}<>!|~#\n" else "break", part)
