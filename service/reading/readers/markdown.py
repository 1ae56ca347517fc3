"""Markdown to the text it shows."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.reading.article import Article
from service.reading.days import day_of
from service.reading.file import File

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKS = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"\*\*[^\s*][^*\n]*\*\*|__[^\s_][^_\n]*__"),
    re.compile(r"!?\[[^\]\n]+\]\((?:https?://|/|#|\.)[^)\s]*\)"),
    re.compile(r"^(?:```|~~~)", re.M),
    re.compile(r"^> \S", re.M),
    re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+", re.M),
)
_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.S)
_SHOWN = ("text", "code_inline")


def looks_like_markdown(head: str) -> bool:
    """Whether a text bears two kinds of marks, or begins with a heading or front matter."""
    start = head.lstrip("\ufeff \r\n")
    if re.match(r"#{1,6} \S", start) or _MATTER.match(start):
        return True
    return sum(mark.search(head) is not None for mark in _MARKS) > 1


def read(file: File) -> Iterator[Article]:
    """One article: blocks become lines, and the first heading of all is its title."""
    from markdown_it import MarkdownIt

    text, encoding = file.text()
    matter, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    lines = list(_lines(tokens))
    title = matter.get("title", "")
    if lines and lines[0][0] == "h1":
        title, lines = title or lines[0][1], lines[1:]
    yield Article(
        text="\n".join(line for _, line in lines),
        title=title,
        published=day_of(matter.get("date", "")),
        url=matter.get("url", ""),
        encoding=encoding,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The `name: value` lines between two lines of dashes, and what follows them."""
    match = _MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match.group(1).splitlines())
    matter = {name.strip().lower(): value.strip().strip("\"'") for name, _, value in pairs}
    return matter, text[match.end() :]


def _lines(tokens: "list[Token]") -> Iterator[tuple[str, str]]:
    """(tag of the block, its text) of every block; what HTML blocks show is kept."""
    from service.reading.html import visible_text

    for number, token in enumerate(tokens):
        if token.type == "inline":
            for line in _shown(token).splitlines():
                yield tokens[number - 1].tag, line
        elif token.type in ("fence", "code_block"):
            for line in filter(None, map(str.strip, token.content.splitlines())):
                yield "code", line
        elif token.type == "html_block":
            for line in visible_text(token.content).splitlines():
                yield "html", line


def _shown(token: "Token") -> str:
    """The text of a paragraph: a line end in it is a space, a forced one starts a new line."""
    pieces = []
    for child in token.children or ():
        if child.type in _SHOWN:
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" " if child.type == "softbreak" else "\n")
    return "".join(pieces).strip()
