"""How markup is to be read, and the error for what cannot be read."""

from dataclasses import dataclass
from typing import Literal

from service.errors import SongnguError

Kind = Literal["text", "html", "xml", "markdown"]


class BadMarkup(SongnguError):
    """The markup is not well formed; the message says where."""

    code = "bad-markup"
    status = 400


@dataclass(frozen=True)
class MarkupOptions:
    """Which tags mean what, by their names; HTML knows its own beside them."""

    ignore: frozenset[str] = frozenset()  # what stands in them is not translated
    splitting: frozenset[str] = frozenset()  # a sentence never goes across them
    non_splitting: frozenset[str] = frozenset()  # they stand inside sentences
    outline: bool = True  # find out by the structure of XML which tags split
