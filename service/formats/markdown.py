"""Markdown (CommonMark with tables): for an editor's notes, an issue or a wiki."""

import re

from service.briefs.brief import Brief, Point
from service.formats import view
from service.formats.labels import label, pick

# What could start or end a construct anywhere in a line, and what could at its start.
_INLINE = re.compile(r"[\\`*_{}\[\]|~$^=]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"^([-+#:]|\d+(?=[.)]))")
_NUMBER = re.compile(r"^(\d+)([.)])")


def write(brief: Brief, language: str = "both") -> str:
    """Write headings, a table of points (both languages beside each other) and lists."""
    parts = [
        *_head(brief, language),
        f"> {label('machine', language)}",
        f"**{view.status(brief, language)}**",
        f"## {label('points', language)}",
        _points(brief, language),
        *_section("flags", view.flags(brief, language), language),
        *_section("first", view.first(brief, language), language),
        *_section("facts", view.facts(brief, language), language),
        *_sentences(brief, language),
        *_section("provenance", view.provenance(brief, language), language),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Make any text mean only itself, on one line, also within a table."""
    line = _ENTITY.sub("&amp;", " ".join(text.split()))
    line = line.replace("<", "&lt;").replace(">", "&gt;")
    line = _INLINE.sub(lambda found: "\\" + found[0], line)
    if found := _NUMBER.match(line):
        return f"{found[1]}\\{found[2]}{line[found.end() :]}"
    return "\\" + line if _BLOCK.match(line) else line


def _head(brief: Brief, language: str) -> list[str]:
    first, *others = pick(brief.headline, language) or [brief.source.title]
    return [f"# {escape(first)}", *(f"## {escape(other)}" for other in others)]


def _points(brief: Brief, language: str) -> str:
    sides = ["vi", "en"] if language == "both" else [language]
    names = [label(side, side) for side in sides]
    heads = ["#", *names, label("sentences", language)]
    rows = [
        [f"{number}{' ⚠' if view.marked(point) else ''}", *_texts(point, sides), _numbers(point)]
        for number, point in enumerate(brief.points, 1)
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _texts(point: Point, sides: list[str]) -> list[str]:
    return [escape(getattr(point, side)) for side in sides]


def _numbers(point: Point) -> str:
    return ", ".join(map(str, view.numbers(point)))


def _section(name: str, rows: list[view.Row], language: str) -> list[str]:
    if not rows:
        return []
    lines = [f"- **{escape(row.label)}**:{_values(row)}" for row in rows]
    return [f"## {label(name, language)}", "\n".join(lines)]


def _values(row: view.Row) -> str:
    if len(row.values) == 1:
        return f" {escape(row.values[0])}"
    return "".join(f"\n  - {escape(value)}" for value in row.values)


def _sentences(brief: Brief, language: str) -> list[str]:
    lines = [f"- \\[{number}\\] {escape(text)}" for number, text in view.cited(brief)]
    return [f"## {label('sentences', language)}", "\n".join(lines)] if lines else []
