"""A record of JSON, CSV or Parquet as an article: which of its fields mean what."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from service.archive.article import Article
from service.errors import BadRequest

# The names that archives use, the ones believed first before the others.
FIELDS = {
    "id": ("id", "_id", "guid", "uri"),
    "text": ("text", "body_text", "body", "content", "article", "body_html", "html"),
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "published": ("published", "published_at", "date", "pubdate", "firstcreated", "versioncreated"),
}
COLUMNS = frozenset(name for names in FIELDS.values() for name in names)
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def article_of(record: object, name: str) -> Article:
    """The article in a record that stood at `name`. Raises `BadRequest` where there is none."""
    if not isinstance(record, Mapping):
        raise BadRequest(f'{name}: the record must be an object with a "text".')
    fields = {str(key).strip().lower(): value for key, value in record.items()}
    text = _first(fields, "text")
    if not isinstance(text, str):
        names = ", ".join(f'"{one}"' for one in FIELDS["text"])
        raise BadRequest(f"{name}: the record has no text; it is looked for in {names}.")
    return Article(
        id=_line(_first(fields, "id")) or name,
        content=text,
        name=name,
        title=_line(_first(fields, "title")),
        url=_line(_first(fields, "url")),
        published=day_of(_first(fields, "published")),
    )


def broken(name: str, problem: str) -> Article:
    """What stands for an article that cannot be read, so that it is not lost from the count."""
    return Article(id=name, content="", name=name, problem=problem)


def day_of(value: object) -> date | None:
    """The day of a date, a time, or a text of either; None where it is none of them."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return next((day for form in _DAYS if (day := _parsed(text[:10], form))), None)


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def _first(fields: Mapping[str, Any], meaning: str) -> Any:
    """The first of the fields with this meaning that holds something."""
    values = (fields.get(name) for name in FIELDS[meaning])
    return next((value for value in values if value is not None and value != ""), None)


def _line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
