"""Entries of glossaries as DeepL's clients write and read them: TSV and CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from service.api.deepl.errors import Refused
from service.glossary.terms import Term

FORMATS = ("tsv", "csv")
_LONGEST = 1024  # bytes of one side


def read(entries: str, form: str) -> list[Term]:
    """The terms in a text; the last of two for one source holds. Raises `Refused`."""
    if form not in FORMATS:
        raise Refused("Value for 'entries_format' not supported.")
    pairs: dict[str, str] = {}
    for number, row in enumerate(_rows(entries, form), start=1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < 2 or (form == "tsv" and len(row) > 2):
            raise Refused(f"Invalid glossary entries provided: line {number} is not a pair.")
        vi, en = row[0].strip(), row[1].strip()
        _check(number, vi, en)
        pairs[vi] = en
    if not pairs:
        raise Refused("Invalid glossary entries provided: there are none.")
    return [Term(vi, en) for vi, en in pairs.items()]


def written(terms: Iterable[Term]) -> str:
    """The terms as TSV."""
    return "\n".join(f"{term.vi}\t{term.en}" for term in terms)


def _rows(entries: str, form: str) -> Iterator[list[str]]:
    if form == "tsv":
        return (line.split("\t") for line in entries.splitlines())
    return csv.reader(io.StringIO(entries))


def _check(number: int, vi: str, en: str) -> None:
    sides = (vi, en)
    if not all(sides) or any(len(side.encode()) > _LONGEST for side in sides):
        raise Refused(
            f"Invalid glossary entries provided: line {number} has an empty or overlong side."
        )
    if any(not side.isprintable() for side in sides):
        raise Refused(f"Invalid glossary entries provided: line {number} has control characters.")
