"""Translates Vietnamese sentences so that names, titles, terms and numbers arrive.

Every output is checked against its source. What fails is put right where only one thing can be
meant, else tried again: with the lost numbers and dates as hints, by the other hypotheses,
without hints, in parts. The best attempt is kept with its findings: nothing that failed is passed
off as sound.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from models.engines.base import Decoding, Hypothesis
from models.spelling import unaccented
from models.translator import Translator
from service.briefs.brief import Check
from service.briefs.checks import check_translation, failed, terms
from service.briefs.checks.spans import anchored, starts
from service.briefs.clearer import clearer
from service.briefs.confidence import confidence, doubt
from service.briefs.enforcement import (
    DEFAULT,
    IN_TEXT,
    Enforcement,
    Held,
    annotations,
    lost,
    named_first,
    put,
    restore,
)
from service.briefs.english import place_titles, plain_capitals, spell_names, tidy
from service.briefs.people import person_names
from service.briefs.repair import hints_for, mend
from service.briefs.roles import PersonMention, people_in
from service.briefs.titles import Context
from service.briefs.values import Translation
from service.glossary import Glossary, Match
from service.reading.abbreviations import expand, find_abbreviations
from service.telemetry.spans import span

MOST_TERMS = 12  # hints in one prompt: more crowd out the sentence
_SEARCH = Decoding(beam=4, hypotheses=4, no_repeat_ngram=0)
# How much an editor minds a finding; a wrong number outweighs any other two.
_WEIGHTS = {"numbers": 5.0, "dates": 4.0, "names": 3.0, "ranks": 3.0, "negation": 3.0} | {
    "repetition": 3.0
}


@dataclass(frozen=True)
class Job:
    """One sentence on its way to the model."""

    source: str  # as the reader sees it
    core: str  # with the long titles set aside: rules put them back, so no check need see them
    input: str  # the core as the model reads it: abbreviations written out
    hints: tuple[tuple[str, str], ...]
    matches: tuple[Match, ...]  # of the glossary, in `core`
    people: tuple[PersonMention, ...] = ()  # whose titles were set aside
    held: Held = ()  # marks in the input that stand for terms


@dataclass(frozen=True)
class Case:
    """A sentence with the best translation so far, and what else the search came upon."""

    job: Job
    best: Translation
    others: tuple[Translation, ...] = ()


# The share done before it, what it makes of cases, and which cases it is for.
Retry = tuple[
    float, Callable[[Sequence[Case], bool], Sequence[Translation]], Callable[[Case], bool]
]


class Desk:
    """Translates with one model, one glossary and one report's context."""

    def __init__(
        self,
        translator: Translator,
        glossary: Glossary,
        context: Context,
        abbreviations: Sequence[tuple[str, str]] = (),
        enforcement: str = DEFAULT,
    ) -> None:
        self._translator, self._glossary, self._context = translator, glossary, context
        self._abbreviations = abbreviations
        self._enforcement = Enforcement.named(enforcement)

    def translate(
        self,
        texts: Sequence[str],
        *,
        sentence: bool = True,
        report: Callable[[float], None] | None = None,
    ) -> list[Translation]:
        """Return one translation for each text, in order; an empty text stays empty.

        `sentence` false leaves the full stop away, for headlines and phrases.
        """
        with span("translate", sentences=len(texts)):
            return self._translate(texts, sentence, report)

    def _translate(
        self, texts: Sequence[str], sentence: bool, report: Callable[[float], None] | None
    ) -> list[Translation]:
        jobs = [self._job(text) for text in texts]
        made = self._run(jobs)
        with span("checks", sentences=len(texts)):
            cases = [self._case(job, found, sentence) for job, found in made]
        for share, retry, wanted in self._retries():
            if report:
                report(share)
            bad = [at for at, case in enumerate(cases) if wanted(case)]
            again = retry([cases[at] for at in bad], sentence)
            for at, other in zip(bad, again, strict=True):
                best = min(cases[at].best, other, key=_badness)
                cases[at] = replace(cases[at], best=best)
        return [_rated(case) for case in cases]

    def _retries(self) -> Iterator[Retry]:
        """What is tried in turn on sentences in which something failed."""
        yield 0.4, self._insisting, self._can_insist
        yield 0.45, _alternatives, _is_bad
        for way in self._enforcement.later:
            yield 0.5, partial(self._enforcing, way), _lost_terms
        yield 0.6, self._plain, _is_serious
        yield 0.8, self._pieces, _is_list

    def _job(self, text: str) -> Job:
        """Set aside titles, which rules translate better than a model, and gather hints."""
        people = [p for p in people_in(text, self._glossary, self._context) if p.titles]
        kept = text
        for person in reversed(people):
            kept = f"{kept[: person.start]}{short_name(text, person)}{kept[person.end :]}"
        abbreviations = dict(self._abbreviations or find_abbreviations(text))
        written = clearer(expand(kept, abbreviations))
        job = Job(text, kept, written, self._hints(written), self._terms(kept), tuple(people))
        first = self._enforcement.first
        return _with_terms(job, first, self._terms(written)) if first in IN_TEXT else job

    def _terms(self, text: str) -> tuple[Match, ...]:
        """The terms that English must call by their name; loose ones have many."""
        return tuple(match for match in self._glossary.match(text) if not match.term.loose)

    def _hints(self, text: str) -> tuple[tuple[str, str], ...]:
        names = [(n.text, self._name(n.text)) for n in person_names(text)]
        annotated = named_first(self._enforcement.first, self._terms(text))
        return tuple(dict([*names, *annotations(text, annotated)]).items())[:MOST_TERMS]

    def _name(self, name: str) -> str:
        return name if self._context.diacritics else unaccented(name)

    def _run(self, jobs: Sequence[Job]) -> Iterable[tuple[Job, list[Hypothesis]]]:
        found = self._translator.translate(
            [job.input for job in jobs], terms=[job.hints for job in jobs], decoding=self._decoding
        )
        return zip(jobs, found, strict=True)

    @property
    def _decoding(self) -> Decoding:
        limits = self._translator.spec.limits
        beam = max(1, min(_SEARCH.beam, limits.beams or _SEARCH.beam))
        most = min(_SEARCH.max_tokens, limits.output or _SEARCH.max_tokens)
        return replace(_SEARCH, beam=beam, hypotheses=beam, max_tokens=most)

    def _case(self, job: Job, found: Sequence[Hypothesis], sentence: bool) -> Case:
        best, *others = (self._finish(job, hypothesis, sentence) for hypothesis in found)
        return Case(job, best, tuple(others))

    def _best(self, job: Job, found: Sequence[Hypothesis], sentence: bool) -> Translation:
        """The most probable hypothesis without a finding, else the one with the least."""
        made = [self._finish(job, hypothesis, sentence) for hypothesis in found]
        return min(made, key=_badness)

    def _finish(self, job: Job, hypothesis: Hypothesis, sentence: bool) -> Translation:
        core, checks = self._checked(job, hypothesis.text, sentence)
        text = tidy(self._with_titles(job, core), sentence=sentence and bool(core.strip()))
        score = math.exp(hypothesis.logprob) if hypothesis.logprob is not None else 0.0
        used = tuple(dict.fromkeys((m.term.vi, m.term.en) for m in job.matches))
        return Translation(
            text,
            tuple(anchored(check, job.source, text) for check in checks),
            "review" if failed(checks) else "ok",
            score,
            hypothesis.tokens,
            used,
        )

    def _checked(self, job: Job, text: str, sentence: bool) -> tuple[str, tuple[Check, ...]]:
        """The core in English with its checks, mended where that leaves less to find."""
        core = self._spelt(job, restore(text, job.held), sentence)
        if not job.core.strip():
            return core, ()
        checks = check_translation(job.core, core, terms=job.matches)
        text, repairs = mend(job.core, core, checks)
        if repairs:
            mended = self._spelt(job, text, sentence)
            again = check_translation(job.core, mended, terms=job.matches)
            if _weight(again) < _weight(checks):
                return mended, (*again, *repairs)
        return core, checks

    def _spelt(self, job: Job, text: str, sentence: bool) -> str:
        core = unaccented_names(text, job.source, self._context.diacritics)
        return tidy(core, sentence=sentence and bool(core.strip()))

    def _with_titles(self, job: Job, text: str) -> str:
        for person in job.people:
            text = place_titles(text, self._name(person.name), person.en) or text
        return text

    def _can_insist(self, case: Case) -> bool:
        """Whether the model reads hints, and one could name what it lost."""
        reads = bool(self._translator.prompts)
        return reads and bool(hints_for(case.job.core, case.best.checks))

    def _insisting(self, cases: Sequence[Case], sentence: bool) -> list[Translation]:
        """With the English of the numbers and dates that were lost as the first hints."""
        jobs = [_with_hints(c.job, hints_for(c.job.core, c.best.checks)) for c in cases]
        return [self._best(job, found, sentence) for job, found in self._run(jobs)]

    def _enforcing(self, way: str, cases: Sequence[Case], sentence: bool) -> list[Translation]:
        """With the terms that were lost named, or put into the sentence."""
        jobs = [
            _with_terms(case.job, way, lost(self._terms(case.job.input), case.best.text))
            for case in cases
        ]
        return [self._best(job, found, sentence) for job, found in self._run(jobs)]

    def _plain(self, cases: Sequence[Case], sentence: bool) -> list[Translation]:
        """Without setting titles aside and without hints: the model as it is."""
        bare = [
            replace(
                job,
                core=job.source,
                input=clearer(expand(job.source, dict(self._abbreviations))),
                hints=(),
                matches=self._terms(job.source),
                people=(),
                held=(),
            )
            for job in (case.job for case in cases)
        ]
        return [self._best(job, found, sentence) for job, found in self._run(bare)]

    def _pieces(self, cases: Sequence[Case], sentence: bool) -> list[Translation]:
        """Each part of a list by itself, then joined: short inputs lose less."""
        jobs = [case.job for case in cases]
        parts = [pieces(job.source) for job in jobs]
        flat = [self._job(part) for row in parts for part in row]
        found = iter([self._best(job, hypotheses, False) for job, hypotheses in self._run(flat)])
        return [
            self._joined(job, row, [next(found) for _ in row], sentence)
            for job, row in zip(jobs, parts, strict=True)
        ]

    def _joined(
        self, job: Job, parts: Sequence[str], made: Sequence[Translation], sentence: bool
    ) -> Translation:
        """One text of the parts; each was checked against its own part of the source."""
        persons = [self._name(name.text) for name in person_names(job.source)]
        names = [*persons, *(match.term.en for match in job.matches)]
        first, *rest = (one.text.rstrip(".") for one in made)
        texts = [first, *(lower_first(one, names) for one in rest)]
        text = tidy("; ".join(texts), sentence=sentence)
        places = zip(starts(job.source, parts), starts(text, texts), strict=True)
        checks = tuple(
            anchored(check, job.source, text, after=place)
            for one, place in zip(made, places, strict=True)
            for check in one.checks
        )
        return Translation(
            text,
            checks,
            "review" if failed(checks) else "ok",
            min(one.score for one in made),
            sum(one.tokens for one in made),
            tuple(dict.fromkeys(term for one in made for term in one.terms)),
        )


def short_name(text: str, person: PersonMention) -> str:
    """The person without titles: the name with the rank, or with the honorific it stands after."""
    last = person.name_span[1]
    titled_before = last == person.end and not person.rank
    return person.name if titled_before else text[person.start : last]


def pieces(text: str) -> list[str]:
    """The parts of a list, cut at semicolons; one part where there is none."""
    return [part.strip() for part in text.rstrip(" .").split(";") if part.strip()] or [text]


def unaccented_names(text: str, source: str, diacritics: bool) -> str:
    """Spell the source's names in `text` with or without diacritics, as wanted."""
    names = (name.text for name in person_names(source))
    text = spell_names(text, names, diacritics=diacritics)
    return text if diacritics else plain_capitals(text, source)


def lower_first(text: str, names: Iterable[str] = ()) -> str:
    """Lower the first letter, unless the text begins with a name or with capitals."""
    word = text.split(" ", 1)[0]
    capital = any(text.startswith(name) for name in names if name[:1].isupper())
    kept = capital or not word[1:].islower() or word in _ALWAYS_CAPITAL
    return text if kept else text[:1].lower() + text[1:]


_ALWAYS_CAPITAL = frozenset(
    "Vietnam Vietnamese Party State Government National Politburo Military Ho President "
    "January February March April May June July August September October November December".split()
)


def _alternatives(cases: Sequence[Case], sentence: bool) -> list[Translation]:
    """The other hypotheses of the first search."""
    return [min(case.others, key=_badness, default=case.best) for case in cases]


def _rated(case: Case) -> Translation:
    """The best attempt, with what else there was and how sure one may be of it."""
    best = case.best
    others = [other.text for other in case.others if other.text != best.text]
    sure = confidence(best.text, best.score, others, best.checks)
    found = doubt(case.job.source, best.text, sure)
    return replace(
        best,
        checks=(*best.checks, *found),
        status="review" if found else best.status,
        alternatives=_offered(case),
        confidence=round(sure, 4),
    )


def _offered(case: Case) -> tuple[str, ...]:
    """What else the search came upon, the least questionable first."""
    texts = dict.fromkeys(other.text for other in sorted(case.others, key=_badness))
    return tuple(text for text in texts if text and text != case.best.text)


def _with_hints(job: Job, first: tuple[tuple[str, str], ...]) -> Job:
    return replace(job, hints=tuple(dict([*first, *job.hints]).items())[:MOST_TERMS])


def _with_terms(job: Job, method: str, matches: Sequence[Match]) -> Job:
    """The job with these terms named first, or put into its input without hints for them."""
    if method == "annotation":
        return _with_hints(job, annotations(job.input, matches))
    named = {job.input[match.start : match.end] for match in matches}
    text, held = put(method, job.input, matches)
    hints = tuple(hint for hint in job.hints if hint[0] not in named)
    return replace(job, input=text, hints=hints, held=held)


def _lost_terms(case: Case) -> bool:
    return any(check.name == terms.NAME for check in failed(case.best.checks))


def _is_bad(case: Case) -> bool:
    return case.best.status == "review"


def _is_serious(case: Case) -> bool:
    """Whether more failed than a term: without hints the model names terms no better."""
    return any(check.name != "terms" for check in failed(case.best.checks))


def _is_list(case: Case) -> bool:
    """Whether something failed in a sentence that can be translated in parts."""
    return _is_bad(case) and len(pieces(case.job.source)) > 1


def _badness(translation: Translation) -> float:
    return _weight(translation.checks)


def _weight(checks: Iterable[Check]) -> float:
    return sum(_WEIGHTS.get(check.name, 1.0) for check in failed(checks))
