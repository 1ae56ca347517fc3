"""HTML: which of its tags split text, which stand in sentences, which hold no text."""

from collections.abc import Iterator

from service.markup.coding import MARKUP
from service.markup.items import Item
from service.markup.lexer import Piece, lex
from service.markup.nodes import Part, parts_of
from service.markup.options import MarkupOptions
from service.markup.structure import Dialect, items_of, says_no

BLOCKS = frozenset(
    "address article aside base blockquote body br canvas caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html legend li link main menu meta nav noframes noscript object ol "
    "optgroup option p picture pre section select source summary table tbody td template textarea "
    "tfoot th thead title tr track ul video audio iframe embed".split()
)
_PHRASING = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label "
    "map area mark math meter nobr output progress q rp rt ruby s samp script slot small span "
    "strike strong style sub sup svg time tt u var wbr".split()
)
_VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
# Program text, and what is no text at all.
_NO_TEXT = frozenset(
    "script style template svg math canvas object video audio iframe textarea code kbd samp "
    "var".split()
)
_SHOWN = frozenset("code kbd samp var math".split())


def html_parts(source: str, options: MarkupOptions) -> list[Part]:
    """A page or a fragment as what stays and what is translated."""
    pieces = list(lex(source, html=True))
    items = list(_lines(pieces, items_of(pieces, _dialect(options))))
    return list(parts_of(items, MARKUP))


def _dialect(options: MarkupOptions) -> Dialect:
    ignored = _NO_TEXT | {name.lower() for name in options.ignore}
    splitting = {name.lower() for name in options.splitting}
    blocks = (BLOCKS | splitting) - {name.lower() for name in options.non_splitting}
    return Dialect(
        ignores=lambda piece: piece.name in ignored or says_no(piece),
        splits=lambda _, piece: piece.name in blocks,
        shows=lambda piece: _shows(piece, options),
        is_void=lambda piece: piece.name in _VOID,
        cdata=lambda piece: iter([Item("hidden", piece.raw)]),
    )


def _shows(piece: Piece, options: MarkupOptions) -> bool:
    """A tag that HTML does not know stands for something; so does text that stays."""
    known = piece.name in _PHRASING and piece.name not in options.ignore
    return not known or piece.name in _SHOWN or says_no(piece)


def _lines(pieces: list[Piece], items: list[Item]) -> Iterator[Item]:
    """In `pre`, the end of a line ends a sentence."""
    if not any(piece.name == "pre" for piece in pieces):
        yield from items
        return
    depth = 0
    for item in items:
        if item.role == "break":
            tag = item.raw.lower()
            depth += tag.startswith("<pre") - tag.startswith("</pre")
        if item.role == "text" and depth > 0:
            for line in item.raw.splitlines(keepends=True):
                text = line.rstrip("\r\n")
                yield Item("text", text)
                if line != text:
                    yield Item("break", line[len(text) :])
        else:
            yield item
