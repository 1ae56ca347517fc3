"""Sentences and short reports with what must and must not appear in English and in the summary."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from service.errors import UnreadableInput
from service.evaluation.rows import BadRow

COLUMNS = ("vi", "must", "must_not", "summary_must", "summary_must_not")
_SENTENCES = COLUMNS[:3]  # a file of sentences has no columns for summaries

# What may not stand beside a word, and beside a number: "5" is not in "1.5", but in "VND5".
_EDGES = {False: (r"(?<!\w)", r"(?!\w)"), True: (r"(?<!\d)(?<!\d[.,])", r"(?!\d)(?![.,]\d)")}

Wanted = tuple[tuple[str, ...], ...]  # every group needs one of its forms


@dataclass(frozen=True)
class Expectation:
    """One text. Of each group in `must` one form is there, of `must_not` none of any."""

    kind: str  # the class of risk: the name of the file
    vi: str
    must: Wanted = ()
    must_not: Wanted = ()
    summary_must: Wanted = ()
    summary_must_not: Wanted = ()

    @property
    def report(self) -> bool:
        """Whether it is a report, which is summarised as well."""
        return bool(self.summary_must or self.summary_must_not)


def read_suite(folder: Path) -> list[Expectation]:
    """Read every .tsv of `folder`: a header, then rows; `;` parts groups, `|` the forms of one.

    Raises `BadRow` with the file and the line, `UnreadableInput` where there is none.
    """
    rows = [row for path in sorted(folder.glob("*.tsv")) for row in _file(path)]
    if not rows:
        raise UnreadableInput(f"{folder} holds no .tsv file with expectations.")
    return rows


def missing(wanted: Wanted, text: str) -> list[str]:
    """The groups of which no form stands in `text`, as they were written."""
    return [" | ".join(group) for group in wanted if not any(_in(form, text) for form in group)]


def unwanted(refused: Wanted, text: str) -> list[str]:
    """The forms that stand in `text` and must not."""
    return [form for group in refused for form in group if _in(form, text)]


def _file(path: Path) -> Iterable[Expectation]:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = tuple(lines[0].split("\t")) if lines else ()
    if header not in (COLUMNS, _SENTENCES):
        raise BadRow(f"Line 1 of {path} must be {', '.join(_SENTENCES)} with tabs.", line=1)
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header) or not cells[0].strip():
            raise BadRow(f"Line {number} of {path} has not {len(header)} columns.", line=number)
        yield Expectation(path.stem, cells[0].strip(), *map(_groups, cells[1:]))


def _groups(cell: str) -> Wanted:
    groups = (tuple(form.strip() for form in group.split("|")) for group in cell.split(";"))
    return tuple(group for group in groups if any(group))


def _in(form: str, text: str) -> bool:
    return _pattern(form).search(text) is not None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    stem = form.removesuffix("*")
    body = re.escape(stem).replace(r"\ ", r"\s+").replace("'", "['’]")
    before = _EDGES[form[0].isdigit()][0] if form[0].isalnum() else ""
    after = _EDGES[form[-1].isdigit()][1] if form[-1].isalnum() else ""  # "strive*": any ending
    return re.compile(f"{before}{body}{after}", re.IGNORECASE)
