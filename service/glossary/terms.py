"""Terms and the tab-separated files that hold them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from importlib.resources import files

from models.errors import SongnguError

KINDS = (
    "rank", "title", "body", "unit", "place", "party", "event", "document", "emulation",
    "defence", "economy", "disaster", "health", "society", "term",
)  # fmt: skip
COLUMNS = ("vi", "en", "kind", "note", "source", "valid_from", "valid_to")


class BadGlossary(SongnguError):
    """A glossary file has a line that is no term; the message names the line and the reason."""

    code = "bad-glossary"
    status = 422


@dataclass(frozen=True)
class Term:
    """One concept: how it is written in Vietnamese and what it is called in English."""

    vi: str
    en: str
    kind: str = "term"
    note: str = ""
    alternatives: tuple[str, ...] = ()  # other English forms that a check accepts
    spellings: tuple[str, ...] = ()  # other Vietnamese forms, abbreviations among them
    source: str = ""
    valid_from: date | None = None  # first day of the name, None where it was always so
    valid_to: date | None = None  # its last day, None while it is in use

    def valid(self, day: date) -> bool:
        """Whether the name was in use on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @property
    def cased(self) -> bool:
        """Whether capitals tell it from other words: Hòa Bình the province, hòa bình peace."""
        return self.kind == "place" or "cased" in self.note.split(", ")

    @property
    def loose(self) -> bool:
        """Whether good English says it in many ways: a hint for a translator, not a duty."""
        return "loose" in self.note.split(", ")


def digest_of(terms: Sequence[Term]) -> str:
    """SHA-256 of everything in the terms: the same terms, the same digest."""
    return hashlib.sha256(repr([astuple(term) for term in terms]).encode()).hexdigest()


def shipped_terms() -> tuple[Term, ...]:
    """The terms that come with songngu."""
    text = files("service.glossary").joinpath("data/terms.tsv").read_text(encoding="utf-8")
    return read_terms(text.splitlines())


def read_terms(lines: Iterable[str]) -> tuple[Term, ...]:
    """Read a header and rows of `COLUMNS`, dates as YYYY-MM-DD; `|` separates forms of a side.

    Raises `BadGlossary` with the number of the first bad line.
    """
    rows = enumerate(lines, start=1)
    _, header = next(rows, (0, ""))
    if tuple(header.rstrip("\n").split("\t")) != COLUMNS:
        raise BadGlossary(f"Line 1 must be the header {' '.join(COLUMNS)}, separated by tabs.")
    return tuple(_term(number, line) for number, line in rows if line.strip())


def _term(number: int, line: str) -> Term:
    cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
    if len(cells) != len(COLUMNS):
        raise BadGlossary(f"Line {number} has {len(cells)} columns instead of {len(COLUMNS)}.")
    return make_term(number, dict(zip(COLUMNS, cells, strict=True)))


def make_term(number: int, cells: Mapping[str, str]) -> Term:
    """The term of a line by the names of its columns; `BadGlossary` names the line and why."""
    vi, *spellings = _forms(cells.get("vi", ""))
    en, *alternatives = _forms(cells.get("en", ""))
    kind = cells.get("kind", "") or "term"
    if not vi or not en:
        raise BadGlossary(f"Line {number} has no {'Vietnamese' if not vi else 'English'} form.")
    if kind not in KINDS:
        raise BadGlossary(f"Line {number} has the kind {kind!r}; known: {', '.join(KINDS)}.")
    start, end = (_day(number, cells.get(name, "")) for name in ("valid_from", "valid_to"))
    if start and end and start > end:
        raise BadGlossary(f"Line {number} is valid from {start}, which is after {end}.")
    return Term(
        vi, en, kind, cells.get("note", ""), tuple(alternatives), tuple(spellings),
        cells.get("source", ""), start, end,
    )  # fmt: skip


def _forms(cell: str) -> list[str]:
    return [form for part in cell.split("|") if (form := part.strip())] or [""]


def _day(number: int, cell: str) -> date | None:
    if not cell:
        return None
    try:
        return datetime.strptime(cell, "%Y-%m-%d").date()
    except ValueError:
        raise BadGlossary(f"Line {number} has the date {cell!r}; write YYYY-MM-DD.") from None
