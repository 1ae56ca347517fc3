"""CSV and other tables of text: one article a row, columns told by their names."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from service.errors import EmptyText, UnreadableInput
from service.reading.article import Article
from service.reading.fields import BODIES, TEXT, article_of, field_name
from service.reading.file import File

_LONGEST = 10_000_000  # characters of one cell


def read(file: File) -> Iterator[Article]:
    """The articles of all rows that hold anything. Raises `UnreadableInput`, `EmptyText`."""
    text, encoding = file.text()
    found = False
    for article in _articles(text.lstrip("\r\n")):
        found = True
        yield replace(article, encoding=encoding)
    if not found:
        raise EmptyText("The table has a heading and no rows.")


def delimiter_of(line: str) -> str:
    """What parts the columns in the first line of a table."""
    return max(",;\t|", key=lambda mark: line.count(mark))


def columns_of(line: str) -> list[str]:
    """The columns that the first line of a table names; none where it is no such line."""
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return []


def _articles(text: str) -> Iterator[Article]:
    csv.field_size_limit(_LONGEST)
    first, _, rest = text.partition("\n")
    told = first.lower().startswith("sep=")  # what Excel writes and hides
    mark, body = (first.strip()[4:5], rest) if told else (delimiter_of(first), text)
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=mark or ",")
    try:
        header = next(rows, [])
        _check(header)
        for number, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                yield article_of(dict(zip(header, row, strict=False)), number)
    except csv.Error as error:
        raise UnreadableInput(
            f"Line {rows.line_num} of the table cannot be read: {error}.", reason="damaged"
        ) from error


def _check(header: list[str]) -> None:
    if not any(field_name(column) in BODIES for column in header):
        named = ", ".join(f"“{column.strip()[:40]}”" for column in header[:8])
        raise UnreadableInput(
            f"No column of the table holds the text: it has {named}. "
            f"Name one {', '.join(TEXT[:3])} or html.",
            reason="no-text-column",
            columns=header[:50],
        )
