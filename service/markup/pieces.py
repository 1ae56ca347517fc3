"""Translate between the tags where they have no certain place: nothing moves, nothing is lost."""

from collections.abc import Mapping, Sequence

from service.briefs.parts import lower_first
from service.markup.coding import CDATA, Coding
from service.markup.items import edges
from service.markup.nodes import Element, Node, Text, has_letters, walk


def piecewise(nodes: Sequence[Node], answers: Mapping[str, str], coding: Coding) -> str:
    """The unit with each of its texts translated by itself, and all else as it came."""
    found = []
    for node in nodes:
        if isinstance(node, Element):
            inner = piecewise(node.children, answers, CDATA if node.verbatim else coding)
            found.append(f"{node.open}{inner}{node.close}")
        elif isinstance(node, Text):
            found.append(_text(node, answers, coding))
        else:
            found.append(node.raw)
    return "".join(found)


def _text(node: Text, answers: Mapping[str, str], coding: Coding) -> str:
    text = _evened(node)
    made = answers.get(text, "")
    if not has_letters(text) or not made:
        return node.raw
    before, _, behind = edges(node.raw)
    made = made if text[:1].isupper() else lower_first(made)
    return f"{before}{coding.encode(made)}{behind}"


def texts_of(nodes: Sequence[Node]) -> list[str]:
    """What `piecewise` needs the translations of."""
    return [_evened(node) for node in walk(nodes) if isinstance(node, Text)]


def _evened(node: Text) -> str:
    return " ".join(node.text.split())
