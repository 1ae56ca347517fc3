"""Plain text for a terminal: wrapped, indented, no colour."""

import shutil
import textwrap

from service.briefs.brief import Brief, Point
from service.formats import view
from service.formats.labels import label, pick

WIDEST = 100  # columns; longer lines are hard to read
NARROWEST = 40


def write(brief: Brief, language: str = "both", width: int | None = None) -> str:
    """Write the brief in lines of at most `width` columns (default: the terminal's, to 100)."""
    columns = width or max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
    parts = [
        "\n".join(_wrap(side, columns) for side in pick(brief.headline, language)),
        _wrap(f"{view.status(brief, language)}. {label('machine', language)}", columns, "  "),
        *_points(brief, language, columns),
        *_section("flags", view.flags(brief, language), language, columns),
        *_section("first", view.first(brief, language), language, columns),
        *_section("facts", view.facts(brief, language), language, columns),
        *_sentences(brief, language, columns),
        *_section("provenance", view.provenance(brief, language), language, columns),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def printable(text: str) -> str:
    """One line without control characters, which a terminal would obey."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _wrap(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(
        printable(text),
        width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _points(brief: Brief, language: str, width: int) -> list[str]:
    return [
        f"{label('points', language).upper()}",
        *(_point(number, point, language, width) for number, point in enumerate(brief.points, 1)),
    ]


def _point(number: int, point: Point, language: str, width: int) -> str:
    sides = [point.vi, point.en] if language == "both" else [getattr(point, language)]
    head = f"{number:>2}. "
    lines = [
        _wrap(side, width, "    ", head if place == 0 else "    ")
        for place, side in enumerate(sides)
    ]
    source = ", ".join(map(str, view.numbers(point)))
    mark = "⚠ " if view.marked(point) else ""
    return "\n".join([*lines, f"    {mark}[{label('sentence', language)} {source}]"])


def _section(name: str, rows: list[view.Row], language: str, width: int) -> list[str]:
    if not rows:
        return []
    lines = [label(name, language).upper()]
    for row in rows:
        if len(row.values) == 1:
            lines.append(_wrap(f"{row.label}: {row.values[0]}", width, "    ", "  "))
        else:
            lines.append(f"  {row.label}:")
            lines += [_wrap(value, width, "      ", "    - ") for value in row.values]
    return ["\n".join(lines)]


def _sentences(brief: Brief, language: str, width: int) -> list[str]:
    lines = [
        "  " + textwrap.shorten(f"[{number}] {printable(text)}", width - 2, placeholder=" …")
        for number, text in view.cited(brief)
    ]
    return ["\n".join([label("sentences", language).upper(), *lines])] if lines else []
