"""What the formats for people show, before any markup: plain rows of plain text."""

from dataclasses import dataclass

from service.briefs.brief import Bilingual, Brief, Flag, Person, Point, Segment
from service.formats.labels import LABELS, label, pick


@dataclass(frozen=True)
class Row:
    """A label with its values."""

    label: str
    values: tuple[str, ...]


def facts(brief: Brief, language: str) -> list[Row]:
    """When, where, who, which bodies and which figures; rows with nothing in them are left out."""
    found = brief.facts
    rows = {
        "when": _sides([found.when], language),
        "where": _sides([found.where], language),
        "people": tuple(_person(person, language) for person in found.people),
        "organisations": _sides(found.organisations, language),
        "figures": tuple(
            _joined(figure.value, " / ".join(pick(figure.what, language)))
            for figure in found.figures
        ),
        "terms": _terms(brief.terms, language),
    }
    return [Row(label(name, language), values) for name, values in rows.items() if values]


def provenance(brief: Brief, language: str) -> list[Row]:
    """The report the brief was made of, and how the brief was made."""
    source, made = brief.source, brief.provenance
    rows = {
        "title": (source.title, source.url),
        "agency": (source.agency,),
        "place": (source.place,),
        "published": (source.published,),
        "digest": (source.sha256,),
        "id": (brief.id,),
        "summariser": (made.summariser,),
        "translator": (made.translator,),
        "prompts": (", ".join(made.prompts),),
        "settings": (_settings(made.settings),),
        "created": (made.created,),
        "seconds": (f"{made.seconds:.1f} s" if made.seconds else "",),
        "software": (made.software,),
    }
    filled = {name: tuple(filter(None, values)) for name, values in rows.items()}
    return [Row(label(name, language), values) for name, values in filled.items() if values]


def flags(brief: Brief, language: str) -> list[Row]:
    """The messages of the flags under the name of their place, the least certain point first."""
    places: dict[str, list[str]] = {}
    for flag in sorted(brief.flags, key=lambda flag: _certainty(brief, flag.where)):
        places.setdefault(place(flag, language), []).append(flag.message)
    return [Row(name, tuple(dict.fromkeys(messages))) for name, messages in places.items()]


def first(brief: Brief, language: str) -> list[Row]:
    """The points in the order to look at them, each with its certainty; none where not known."""
    known = [(point.score, number) for number, point in enumerate(brief.points) if point.score]
    told = [
        f"{_place(f'points/{number}', language)} ({100 * score:.0f} %)"
        for score, number in sorted(known)
    ]
    return [Row(label("certainty", language), ("; ".join(told),))] if len(told) > 1 else []


def _certainty(brief: Brief, where: str) -> float:
    """Of a point its probability to be right; what is none, or is not rated, comes before."""
    kind, _, rest = where.partition("/")
    number = int(rest) if rest.isdecimal() else -1
    rated = kind == "points" and 0 <= number < len(brief.points)
    return brief.points[number].score if rated else 0.0


def segmented(point: Point, side: str) -> list[tuple[str, Segment | None]]:
    """One side of a point cut at its segments, nothing lost; what is in none stands alone."""
    text: str = getattr(point, side)
    pieces: list[tuple[str, Segment | None]] = []
    at = 0
    for segment in point.segments:
        start, end = getattr(segment, side)
        if not at <= start < end <= len(text):
            continue  # a brief that was edited elsewhere
        pieces += [(text[at:start], None), (text[start:end], segment)]
        at = end
    return [piece for piece in [*pieces, (text[at:], None)] if piece[0]]


def place(flag: Flag, language: str) -> str:
    """`points/0` as a person counts: "điểm 1 / point 1"."""
    return _place(flag.where, language)


def _place(where: str, language: str) -> str:
    kind, _, rest = where.partition("/")
    name = {"points": "point"}.get(kind, kind)
    if name not in LABELS:
        return where
    number = f" {int(rest) + 1}" if name == "point" and rest.isdecimal() else ""
    return " / ".join(side + number for side in pick(LABELS[name], language))


def status(brief: Brief, language: str) -> str:
    """Whether an editor must look at something before anything else."""
    return label(brief.status, language)


def numbers(point: Point | Segment) -> list[int]:
    """The source sentences of a point, counted from 1."""
    return [number + 1 for number in point.source]


def ranges(spans: tuple[tuple[int, int], ...]) -> str:
    """Characters of the report, from and up to: "0-40 41-77"."""
    return " ".join(f"{start}-{end}" for start, end in spans)


def marked(point: Point) -> bool:
    """Whether a check of the point failed."""
    return any(not check.passed for check in point.checks)


def cited(brief: Brief) -> list[tuple[int, str]]:
    """The sentences that points name, each with its number counted from 1, in their order."""
    wanted = sorted({number for point in brief.points for number in point.source})
    return [(number + 1, text) for number in wanted if (text := sentence(brief, number))]


def sentence(brief: Brief, number: int) -> str:
    """The text of a source sentence, counted from 0, in one line; "" where it is not kept."""
    if not 0 <= number < len(brief.source.sentences):
        return ""
    start, end = brief.source.sentences[number]
    return " ".join(brief.source.text[start:end].split())


def _sides(texts: tuple[Bilingual, ...] | list[Bilingual], language: str) -> tuple[str, ...]:
    joined = (" / ".join(pick(text, language)) for text in texts)
    return tuple(filter(None, joined))


def _person(person: Person, language: str) -> str:
    return _joined(person.name, " / ".join(pick(person.role, language)))


def _terms(terms: tuple[Bilingual, ...], language: str) -> tuple[str, ...]:
    if language == "vi":
        return ()
    # One value: a term is looked up, not read through.
    return ("; ".join(f"{term.vi} = {term.en}" for term in terms),) if terms else ()


def _settings(settings: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in settings if value)


def _joined(head: str, tail: str) -> str:
    return f"{head}: {tail}" if tail else head
