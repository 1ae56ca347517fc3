"""Glossaries as CSV and TSV: with a header that names the columns, or Vietnamese and English."""

import csv
import io
from collections.abc import Iterator, Sequence

from service.glossary.files.gathering import Numbered, gathered
from service.glossary.terms import COLUMNS, BadGlossary, Term, make_term

_NAMES = {
    "vi": "vi", "vietnamese": "vi", "source": "vi", "tiếng việt": "vi", "source term": "vi",
    "en": "en", "english": "en", "target": "en", "tiếng anh": "en", "target term": "en",
    "kind": "kind", "note": "note", "valid_from": "valid_from", "valid_to": "valid_to",
}  # fmt: skip
_LANGUAGES = 4  # columns of DeepL's CSV: source, target and the code of each


def read_csv(data: bytes) -> tuple[Term, ...]:
    """Read CSV; the delimiter is a comma, or a semicolon where spreadsheets write one."""
    text = decoded(data)
    first = text.partition("\n")[0]
    return _read(text, ";" if first.count(";") > first.count(",") else ",")


def read_tsv(data: bytes) -> tuple[Term, ...]:
    """Read TSV; quotation marks are part of a term there."""
    return _read(decoded(data), "\t")


def write_csv(terms: Sequence[Term], name: str = "") -> bytes:
    """Write every column; begins with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([COLUMNS, *map(_cells, terms)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def write_tsv(terms: Sequence[Term], name: str = "") -> bytes:
    """Write every column, in the form of the term base that ships."""
    rows = (COLUMNS, *map(_cells, terms))
    plain = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    return ("\n".join(plain) + "\n").encode()


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it begins with the mark of that."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadGlossary(f"Line {line} is not UTF-8. Save the file as UTF-8.") from error


def _read(text: str, delimiter: str) -> tuple[Term, ...]:
    if "\x00" in text:
        raise BadGlossary(
            f"Line {text[: text.index(chr(0))].count(chr(10)) + 1} holds a zero byte."
        )
    return gathered(_terms(_rows(text, delimiter)))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    file = io.StringIO(text, newline="")
    if delimiter == "\t":
        reader = csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, [cell.strip() for cell in row]
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadGlossary(f"Line {start} cannot be read: {error}.") from error


def _terms(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Numbered]:
    first = next(rows, None)
    if first is None:
        return
    columns = _header(first[1])
    if columns is None:
        yield _pair(*first)
        for line, cells in rows:
            yield _pair(line, cells)
        return
    for line, cells in rows:
        if len(cells) != len(columns):
            raise BadGlossary(f"Line {line} has {len(cells)} columns instead of {len(columns)}.")
        yield line, make_term(line, dict(zip(columns, cells, strict=True)))


def _header(cells: list[str]) -> list[str] | None:
    """The columns that a first line names; None where it is an entry itself."""
    names = [cell.lower() for cell in cells]
    # Only our own files say where a term comes from: elsewhere `source` is the source language.
    own = {"vi", "en"} <= set(names)
    columns = ["source" if own and name == "source" else _NAMES.get(name, "") for name in names]
    deepl = len(cells) == _LANGUAGES and names[2:] == ["vi", "en"]
    return columns if {"vi", "en"} <= set(columns) and not deepl else None


def _pair(line: int, cells: list[str]) -> Numbered:
    """An entry without a header: taken as it stands, no form split."""
    if len(cells) not in (2, _LANGUAGES):
        raise BadGlossary(
            f"Line {line} has {len(cells)} columns instead of 2, Vietnamese and English; other "
            "columns need a first line that names them."
        )
    vi, en = cells[:2]
    if not vi or not en:
        raise BadGlossary(f"Line {line} has no {'Vietnamese' if not vi else 'English'} form.")
    return line, Term(vi, en)


def _cells(term: Term) -> tuple[str, ...]:
    start, end = (day.isoformat() if day else "" for day in (term.valid_from, term.valid_to))
    vi = "|".join((term.vi, *term.spellings))
    en = "|".join((term.en, *term.alternatives))
    return vi, en, term.kind, term.note, term.source, start, end
