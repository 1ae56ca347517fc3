"""A studio that answers at once and truly of its input: no model, but real offsets."""

import re
from collections.abc import Callable, Sequence
from threading import Event

from models.catalogue import Task, find
from service.briefs.brief import (
    Bilingual,
    Brief,
    Check,
    Facts,
    Figure,
    Flag,
    Person,
    Point,
    Provenance,
    Source,
)
from service.briefs.known import Known
from service.briefs.pipeline import BriefOptions, Summary, Translation
from service.glossary.resources import NOTHING, Resources
from service.reading.document import Document

PASSED = Check("numbers", True)
FAILED = Check("numbers", False, "The report says 100%, the translation 10%.", "100%", "10%")


class FakeStudio:
    """Takes sentences for points; “translates” by saying so."""

    def __init__(self, missing: Sequence[str] = (), error: Exception | None = None) -> None:
        self.missing = list(missing)
        self.error = error
        self.gate = Event()  # cleared: a brief stays where it is after its first progress
        self.gate.set()
        self.calls: list[tuple[str, object]] = []
        self.asked: list[tuple[list[str], Resources]] = []  # of each translation

    def ready(self) -> bool:
        return not self.missing

    def problems(self) -> list[str]:
        return self.missing

    def label(self, task: Task, id: str) -> str:
        return f"{find(id, task).id}@fake"

    def brief(
        self,
        document: Document,
        options: BriefOptions,
        progress: Callable[[str, float], None] | None = None,
    ) -> Brief:
        self.calls.append(("brief", options))
        summariser = options.summariser or "songngu-extractive"
        translator = options.translator or "songngu-gemma-vi-en"
        find(summariser, "summarise")
        find(translator, "translate")
        for stage, fraction in (("Choosing the points", 0.2), ("Translating", 0.5), ("Done", 1.0)):
            if progress:
                progress(stage, fraction)
            self.gate.wait(30)
        if self.error:
            raise self.error
        points = tuple(_point(document, n) for n in _longest(document, options.points or 5))
        return Brief(
            id=document.sha256,
            source=_source(document),
            headline=Bilingual(document.sentences[0].text, english(document.sentences[0].text)),
            points=points,
            facts=_facts(document),
            provenance=Provenance(
                summariser,
                translator,
                settings=(("points", str(options.points)),),
                created="2025-01-08T00:00:00Z",
            ),
            status="review" if any(not c.passed for p in points for c in p.checks) else "ok",
            flags=tuple(
                Flag("numbers", FAILED.message, f"points/{n}")
                for n, point in enumerate(points)
                if FAILED in point.checks
            ),
        )

    def translate(
        self,
        texts: Sequence[str],
        translator: str | None = None,
        resources: Resources = NOTHING,
        known: Known | None = None,
    ) -> list[Translation]:
        self.calls.append(("translate", translator))
        find(translator or "songngu-gemma-vi-en", "translate")
        self.asked.append((list(texts), resources))
        self.gate.wait(30)
        if self.error:
            raise self.error
        return [
            Translation(english(text), (PASSED,), alternatives=(f"[alt] {text}",) if text else ())
            for text in texts
        ]

    def summarise(
        self,
        document: Document,
        words: int | None = None,
        points: int | None = None,
        summariser: str | None = None,
    ) -> Summary:
        self.calls.append(("summarise", (words, points)))
        find(summariser or "songngu-extractive", "summarise")
        texts = [document.sentences[n].text for n in _longest(document, points or 2)]
        return Summary(" ".join(texts), tuple(texts))


def english(text: str) -> str:
    """What the fake gives for a translation: empty for empty, and marked as such."""
    return f"[en] {text}" if text.strip() else ""


def _longest(document: Document, count: int) -> list[int]:
    """The numbers of the longest sentences, in the order of the report."""
    ranked = sorted(document.sentences, key=lambda one: -len(one.text))
    return sorted(one.number for one in ranked[:count])


def _point(document: Document, number: int) -> Point:
    sentence = document.sentences[number]
    start, end = sentence.span.start, min(sentence.span.end, sentence.span.start + 200)
    check = FAILED if "100%" in sentence.text else PASSED
    vi = re.sub(r"\s+\S*$", " …", sentence.text[:200]) if end < sentence.span.end else sentence.text
    return Point(vi, english(vi), (number,), ((start, end),), (check,), 0.5)


def _source(document: Document) -> Source:
    published = document.published.isoformat() if document.published else ""
    spans = tuple((one.span.start, one.span.end) for one in document.sentences)
    line = document.dateline
    return Source(
        document.title, document.url, line.agency, line.place, published, document.sha256,
        document.language, document.text, spans,
    )  # fmt: skip


def _facts(document: Document) -> Facts:
    figures = re.findall(r"\d+%", document.text)
    return Facts(
        when=Bilingual("sáng 08/01/2025", "morning of 8 January 2025"),
        people=(Person("Nguyễn Hồng Thái", Bilingual("Tư lệnh Quân khu 1", "Commander")),),
        organisations=(Bilingual("Quân khu 1", "Military Region 1"),),
        figures=tuple(Figure(f, "%", Bilingual("chỉ tiêu", "target")) for f in figures[:1]),
    )
