"""Glossaries as files: CSV, TSV, TBX (v2 and v3) and JSON, read and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from service.glossary.files import records, tables, tbx
from service.glossary.terms import BadGlossary, Term

__all__ = ["FORMS", "Form", "form_of", "read_glossary", "write_glossary"]

Read = Callable[[bytes], tuple[Term, ...]]
Write = Callable[[Sequence[Term], str], bytes]  # terms, name of the glossary


@dataclass(frozen=True)
class Form:
    """One form of file."""

    media_type: str
    suffixes: tuple[str, ...]
    read: Read
    write: Write
    also: tuple[str, ...] = ()  # other media types under which it comes


FORMS: Mapping[str, Form] = {
    "json": Form("application/json", (".json",), records.read, records.write),
    "csv": Form("text/csv", (".csv",), tables.read_csv, tables.write_csv),
    "tsv": Form("text/tab-separated-values", (".tsv", ".tab"), tables.read_tsv, tables.write_tsv),
    "tbx": Form(
        "application/x-tbx", (".tbx", ".xml"), tbx.read, tbx.write, ("application/xml", "text/xml")
    ),
    "tbx2": Form("application/x-tbx+martif", (), tbx.read, tbx.write_v2),
}


def form_of(name: str = "", media_type: str = "", data: bytes = b"") -> str:
    """The form of a file by its media type, else by its name, else by what it holds."""
    media = media_type.partition(";")[0].strip().lower()
    for key, form in FORMS.items():
        if media in (form.media_type, *form.also):
            return key
    suffix = PurePath(name).suffix.lower()
    for key, form in FORMS.items():
        if suffix in form.suffixes:
            return key
    return _guessed(data)


def read_glossary(data: bytes, form: str) -> tuple[Term, ...]:
    """The terms of a file. Raises `BadGlossary` with the line and the reason.

    A term that stands there twice counts once; two Englishes for one form at one time are an error.
    """
    terms = FORMS[form].read(data)
    if not terms:
        raise BadGlossary("The glossary has no entry.")
    return terms


def write_glossary(terms: Sequence[Term], form: str, name: str = "") -> bytes:
    """The file of a glossary."""
    return FORMS[form].write(terms, name)


def _guessed(data: bytes) -> str:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if start.startswith(b"<"):
        return "tbx"
    if start.startswith((b"{", b"[")):
        return "json"
    return "tsv" if b"\t" in data.partition(b"\n")[0] else "csv"
