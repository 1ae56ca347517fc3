"""What Atom and JSON Feed share: a channel of finished briefs, and an entry as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from urllib.parse import quote

from service.briefs.brief import Brief, Point
from service.formats import news, view
from service.formats.html import is_web
from service.formats.labels import LABELS, label, pick

TITLE = "Songngu: bản tóm lược song ngữ / bilingual briefs"


@dataclass(frozen=True)
class Channel:
    """A feed and its place: addresses are absolute, and empty where there is none."""

    id: str = "urn:songngu:briefs"
    title: str = TITLE
    url: str = ""  # of this page of the feed
    home: str = ""  # of what the feed is about
    first: str = ""
    next: str = ""  # of the page with older briefs
    previous: str = ""
    briefs: str = ""  # what the address of a brief begins with
    changed: Mapping[str, datetime] = field(default_factory=dict)  # id → its last correction

    def updated(self, brief: Brief) -> datetime:
        """When the brief was last changed, in UTC."""
        return max(news.moment(brief), self.changed.get(brief.id, news.NEVER))


NOWHERE = Channel()


def title(brief: Brief, language: str) -> str:
    """The headline in the language asked for, or in both."""
    return " / ".join(pick(brief.headline, language)) or brief.source.title or "–"


def address(brief: Brief, channel: Channel) -> str:
    """Where the brief can be read; the report where the channel has no place of its own."""
    if channel.briefs:
        return f"{channel.briefs}{quote(brief.id, safe='')}?format=html"
    return news.report_uri(brief) if is_web(brief.source.url) else ""


def summary(brief: Brief, language: str) -> str:
    """The first point in the language asked for, or in both."""
    sides = (news.abstract(brief, side) for side in sides_of(language))
    return " / ".join(filter(None, sides))


def sides_of(language: str) -> tuple[str, ...]:
    """The languages that are shown."""
    return ("vi", "en") if language == "both" else (language,)


def html(brief: Brief, language: str) -> str:
    """The whole entry: what a machine wrote, what to look at, and who wrote it."""
    parts = [f"<p><strong>{escape(view.status(brief, language))}</strong></p>"]
    parts.append(f"<p><em>{escape(label('machine', language))}</em></p>")
    for side in sides_of(language):
        parts.append(_points(brief, side))
    for name, rows in (
        ("flags", view.flags(brief, language)),
        ("first", view.first(brief, language)),
        ("facts", view.facts(brief, language)),
        ("provenance", view.provenance(brief, language)),
    ):
        parts += _section(name, rows, language)
    return "\n".join(parts)


def text(brief: Brief, language: str) -> str:
    """The entry as plain text: headline, points and the note to editors."""
    parts = []
    for side in sides_of(language):
        parts += [news.headline(brief, side), *news.texts(brief, side), news.note(brief, side)]
    return "\n\n".join(filter(None, parts))


def _points(brief: Brief, side: str) -> str:
    rows = "".join(
        f"<li>{escape(getattr(point, side))} [{escape(_sentences(point, side))}]</li>"
        for point in brief.points
        if getattr(point, side)
    )
    return f'<ol lang="{side}">{rows}</ol>'


def _sentences(point: Point, side: str) -> str:
    numbers = ", ".join(map(str, view.numbers(point)))
    return f"{getattr(LABELS['sentence'], side)} {numbers}"


def _section(name: str, rows: list[view.Row], language: str) -> list[str]:
    if not rows:
        return []
    lines = [f"<li>{escape(row.label)}: {escape('; '.join(row.values))}</li>" for row in rows]
    return [f"<h3>{escape(label(name, language))}</h3>", f"<ul>{''.join(lines)}</ul>"]
