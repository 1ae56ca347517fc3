"""What a source is cut into: text to translate, inline tags, and what stays where it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["text", "open", "close", "mark", "hidden", "break"]

_DEEPEST = 40  # elements in one another; a sentence has a few
_SPACE = r"(?:\s|&(?:nbsp|\#160|\#x[aA]0);)"
_BEGIN = re.compile(rf"{_SPACE}*+")
_LAST = re.compile(rf"{_SPACE}\Z")


@dataclass(frozen=True)
class Item:
    """One piece and its part in a sentence.

    A `mark` stands for something in the sentence, a `hidden` one for nothing; a `break` ends
    the sentence.
    """

    role: Role
    raw: str
    name: str = ""
    verbatim: bool = False  # an open tag in which characters stand for themselves: CDATA


def edges(raw: str) -> tuple[str, str, str]:
    """White space before, the rest, white space behind; `&nbsp;` is white space too."""
    begin = len(_BEGIN.match(raw).group())  # type: ignore[union-attr]
    end = len(raw)
    while end > begin and (space := _LAST.search(raw, begin, end)):
        end = space.start()
    return raw[:begin], raw[begin:end], raw[end:]


def balanced(items: Iterable[Item]) -> list[Item]:
    """Make every inline tag that has no partner in its sentence a break.

    Such a tag may belong to an element around several sentences, or be an error of the source:
    where it stands it stays.
    """
    found = list(items)
    opened: list[int] = []  # places of open tags that wait for their partner
    for at, item in enumerate(found):
        if item.role == "break" or len(opened) > _DEEPEST:
            _loosen(found, opened)
        if item.role == "open":
            opened.append(at)
        elif item.role == "close" and not _is_top(found, opened, item.name):
            # Without a partner, or across another element: neither can be moved.
            _loosen(found, [*opened, at])
            opened = []
        elif item.role == "close":
            opened.pop()
    _loosen(found, opened)
    return found


def _is_top(items: list[Item], opened: list[int], name: str) -> bool:
    return bool(opened) and items[opened[-1]].name == name


def _loosen(items: list[Item], places: list[int]) -> None:
    for place in places:
        items[place] = Item("break", items[place].raw)
    places.clear()


def stretches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items between breaks; each break comes alone."""
    run: list[Item] = []
    for item in items:
        if item.role == "break":
            if run:
                yield run
            yield [item]
            run = []
        else:
            run.append(item)
    if run:
        yield run
