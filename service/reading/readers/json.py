"""JSON: one object, a list of them, or one a line; ninjs and JSON Feed among them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from service.errors import EmptyText, UnreadableInput
from service.reading.article import Article
from service.reading.fields import BODIES, TEXT, article_of, field_name
from service.reading.file import File
from service.reading.readers import ninjs

_LISTS = ("items", "_items", "articles", "data", "docs", "results", "rows", "records", "entries")


def read(file: File) -> Iterator[Article]:
    """Every article of the JSON, in order; what has a title and no text is left out of lists."""
    text, encoding = file.text()
    found, read_of = 0, 0
    for read_of, item in enumerate(_items(text), 1):
        for article in _articles(item, read_of):
            found += 1
            yield replace(article, encoding=encoding)
    if not found:
        _refuse(read_of)


def _articles(item: object, place: int) -> Iterator[Article]:
    if isinstance(item, str) and item.strip():
        yield Article(id=str(place), text=item)
    elif isinstance(item, dict):
        if ninjs.is_ninjs(item):
            yield from ninjs.read_item(item)
        elif BODIES & {field_name(name) for name in item}:
            yield article_of(item, place)


def _items(text: str) -> Iterator[object]:
    try:
        value = json.loads(text)
    except RecursionError:
        raise UnreadableInput("The JSON is nested too deep to be read.", reason="nested") from None
    except ValueError as error:
        yield from _of_lines(text, error)
        return
    yield from _listed(value)


def _listed(value: Any) -> list[object]:
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict) and not ninjs.is_ninjs(value):
        lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
        if lists and not BODIES & {field_name(name) for name in value}:
            return list(lists[0])
    return [value]


def _of_lines(text: str, whole: ValueError) -> Iterator[object]:
    """JSON Lines; where already the first is none, the error of the whole is told."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except RecursionError:
            raise UnreadableInput(
                f"Line {number} of the JSON is nested too deep to be read.", reason="nested"
            ) from None
        except ValueError as error:
            told = f"line {number}: {error}" if number > 1 else str(whole)
            raise UnreadableInput(
                f"The JSON is damaged or cut off ({told}).", reason="damaged"
            ) from error


def _refuse(count: int) -> None:
    if not count:
        raise EmptyText("The JSON holds no article: its list is empty.")
    raise UnreadableInput(
        f"No object of the JSON has a text; name it {', '.join(TEXT[:3])} or html.",
        reason="no-text-field",
    )
