"""When and where, in both languages."""

import re
from datetime import date

from service.briefs.brief import Bilingual
from service.briefs.checks import dates_vi
from service.briefs.checks.dates_vi import DAYPARTS
from service.briefs.checks.moment import MONTHS
from service.briefs.titles import Context, TitleParser
from service.glossary import Glossary
from service.glossary.syllables import tokens
from service.reading.document import Document

_FORMS = (
    (r"trực tiếp (?:kết hợp(?: với)?|và) trực tuyến", "in person and online"),
    (r"trực tuyến", "online"),
)
_BRIDGE = re.compile(r"điểm cầu\s+")


def when_of(document: Document) -> tuple[Bilingual, str]:
    """The day of the event in words and as ISO 8601; both empty where nothing says it."""
    line = document.dateline
    day, part = line.date, line.daypart
    if day is None:
        day, part = _first_day(document)
    if day is None:
        return Bilingual("", ""), ""
    vi = f"{part} {day.day}/{day.month}/{day.year}".strip()
    month = MONTHS[day.month - 1].title()
    english = f"{month} {day.day}, {day.year}"
    en = f"{DAYPARTS[part]} of {english}" if part in DAYPARTS else english
    return Bilingual(vi[:1].upper() + vi[1:], en), day.isoformat()


def where_of(document: Document, glossary: Glossary, context: Context) -> Bilingual:
    """The place of the dateline, the other venues, and whether people met in person or online."""
    text = document.text
    parts = [_dateline_place(document, glossary, context), *_venues(text, glossary, context)]
    parts += [_form(text)]
    kept = [part for part in dict.fromkeys(parts) if part.vi]
    return Bilingual("; ".join(p.vi for p in kept), "; ".join(p.en for p in kept if p.en))


def _first_day(document: Document) -> tuple[date | None, str]:
    """The first full date of the text, or one whose year the publication gives."""
    known = document.published.year if document.published else 0
    moments = dates_vi.extract(document.text)
    for moment in moments:
        year = moment.year or known
        if moment.day and moment.month and year:
            part = next((m.text.lower() for m in moments if m.daypart and m.end <= moment.end), "")
            return _real(year, moment.month, moment.day), part
    return None, ""


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dateline_place(document: Document, glossary: Glossary, context: Context) -> Bilingual:
    place = document.dateline.place
    if not place:
        return Bilingual("", "")
    phrase = TitleParser(tokens(place), glossary, context).place(0)
    return Bilingual(place, phrase.en if phrase else place)


def _venues(text: str, glossary: Glossary, context: Context) -> list[Bilingual]:
    """ "điểm cầu Bộ CHQS tỉnh Bắc Kạn": the online venues that are bodies or places."""
    parser = TitleParser(tokens(text), glossary, context)
    found = []
    for m in _BRIDGE.finditer(text):
        at = next((n for n, word in enumerate(parser.words) if word.start >= m.end()), None)
        body = None if at is None else parser.body(at)
        if at is not None and body:
            vi = text[parser.words[at].start : parser.words[body.end - 1].end]
            found.append(Bilingual(f"điểm cầu {vi}", f"online venue at the {body.en}"))
    return found


def _form(text: str) -> Bilingual:
    for pattern, en in _FORMS:
        m = re.search(pattern, text, re.IGNORECASE)
        if m:
            return Bilingual(m.group().lower(), en)
    return Bilingual("", "")
