"""XML: well formed or refused; what splits its text is told, or found out by its structure."""

import re
from collections.abc import Iterator, Sequence
from html import entities

from service.markup.coding import MARKUP
from service.markup.html import html_parts
from service.markup.items import Item
from service.markup.lexer import Piece, lex
from service.markup.nodes import Part, parts_of
from service.markup.options import BadMarkup, MarkupOptions
from service.markup.structure import Dialect, items_of, says_no

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*>")
_PREFIX = re.compile(r"[<\s]/?([A-Za-z_][\w.-]*):[A-Za-z_]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_TAG = re.compile(r"<[A-Za-z/!]")


def xml_parts(source: str, options: MarkupOptions) -> list[Part]:
    """A document, or a fragment with any number of roots; raises `BadMarkup` where not well formed.

    HTML in a CDATA section, as feeds have it, is read as HTML.
    """
    check(source)
    pieces = list(lex(source, html=False))
    splits = _splitting(pieces, options)
    dialect = Dialect(
        ignores=lambda piece: piece.name in options.ignore or says_no(piece),
        splits=lambda at, _: splits[at],
        shows=lambda _: True,
        is_void=lambda _: False,
        cdata=_cdata,
    )
    parts: list[Part] = []
    for run in _runs(items_of(pieces, dialect)):
        page = _page(run[0])
        parts += _html_section(page, options) if page else parts_of(run, MARKUP)
    return parts


def check(source: str) -> None:
    """Raise `BadMarkup` where a parser would stop. Nothing is fetched and no entity expanded."""
    from lxml import etree

    body = _ENTITY.sub(_known, _DOCTYPE.sub("", _DECLARATION.sub("", source), count=1))
    if "<!DOCTYPE" in body:
        raise BadMarkup("The XML declares entities or elements of its own, which is not read here.")
    prefixes = sorted(set(_PREFIX.findall(body)) - {"xml", "xmlns"})
    names = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in prefixes)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        etree.fromstring(f"<root {names}>{body}</root>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise BadMarkup(f"The XML is not well formed: {reason}.") from None


def _known(entity: re.Match[str]) -> str:
    """The names of HTML are known without a declaration, as writers of XML expect."""
    kept = entity[1] in ("amp", "lt", "gt", "quot", "apos")
    return entity.group() if kept or f"{entity[1]};" not in entities.html5 else " "


def _cdata(piece: Piece) -> Iterator[Item]:
    if _TAG.search(piece.text):
        yield Item("break", piece.raw, "cdata")
    else:
        yield Item("open", "<![CDATA[", "cdata", verbatim=True)
        yield Item("text", piece.text)
        yield Item("close", "]]>", "cdata")


def _page(item: Item) -> str:
    """The HTML in a section of it."""
    inside = item.role == "break" and item.name == "cdata"
    return item.raw.removeprefix("<![CDATA[").removesuffix("]]>") if inside else ""


def _html_section(page: str, options: MarkupOptions) -> list[Part]:
    return ["<![CDATA[", *html_parts(page, options), "]]>"]


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Sections of HTML alone, and what is between them."""
    run: list[Item] = []
    for item in items:
        if _page(item):
            yield from [run] if run else []
            yield [item]
            run = []
        else:
            run.append(item)
    if run:
        yield run


def _splitting(pieces: Sequence[Piece], options: MarkupOptions) -> list[bool]:
    """For each piece, whether it is a tag that splits: by name, or where its parent has no text."""
    texts = _have_text(pieces)
    found = []
    for piece, beside_text in zip(pieces, texts, strict=True):
        found.append(
            piece.name in options.splitting
            or (bool(piece.name) and options.outline and not beside_text)
        )
        if piece.name in options.non_splitting:
            found[-1] = False
    return found


def _have_text(pieces: Sequence[Piece]) -> list[bool]:
    """For each tag, whether its parent has text of its own."""
    parents: list[int] = []  # of each piece; 0 is the document
    open_: list[int] = [0]
    texts = {0: False}
    for number, piece in enumerate(pieces, start=1):
        if piece.kind == "close":
            open_.pop()
        parents.append(open_[-1])
        if piece.kind == "open":
            open_.append(number)
            texts[number] = False
        texts[open_[-1]] |= piece.kind in ("text", "cdata") and bool(
            (piece.text or piece.raw).strip()
        )
    return [texts[parent] for parent in parents]
