"""Reading evaluation files, and saying which line is wrong."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from service.errors import UnreadableInput

Report = dict[str, Any]  # id, text, summary; where given also title and summary_2

_NEEDED = ("text", "summary")


class BadRow(UnreadableInput):
    """A line of an evaluation file is not of its format; `extra["line"]` counts from 1."""

    code = "bad-row"


@dataclass(frozen=True)
class Pair:
    """A Vietnamese sentence with its English reference."""

    vi: str
    en: str


def read_pairs(path: Path, limit: int | None = None) -> list[Pair]:
    """Read `vi<TAB>en` lines of a .tsv or .tsv.xz file. Raises `BadRow`."""
    lines = islice(_lines(path), limit)
    return _some(path, [_pair(path, number, line) for number, line in enumerate(lines, 1)])


def read_numbers(path: Path) -> list[int]:
    """Read the number that begins each line of a file; "#" is a remark. Raises `BadRow`."""
    numbers = []
    for at, line in enumerate(_lines(path), 1):
        first = line.partition("#")[0].partition("\t")[0].strip()
        if first and not first.isdecimal():
            raise _bad(path, at, "does not begin with the number of a line")
        numbers += [int(first)] if first else []
    return numbers


def read_reports(path: Path, limit: int | None = None) -> list[Report]:
    """Read reports with summaries from a .jsonl or .jsonl.xz file. Raises `BadRow`."""
    lines = islice(_lines(path), limit)
    return _some(path, [_report(path, number, line) for number, line in enumerate(lines, 1)])


def _lines(path: Path) -> Iterator[str]:
    opener = lzma.open if path.suffix == ".xz" else open
    try:
        with opener(path, "rb") as file:
            for number, line in enumerate(file, 1):
                yield _decoded(path, number, line).rstrip("\r\n").removeprefix("\ufeff")
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise UnreadableInput(f"{path} cannot be read: {error}.") from error


def _decoded(path: Path, number: int, line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _bad(path, number, "is not UTF-8 text") from error


def _pair(path: Path, number: int, line: str) -> Pair:
    cells = line.split("\t")
    if len(cells) != 2:
        raise _bad(path, number, f"has {len(cells)} columns; it must be Vietnamese, tab, English")
    if not all(cell.strip() for cell in cells):
        raise _bad(path, number, "has an empty side")
    return Pair(*(cell.strip() for cell in cells))


def _report(path: Path, number: int, line: str) -> Report:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _bad(path, number, f"is not JSON ({error})") from error
    if not isinstance(row, dict):
        raise _bad(path, number, "is not a JSON object")
    for key in _NEEDED:
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise _bad(path, number, f'has no "{key}", a string that says something')
    if any(not isinstance(row.get(key, ""), str) for key in ("title", "summary_2")):
        raise _bad(path, number, 'has a "title" or "summary_2" that is not a string')
    return {"id": str(number), **row}


def _some(path: Path, rows: list[Any]) -> list[Any]:
    if not rows:
        raise UnreadableInput(f"{path} has no rows to evaluate.")
    return rows


def _bad(path: Path, number: int, what: str) -> BadRow:
    return BadRow(f"Line {number} of {path} {what}.", line=number)
