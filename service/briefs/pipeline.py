"""From a report to a Brief: the one function behind the command line, HTTP and batches."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from models.catalogue import Task, find
from models.errors import SongnguError
from models.translator import Translator
from service.briefs.align import align
from service.briefs.brief import (
    Bilingual,
    Brief,
    Check,
    Flag,
    Point,
    Source,
)
from service.briefs.checks import check_summary, failed, merge
from service.briefs.checks.spans import anchored, starts
from service.briefs.compose import Composer
from service.briefs.compressing import compressed
from service.briefs.counting import count_checks, counted
from service.briefs.facts import extract_facts
from service.briefs.headline import vietnamese_headline
from service.briefs.known import Known
from service.briefs.provenance import Wanted, identity, provenance
from service.briefs.remembering import RememberingDesk
from service.briefs.roles import context_of
from service.briefs.saying import Said, say
from service.briefs.studio_models import Models, label
from service.briefs.tracing import origin_spans, segments
from service.briefs.translating import Desk
from service.briefs.values import (
    BriefOptions,
    DraftPoint,
    Progress,
    Summary,
    Translation,
)
from service.errors import EmptyText
from service.glossary import load_glossary
from service.glossary.resources import NOTHING, Resources, glossary_with
from service.reading.deceptions import deceptions
from service.reading.document import Document
from service.settings import Settings
from service.telemetry.spans import span

WORDS_A_POINT = 30  # of a summary that is asked for in words alone

__all__ = ["BriefOptions", "Studio", "Summary", "Translation"]


class Studio:
    """Makes briefs, summaries and translations; holds the models. Safe to share by threads."""

    def __init__(self, settings: Settings, models: Models | None = None) -> None:
        self._settings = settings
        self._models = models or Models(settings)

    def brief(
        self, document: Document, options: BriefOptions, progress: Progress | None = None
    ) -> Brief:
        """Make the brief of a report; `progress` hears what is being done and the share done."""
        wanted = self._wanted(options)
        return counted(lambda: make_brief(document, wanted, self._models, progress or _silent))

    def translate(
        self,
        texts: Sequence[str],
        translator: str | None = None,
        resources: Resources = NOTHING,
        known: Known | None = None,
    ) -> list[Translation]:
        """Translate each text by its sentences, in order, one answer for each text.

        Sentences that are `known` are not translated again, and new ones are kept there.
        """
        from service.briefs.passages import translate_passages

        id = translator or self._settings.str("translator")
        model = self._models.translator(id)
        diacritics = self._settings.bool("diacritics")
        search = self._settings.str("search")
        made = translate_passages(texts, model, diacritics, resources, known, search)
        count_checks(check for one in made for check in one.checks)
        return made

    def summarise(
        self,
        document: Document,
        words: int | None = None,
        points: int | None = None,
        summariser: str | None = None,
    ) -> Summary:
        """Shorten a report in Vietnamese; without `points`, as many as `words` allow."""
        if points is None and words:
            points = max(1, round(words / WORDS_A_POINT))
        wanted = self._wanted(BriefOptions(points, words, summariser))
        drafts = draft_points(document, wanted, self._models)
        texts = tuple(draft.vi for draft in drafts)
        return Summary(" ".join(texts), texts, tuple(drafts))

    def label(self, task: Task, id: str) -> str:
        """`id@revision` of a model, which is loaded to know it; `task` is that of the catalogue."""
        load = self._models.translator if task == "translate" else self._models.summariser
        return label(load(id), find(id, task))

    def ready(self) -> bool:
        """Whether the models in the settings are in memory, so that an answer comes at once."""
        return not self.problems()

    def problems(self) -> list[str]:
        """Why the studio is not ready; loads the models of the settings to find out."""
        found = []
        loaders = (
            (self._models.translator, self._settings.str("translator")),
            (self._models.summariser, self._settings.str("summariser")),
        )
        for load, id in loaders:
            try:
                load(id)
            except SongnguError as error:
                found.append(error.message)
        return found

    def _wanted(self, options: BriefOptions) -> Wanted:
        settings = self._settings
        diacritics = options.diacritics
        return Wanted(
            options.points or settings.int("points"),
            options.words or settings.int("words") or None,
            options.summariser or settings.str("summariser"),
            options.translator or settings.str("translator"),
            settings.bool("diacritics") if diacritics is None else diacritics,
            options.resources,
            settings.str("search"),
        )


def make_brief(document: Document, wanted: Wanted, models: Models, progress: Progress) -> Brief:
    """Choose, translate, check and gather: the whole way from a document to its brief."""
    start = time.monotonic()
    summariser, translator = load(wanted, models, progress)
    progress("Choosing the points", 0.15)
    drafts = draft_points(document, wanted, models)
    if not drafts:
        raise EmptyText("The text has no sentence that could be a point of a brief.")
    progress("Translating", 0.25)
    context = context_of(document.text, document.dateline.place, diacritics=wanted.diacritics)
    day = document.published or document.dateline.date
    glossary = glossary_with(wanted.resources.terms, load_glossary()).dated(day)
    desk = RememberingDesk(
        Desk(translator, glossary, context, document.abbreviations, search=wanted.search),
        wanted.resources.memory,
    )
    drafts = desk.gathered(drafts)
    headline = _headline(document, summariser)
    said = say(
        desk,
        headline,
        drafts,
        extract_facts(document, load_glossary(), diacritics=wanted.diacritics),
        lambda share: progress("Translating", 0.3 + 0.6 * share),
    )
    progress("Putting the points together", 0.92)
    points = tuple(_point(document, *pair) for pair in zip(drafts, said.points, strict=True))
    headline_checks = said.headline.checks
    flags = _flags(document, headline_checks, points)
    count_checks([*headline_checks, *(check for point in points for check in point.checks)])
    progress("Done", 1.0)
    return Brief(
        id=identity(document, wanted, summariser, translator),
        source=_source(document),
        headline=Bilingual(headline, said.headline.text),
        points=points,
        facts=said.facts,
        provenance=provenance(wanted, summariser, translator, time.monotonic() - start),
        terms=_terms(said),
        status="review" if flags else "ok",
        flags=flags,
    )


def load(wanted: Wanted, models: Models, progress: Progress) -> tuple[Any, Translator]:
    """Both models; unknown ids are refused before anything is loaded."""
    find(wanted.summariser, "summarise")
    find(wanted.translator, "translate")
    progress("Loading the models", 0.0)
    return models.summariser(wanted.summariser), models.translator(wanted.translator)


@span("summarise")
def draft_points(document: Document, wanted: Wanted, models: Models) -> list[DraftPoint]:
    """The Vietnamese points: chosen by the ranker, chosen and then shortened, or written."""
    spec = find(wanted.summariser, "summarise")
    model = models.summariser(wanted.summariser)
    if spec.engine == "extractive":
        return Composer(document, model, load_glossary()).compose(wanted.points, wanted.words)
    if spec.convention.shorter:
        ranker = models.ranker()
        chosen = Composer(document, ranker, load_glossary()).compose(wanted.points, wanted.words)
        return compressed(chosen, document, model)
    body = "\n".join(sentence.text for sentence in document.sentences)
    texts = model.summarise(body, points=wanted.points, words=wanted.words)
    return [align(text, document) for text in texts]


def _headline(document: Document, summariser: Any) -> str:
    """The Vietnamese headline; a written one that adds something is not used."""
    write = getattr(summariser, "headline", None)
    written: str = write(document.text) if write else ""
    if written and not failed(check_summary(document.text, written)):
        return written
    return vietnamese_headline(document, load_glossary())


def _point(document: Document, draft: DraftPoint, made: Sequence[Translation]) -> Point:
    # What a clause was given back, its subject or the place it means, stands before it.
    last = max(draft.sentences, default=len(document.sentences) - 1)
    source = " ".join(sentence.text for sentence in document.sentences[: last + 1])
    checks = [anchored(c, document.text, draft.vi) for c in check_summary(source, draft.vi)]
    checks += _translation_checks(draft, made)
    score = min((one.confidence for one in made), default=0.0)
    return Point(
        vi=draft.vi,
        en=" ".join(one.text for one in made),
        source=draft.sentences,
        spans=origin_spans(document, draft),
        checks=merge(checks),
        score=round(score, 3),
        suggestions=tuple(dict.fromkeys(like for one in made for like in one.suggestions)),
        segments=segments(document, draft, made),
    )


def _translation_checks(draft: DraftPoint, made: Sequence[Translation]) -> Iterator[Check]:
    """The checks of each sentence, their spans counted in the whole point."""
    english = " ".join(one.text for one in made)
    at = starts(draft.vi, draft.sentences_vi), starts(english, [one.text for one in made])
    for one, *place in zip(made, *at, strict=True):
        for check in one.checks:
            yield anchored(check, draft.vi, english, after=(place[0], place[1]))


def _flags(
    document: Document, headline: Sequence[Check], points: Sequence[Point]
) -> tuple[Flag, ...]:
    unread = tuple(Flag("not-read", note, "source") for note in document.notes)
    unread += tuple(Flag("deception", note, "source") for note in deceptions(document.text))
    places = [("headline", headline), *((f"points/{n}", p.checks) for n, p in enumerate(points))]
    return unread + tuple(
        Flag(check.name, check.message, where)
        for where, checks in places
        for check in failed(checks)
    )


def _terms(said: Said) -> tuple[Bilingual, ...]:
    """The terms of the headline and the points, each once."""
    made = [said.headline, *(one for point in said.points for one in point)]
    found = dict.fromkeys(term for one in made for term in one.terms)
    return tuple(Bilingual(vi, en) for vi, en in found)


def _source(document: Document) -> Source:
    published = document.published or document.dateline.date
    return Source(
        title=document.title,
        url=document.url,
        agency=document.dateline.agency,
        place=document.dateline.place,
        published=published.isoformat() if published else "",
        sha256=document.sha256,
        language=document.language,
        text=document.text,
        sentences=tuple((s.span.start, s.span.end) for s in document.sentences),
    )


def _silent(message: str, share: float) -> None:
    """Nobody listens."""
