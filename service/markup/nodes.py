"""A sentence with its inline markup as a tree, and where it stands in its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.markup.coding import CDATA, Coding
from service.markup.items import Item, balanced, edges, stretches


@dataclass(frozen=True)
class Text:
    """What a reader sees; `raw` is how the source writes it."""

    raw: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A tag without content, or one whose content stays.

    `shown`: it stands for something in the sentence, as a variable does.
    """

    raw: str
    shown: bool


@dataclass(frozen=True)
class Element:
    """A pair of inline tags and what is between them; `verbatim` is CDATA."""

    open: str
    children: tuple[Node, ...]
    close: str
    verbatim: bool = False


Node = Text | Mark | Element


@dataclass(frozen=True)
class Unit:
    """Nodes that are translated together."""

    nodes: tuple[Node, ...]
    coding: Coding


Part = str | Unit  # a string stays as it is


def parts_of(items: Sequence[Item], coding: Coding) -> Iterator[Part]:
    """A document as what stays and what is translated, in order; nothing is left out."""
    for stretch in stretches(balanced(_merged(items))):
        if any(item.role == "text" and has_letters(coding.decode(item.raw)) for item in stretch):
            yield from _unit(stretch, coding)
        else:
            yield "".join(item.raw for item in stretch)


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(map(str.isalpha, text))


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node, outer ones first."""
    for node in nodes:
        yield node
        if isinstance(node, Element):
            yield from walk(node.children)


def source_of(node: Node) -> str:
    """The node as it came."""
    if isinstance(node, Element):
        return f"{node.open}{''.join(map(source_of, node.children))}{node.close}"
    return node.raw


def _merged(items: Sequence[Item]) -> list[Item]:
    merged: list[Item] = []
    for item in items:
        if merged and item.role == merged[-1].role == "text":
            merged[-1] = Item("text", merged[-1].raw + item.raw)
        else:
            merged.append(item)
    return merged


def _unit(stretch: list[Item], coding: Coding) -> Iterator[Part]:
    """The unit of a stretch, and before and behind it its white space and the tags around all."""
    before, items, behind = _trimmed(stretch)
    yield before
    if _wrapped(items):
        yield items[0].raw
        yield from _unit(items[1:-1], CDATA if items[0].verbatim else coding)
        yield items[-1].raw
    else:
        yield Unit(tuple(_nodes(iter(items), coding)), coding)
    yield behind


def _trimmed(items: list[Item]) -> tuple[str, list[Item], str]:
    """What stands before the first word or sign, the sentence, and what stands behind it."""
    first = next(n for n, item in enumerate(items) if not _is_space(item))
    last = next(n for n in range(len(items), 0, -1) if not _is_space(items[n - 1]))
    before = "".join(item.raw for item in items[:first])
    behind = "".join(item.raw for item in items[last:])
    items = items[first:last]
    if items[0].role == "text":
        space, rest, trail = edges(items[0].raw)
        before, items = before + space, [Item("text", rest + trail), *items[1:]]
    if items[-1].role == "text":
        lead, rest, space = edges(items[-1].raw)
        behind, items = space + behind, [*items[:-1], Item("text", lead + rest)]
    return before, items, behind


def _is_space(item: Item) -> bool:
    return item.role == "hidden" or (item.role == "text" and not edges(item.raw)[1])


def _wrapped(items: list[Item]) -> bool:
    """Whether the first and the last item are a pair."""
    depth = 0
    for place, item in enumerate(items):
        depth += (item.role == "open") - (item.role == "close")
        if depth == 0:
            return item.role == "close" and place == len(items) - 1
    return False


def _nodes(items: Iterator[Item], coding: Coding, verbatim: bool = False) -> Iterator[Node]:
    """The nodes up to the next end tag, which is taken; its own pair comes as one node."""
    for item in items:
        if item.role == "text":
            yield Text(item.raw, item.raw if verbatim else coding.decode(item.raw))
        elif item.role == "open":
            yield _element(item, items, coding)
        elif item.role == "close":
            yield Mark(item.raw, shown=False)  # taken by `_element`
            return
        else:
            yield Mark(item.raw, item.role == "mark")


def _element(item: Item, items: Iterator[Item], coding: Coding) -> Node:
    *children, close = _nodes(items, coding, item.verbatim)
    assert isinstance(close, Mark)  # balanced: every open tag has its end tag
    element = Element(item.raw, tuple(children), close.raw, item.verbatim)
    seen = any(
        node.text.strip() if isinstance(node, Text) else isinstance(node, Mark) and node.shown
        for node in walk(children)
    )
    return element if seen else Mark(source_of(element), shown=False)
