"""The Brief: the one value that every way in produces and every format writes."""

from dataclasses import dataclass, field
from typing import Literal

from service.glossary.resources import Suggestion

Status = Literal["ok", "review"]
Step = Literal["", "summary", "translation"]
Span = tuple[int, int]  # characters from and up to, in the text of that side


@dataclass(frozen=True)
class Bilingual:
    """A text in both languages."""

    vi: str
    en: str


@dataclass(frozen=True)
class Check:
    """What one check found in one point or headline; passed with a message, it is a remark.

    The two sides are those of its step: report and Vietnamese point, or Vietnamese and English.
    """

    name: str  # numbers, dates, names, terms, coverage, confidence, leftover, repaired, …
    passed: bool
    message: str = ""  # a sentence for the editor
    source: str = ""  # the span on the source side that the finding is about
    target: str = ""  # the span on the other side
    source_at: Span | None = None  # where `source` stands
    target_at: Span | None = None
    step: Step = ""


@dataclass(frozen=True)
class Segment:
    """A sentence of a point: where it stands in `vi` and in `en`, and what it was made of."""

    vi: Span
    en: Span
    source: tuple[int, ...] = ()  # sentence numbers of the report
    spans: tuple[Span, ...] = ()  # characters of the report's text
    score: float = 0.0  # as that of a point


@dataclass(frozen=True)
class Point:
    """One point. `source` holds sentence numbers, `spans` characters of the report's text."""

    vi: str
    en: str
    source: tuple[int, ...]
    spans: tuple[tuple[int, int], ...] = ()
    checks: tuple[Check, ...] = ()
    score: float = 0.0  # confidence of its least sure sentence, 0 to 1; 0: not known
    suggestions: tuple[Suggestion, ...] = ()  # of the memory, for sentences like those of `vi`
    segments: tuple[Segment, ...] = ()  # its sentences in order; none in briefs of old


@dataclass(frozen=True)
class Person:
    """Somebody the report names, with the role it gives them."""

    name: str
    role: Bilingual


@dataclass(frozen=True)
class Figure:
    """A number of the report with its unit and what it counts."""

    value: str  # as written in the source, "100%"
    unit: str  # "%", "tỷ đồng", …; "" where none
    what: Bilingual


@dataclass(frozen=True)
class Facts:
    """What an editor asks first. `when` is ISO 8601 with the part of day in words."""

    when: Bilingual = Bilingual("", "")
    date: str = ""  # ISO 8601, "" where the report does not say
    where: Bilingual = Bilingual("", "")
    people: tuple[Person, ...] = ()
    organisations: tuple[Bilingual, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Source:
    """The report the brief was made of."""

    title: str
    url: str
    agency: str
    place: str
    published: str  # ISO 8601 date, "" where unknown
    sha256: str
    language: str
    text: str = ""
    sentences: tuple[tuple[int, int], ...] = ()  # the span of each sentence in `text`


@dataclass(frozen=True)
class Flag:
    """Something the editor must look at before printing."""

    code: str  # the name of the check, or "translation", "unverified", …
    message: str
    where: str  # "headline", "points/0", "facts/people/1", …


@dataclass(frozen=True)
class Provenance:
    """How the brief was made, so that it can be made again."""

    summariser: str  # id@revision
    translator: str  # id@revision
    prompts: tuple[str, ...] = ()  # name@version
    settings: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    created: str = ""  # ISO 8601, UTC
    software: str = ""  # songngu version
    machine_generated: bool = True


@dataclass(frozen=True)
class Brief:
    """A short bilingual brief of one report."""

    id: str  # of source digest, models and settings: the same input gives the same id
    source: Source
    headline: Bilingual
    points: tuple[Point, ...]
    facts: Facts
    provenance: Provenance
    terms: tuple[Bilingual, ...] = ()  # glossary terms used
    status: Status = "ok"
    flags: tuple[Flag, ...] = field(default=())
