"""What the formats of news agencies share: ids, the body, the note to editors, who made it."""

import hashlib
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from service.briefs.brief import Brief
from service.formats import view
from service.formats.html import is_web
from service.formats.labels import LABELS

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MACHINE_MADE = SOURCE_TYPES + "trainedAlgorithmicMedia"
NEVER = datetime.fromtimestamp(0, UTC)  # for what must have a time and has none
PROFILE = "songngu-brief"
LANGUAGES = ("vi", "en")


def urn(brief: Brief, language: str = "") -> str:
    """The lasting id of a brief, or of its side in one language."""
    name = quote(brief.id, safe="") or _digest(brief)
    return f"urn:songngu:brief:{name}" + (f":{language}" if language else "")


def _digest(brief: Brief) -> str:
    """What stands for an id that is not there: the same brief has the same one."""
    return hashlib.sha256(repr(brief).encode("utf-8", "replace")).hexdigest()[:20]


def report_uri(brief: Brief) -> str:
    """The address of the report; an id of its text where it has none."""
    if is_web(brief.source.url):
        return quote(brief.source.url, safe=":/?#[]@!$&'()*+,;=%~")
    return f"urn:songngu:report:{brief.source.sha256 or _digest(brief)}"


def main_language(language: str) -> str:
    """The language of the item itself: English unless Vietnamese alone is asked for."""
    return "vi" if language == "vi" else "en"


def created(brief: Brief) -> datetime | None:
    """When the brief was made, in UTC and whole seconds; None where it does not say so."""
    return instant(brief.provenance.created)


def moment(brief: Brief) -> datetime:
    """When the brief was made, for formats that must say it; else the day of the report."""
    return created(brief) or instant(brief.source.published) or NEVER


def instant(text: str) -> datetime | None:
    """An ISO 8601 time in UTC and whole seconds, None where `text` is none."""
    try:
        found = datetime.fromisoformat(text)
        return (
            (found if found.tzinfo else found.replace(tzinfo=UTC))
            .astimezone(UTC)
            .replace(microsecond=0)
        )
    except (ValueError, OverflowError):
        return None


def headline(brief: Brief, language: str) -> str:
    """The headline of one side; the title of the report where there is none."""
    return getattr(brief.headline, language) or brief.source.title


def texts(brief: Brief, language: str) -> list[str]:
    """The points of one side, without empty ones."""
    return [text for point in brief.points if (text := getattr(point, language))]


def abstract(brief: Brief, language: str) -> str:
    """The first point, which says what happened."""
    return next(iter(texts(brief, language)), "")


def body_html(brief: Brief, language: str) -> str:
    """The points of one side as paragraphs of HTML."""
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts(brief, language))


def publishing(brief: Brief) -> str:
    """The status in the words of the IPTC: what needs review is not to be published yet."""
    return "withheld" if brief.status == "review" else "usable"


def makers(brief: Brief, language: str) -> list[tuple[str, str]]:
    """(role, name) of the report's agency and of the models that made this side."""
    made = brief.provenance
    found = [("originator", brief.source.agency), ("summariser", made.summariser)]
    if language == "en":
        found.append(("translator", made.translator))
    return [(role, name) for role, name in found if name]


def note(brief: Brief, language: str) -> str:
    """What an editor must know and no reader need see, in lines of plain text."""
    return "\n".join(
        (
            getattr(LABELS["machine"], language),
            f"status: {brief.status} ({view.status(brief, language)})",
            *(f"[{f.code}] {view.place(f, language)}: {f.message}" for f in brief.flags),
            *_sources(brief, language),
            *(f"{role}: {name}" for role, name in makers(brief, language)),
            *filter(None, (brief.provenance.software,)),
        )
    )


def _sources(brief: Brief, language: str) -> list[str]:
    """One line a point: the sentences of the report that it comes from."""
    point, sentence = (getattr(LABELS[name], language) for name in ("point", "sentence"))
    return [
        f"{point} {number} ← {sentence} {', '.join(map(str, view.numbers(one)))}"
        for number, one in enumerate(brief.points, 1)
        if one.source
    ]
