"""Glossaries as JSON: an array of entries, or an object that holds one as `terms`."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from service.glossary.files.gathering import Numbered, gathered
from service.glossary.files.tables import decoded
from service.glossary.terms import COLUMNS, BadGlossary, Term, make_term

_FORMS = {"alternatives": "en", "spellings": "vi"}


def read(data: bytes) -> tuple[Term, ...]:
    """Read entries with the members of a TSV's columns, and `alternatives` and `spellings`.

    Errors name the number of the entry, counted from 1.
    """
    try:
        value = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise BadGlossary(f"The file is not JSON: {error}.") from error
    entries = value.get("terms") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise BadGlossary("The file must be an array of entries, or an object with “terms”.")
    return gathered(_terms(entries))


def write(terms: Sequence[Term], name: str = "") -> bytes:
    """Write an object with the name and the entries."""
    value = {"name": name, "terms": [entry(term) for term in terms]}
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def entry(term: Term) -> dict[str, Any]:
    """A term as JSON, without what it does not say."""
    days = {"valid_from": term.valid_from, "valid_to": term.valid_to}
    told = {
        "vi": term.vi,
        "en": term.en,
        "kind": term.kind,
        "note": term.note,
        "source": term.source,
        "spellings": list(term.spellings),
        "alternatives": list(term.alternatives),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }
    return {name: value for name, value in told.items() if value}


def _terms(entries: list[Any]) -> Iterator[Numbered]:
    known = {*COLUMNS, *_FORMS}
    for number, value in enumerate(entries, 1):
        if not isinstance(value, dict) or not value.keys() <= known:
            raise BadGlossary(f"Line {number} is no entry with members of {', '.join(known)}.")
        yield number, _term(number, value)


def _term(number: int, value: dict[str, Any]) -> Term:
    cells = {name: value[name] for name in COLUMNS if value.get(name) is not None}
    if not all(isinstance(cell, str) for cell in cells.values()):
        raise BadGlossary(f"Line {number} has a member that is no text.")
    for name, column in _FORMS.items():
        more = value.get(name) or []
        if not isinstance(more, list) or not all(isinstance(form, str) for form in more):
            raise BadGlossary(f"Line {number} has {name} that are no array of texts.")
        cells[column] = "|".join([cells.get(column, ""), *more])
    return make_term(number, {name: cell.strip() for name, cell in cells.items()})
