"""Put the inline tags of a sentence around the words of its translation that they belong to.

Every element is looked for by what its own content was translated to, else by what the texts
around it leave over; every variable by the sign that stood for it. Where one has no place, the
caller translates between the tags instead, which reads worse but moves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.markup.coding import CDATA, Coding
from service.markup.matching import best_span, leftover_span, words
from service.markup.nodes import Element, Mark, Node, Text, has_letters, walk


class NotPlaced(Exception):
    """A tag has no certain place in the translation."""


@dataclass(frozen=True)
class Shown:
    """How nodes look in a sentence that is to be translated: marks as signs, `[71]`."""

    signs: Mapping[int, str]  # id of a mark → its sign

    def text(self, nodes: Sequence[Node]) -> str:
        """The sentence, its white space evened."""
        return " ".join("".join(self._pieces(nodes)).split())

    def _pieces(self, nodes: Sequence[Node]) -> list[str]:
        found: list[str] = []
        for node in nodes:
            if isinstance(node, Text):
                found.append(node.text)
            elif isinstance(node, Element):
                found += self._pieces(node.children)
            elif node.shown:
                found.append(self.signs[id(node)])
        return found


def shown(nodes: Sequence[Node]) -> Shown:
    """Give each mark a sign whose number the sentence has nowhere else."""
    text = "".join(node.text for node in walk(nodes) if isinstance(node, Text))
    free = (n for n in range(71, 100_000) if str(n) not in text)
    marks = [node for node in walk(nodes) if isinstance(node, Mark) and node.shown]
    return Shown({id(mark): f"[{number}]" for mark, number in zip(marks, free, strict=False)})


@dataclass(frozen=True)
class Placer:
    """Places the nodes of one unit in one translation of it."""

    sentence: str  # the translation
    shown: Shown
    answers: Mapping[str, str]  # what parts of the unit were translated to by themselves
    coding: Coding

    def render(self, nodes: Sequence[Node]) -> str:
        """The translation with its tags. Raises `NotPlaced`."""
        for sign in self.shown.signs.values():
            if self.sentence.count(sign) != 1:
                raise NotPlaced
        return self._render(nodes, 0, len(self.sentence), self.coding)

    def _render(self, nodes: Sequence[Node], start: int, end: int, coding: Coding) -> str:
        spans = self._spans(nodes, start, end)
        order = sorted(spans, key=lambda n: (*spans[n], n))
        found, at = [], start
        for number in order:
            first, last = spans[number]
            found.append(coding.encode(self.sentence[at:first]))
            found.append(self._node(nodes[number], first, last, coding))
            at = last
        return "".join([*found, coding.encode(self.sentence[at:end])])

    def _node(self, node: Node, start: int, end: int, coding: Coding) -> str:
        if isinstance(node, Element):
            coding = CDATA if node.verbatim else coding
            inner = self._render(node.children, start, end, coding)
            return f"{node.open}{inner}{node.close}"
        return node.raw

    def _spans(self, nodes: Sequence[Node], start: int, end: int) -> dict[int, tuple[int, int]]:
        """Where each node but text goes, in [start, end) of the translation; none overlap."""
        spans: dict[int, tuple[int, int]] = {}
        for number, node in enumerate(nodes):
            if isinstance(node, Mark) and node.shown:
                place = self.sentence.find(sign := self.shown.signs[id(node)], start, end)
                if place < 0:
                    raise NotPlaced
                spans[number] = (place, place + len(sign))
        # Long parts first: short ones are found in more than one place.
        elements = [n for n, node in enumerate(nodes) if isinstance(node, Element)]
        elements.sort(key=lambda n: -len(self.shown.text([nodes[n]])))
        for number in elements:
            spans[number] = self._element(nodes, number, start, end, spans)
        self._hidden(nodes, start, end, spans)
        return spans

    def _element(
        self,
        nodes: Sequence[Node],
        number: int,
        start: int,
        end: int,
        taken: Mapping[int, tuple[int, int]],
    ) -> tuple[int, int]:
        inner = self.shown.text([nodes[number]])
        gaps = _gaps(start, end, taken.values())
        found = self._likeliest(nodes, number, inner, gaps)
        if found is None:
            raise NotPlaced
        return self._with_marks(found, inner, end)

    def _likeliest(
        self, nodes: Sequence[Node], number: int, inner: str, gaps: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        before = len(self.shown.text(nodes[:number]))
        place = (before + len(inner) / 2) / max(len(self.shown.text(nodes)), 1)
        free = [
            word
            for gap, (first, last) in enumerate(gaps)
            for word in words(self.sentence, first, last, gap)
        ]
        found = best_span([self.answers.get(inner, ""), inner], free, place)
        found = found or self._literal(inner, gaps)
        if found or not words(inner):
            return found
        rest = [node for n, node in enumerate(nodes) if n != number]
        around = [self.shown.text([node]) for node in walk(rest) if isinstance(node, Text)]
        others = [self.answers.get(text, text) for text in around]
        return leftover_span(others, free, place)

    def _literal(self, inner: str, gaps: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """Where the content stands as it is, if in one place: a dash, a star."""
        found = [
            (place, place + len(inner))
            for first, last in gaps
            if (place := self.sentence.find(inner, first, last)) >= 0
        ]
        return found[0] if len(found) == 1 and self.sentence.count(inner) == 1 else None

    def _with_marks(self, span: tuple[int, int], inner: str, limit: int) -> tuple[int, int]:
        """The span with the marks of punctuation that the source has inside the tags."""
        first, last = span
        if inner[:1] in "“\"'(" and self.sentence[first - 1 : first] == inner[:1]:
            first -= 1
        tail = inner[len(inner.rstrip(".,;:!?…”\"')")) :]
        for mark in tail:
            if last < limit and self.sentence[last] == mark:
                last += 1
        return first, last

    def _hidden(
        self, nodes: Sequence[Node], start: int, end: int, spans: dict[int, tuple[int, int]]
    ) -> None:
        """Tags that stand for nothing go beside what they stand beside."""
        total = max(len(self.shown.text(nodes)), 1)
        for number, node in enumerate(nodes):
            if isinstance(node, Mark) and not node.shown:
                share = len(self.shown.text(nodes[:number])) / total
                point = self._beside(number, len(nodes), start, end, spans)
                if point is None:
                    point = self._point(start, end, share, spans)
                spans[number] = (point, point)

    def _beside(
        self, number: int, count: int, start: int, end: int, spans: Mapping[int, tuple[int, int]]
    ) -> int | None:
        if number == 0:
            return start
        if number - 1 in spans:
            return spans[number - 1][1]
        if number + 1 in spans:
            return spans[number + 1][0]
        return end if number == count - 1 else None

    def _point(
        self, start: int, end: int, share: float, spans: Mapping[int, tuple[int, int]]
    ) -> int:
        """The end of the word nearest to a share of the sentence, outside of all spans."""
        wanted = start + share * (end - start)
        places = [start, end, *(word.end for word in words(self.sentence, start, end))]
        free = [p for p in places if not any(a < p < b for a, b in spans.values())]
        return min(free, key=lambda p: abs(p - wanted))


def _gaps(start: int, end: int, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = sorted(taken)
    edges = [start, *(edge for span in spans for edge in span), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def parts_to_ask(nodes: Sequence[Node], look: Shown) -> list[str]:
    """What must be translated by itself: the content of each element, and each text."""
    asked = [look.text([n]) for n in walk(nodes) if isinstance(n, Element)]
    asked += [look.text([n]) for n in walk(nodes) if isinstance(n, Text)]
    return [text for text in dict.fromkeys(asked) if has_letters(text)]
