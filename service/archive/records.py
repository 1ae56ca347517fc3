"""A record of JSON, CSV or Parquet, or an article that a reader found, as an archive's article."""

from collections.abc import Iterable, Mapping
from datetime import date

from service.archive.article import Article
from service.errors import BadRequest
from service.reading import article as reading
from service.reading import fields


def article_of(record: object, name: str) -> Article:
    """The article in a record that stood at `name`. Raises `BadRequest` where there is none."""
    if not isinstance(record, Mapping):
        raise BadRequest(f'{name}: the record must be an object with a "text".')
    row = {key: _written(value) for key, value in record.items()}
    found = fields.article_of(row, 0)
    if not (found.text or found.html):
        raise BadRequest(f"{name}: the record has no text; {_NAMES}.")
    named = any(_is(key, fields.ID) and value not in (None, "") for key, value in row.items())
    return archived(found, found.id if named else name, name)


def archived(found: reading.Article, id: str, name: str) -> Article:
    """What a reader found at `name`, as the archive keeps it until it is read in full."""
    return Article(
        id=id,
        content=found.text or found.html,
        name=name,
        title=found.title,
        url=found.url,
        published=found.published,
        content_type="text/plain" if found.text else "text/html",
    )


def broken(name: str, problem: str) -> Article:
    """What stands for an article that cannot be read, so that it is not lost from the count."""
    return Article(id=name, content="", name=name, problem=problem)


def without_text(columns: Iterable[str]) -> str:
    """A sentence where none of the columns of a table holds the text, else ""."""
    names = list(columns)
    if any(fields.field_name(name) in fields.BODIES for name in names):
        return ""
    told = ", ".join(f'"{name.strip()[:40]}"' for name in names[:8])
    return f"no column holds the text: it has {told}; {_NAMES}."


def is_of_articles(column: str) -> bool:
    """Whether a column of a table says anything of an article."""
    return fields.field_name(column) in _COLUMNS


_NAMES = f"name one {', '.join(fields.TEXT[:3])} or html"
_COLUMNS = {*fields.BODIES, *fields.TITLE, *fields.URL, *fields.DAY, *fields.ID}


def _is(key: object, names: tuple[str, ...]) -> bool:
    return fields.field_name(key) in names


def _written(value: object) -> object:
    """Days and times of Parquet as JSON would have them."""
    return value.isoformat() if isinstance(value, date) else value
