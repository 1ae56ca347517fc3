"""From the pieces of HTML or XML to items: what splits, what stays, what stands in a sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service.markup.items import Item, Role
from service.markup.lexer import Piece

_NO = "no"
_CLASS = "notranslate"


@dataclass(frozen=True)
class Dialect:
    """What the tags of one document mean; each is asked of a tag at its place."""

    ignores: Callable[[Piece], bool]
    splits: Callable[[int, Piece], bool]
    shows: Callable[[Piece], bool]  # whether an empty or ignored element is part of a sentence
    is_void: Callable[[Piece], bool]
    cdata: Callable[[Piece], Iterator[Item]]


def items_of(pieces: Sequence[Piece], dialect: Dialect) -> list[Item]:
    """The items of a document."""
    found: list[Item] = []
    at = 0
    while at < len(pieces):
        piece, size = pieces[at], 1
        if piece.kind == "open" and not dialect.is_void(piece) and dialect.ignores(piece):
            size = _extent(pieces, at)
            found.append(_kept(pieces, at, size, dialect))
        elif piece.kind == "open" and _closes(pieces, at + 1, piece.name):
            size = 2
            found.append(_kept(pieces, at, size, dialect))
        else:
            found += _items(at, piece, dialect)
        at += size
    return found


def says_no(piece: Piece) -> bool:
    """Whether a tag asks that its content is not translated."""
    return piece.attribute("translate").lower() == _NO or _CLASS in piece.attribute("class").split()


def _items(at: int, piece: Piece, dialect: Dialect) -> Iterator[Item]:
    if piece.kind == "text":
        yield Item("text", piece.raw)
    elif piece.kind == "cdata":
        yield from dialect.cdata(piece)
    elif piece.kind == "other":
        yield Item("hidden", piece.raw)
    elif dialect.splits(at, piece):
        yield Item("break", piece.raw)
    elif piece.kind == "empty" or (piece.kind == "open" and dialect.is_void(piece)):
        yield Item("mark" if dialect.shows(piece) else "hidden", piece.raw)
    else:
        yield Item("open" if piece.kind == "open" else "close", piece.raw, piece.name)


def _kept(pieces: Sequence[Piece], at: int, size: int, dialect: Dialect) -> Item:
    """An element that stays as it is."""
    raw = "".join(piece.raw for piece in pieces[at : at + size])
    role: Role = "mark" if dialect.shows(pieces[at]) else "hidden"
    return Item("break" if dialect.splits(at, pieces[at]) else role, raw)


def _closes(pieces: Sequence[Piece], at: int, name: str) -> bool:
    return at < len(pieces) and pieces[at].kind == "close" and pieces[at].name == name


def _extent(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces an element has; without an end tag, those up to the next of its name."""
    depth, name = 0, pieces[at].name
    for place in range(at, len(pieces)):
        piece = pieces[place]
        if piece.name == name:
            depth += (piece.kind == "open") - (piece.kind == "close")
            if depth == 0:
                return place - at + 1
    same = (n for n in range(at + 1, len(pieces)) if pieces[n].name == name)
    return next(same, len(pieces)) - at
