"""Translates Vietnamese sentences so that names, titles, terms and numbers arrive.

Every output is checked against its source. What fails is put right where only one thing can be
meant, else tried again: with a wider search, with the lost numbers and dates as hints, by the
other hypotheses, without hints, in parts. The best attempt is kept with its findings: nothing
that failed is passed off as sound.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from models.engines.base import Decoding, Hypothesis
from models.translator import Translator
from service.briefs import enforcement as keeping
from service.briefs import searching
from service.briefs.confidence import confidence, doubt
from service.briefs.enforcement import Enforcement, lost
from service.briefs.finishing import Finisher
from service.briefs.jobs import Case, Hints, Job, Jobs, pieces, with_hints, with_terms
from service.briefs.parts import joined
from service.briefs.people import person_names
from service.briefs.repair import hints_for
from service.briefs.titles import Context
from service.briefs.values import Translation
from service.briefs.weighing import badness, is_bad, is_list, is_serious, least_bad, lost_terms
from service.glossary import Glossary
from service.telemetry.spans import span

# The share done before it, what it makes of cases, and which cases it is for.
Retry = tuple[float, Callable[[Sequence[Case]], Sequence[Translation]], Callable[[Case], bool]]
Ends = bool | Sequence[bool]  # whether texts end with a full stop: all alike, or each for itself


class Desk:
    """Translates with one model, one glossary and one report's context."""

    def __init__(
        self,
        translator: Translator,
        glossary: Glossary,
        context: Context,
        abbreviations: Sequence[tuple[str, str]] = (),
        enforcement: str = keeping.DEFAULT,
        search: str = searching.DEFAULT,
    ) -> None:
        self._translator = translator
        self._enforcement = Enforcement.named(enforcement)
        self._jobs = Jobs(glossary, context, abbreviations, self._enforcement)
        self._finisher = Finisher(self._jobs, context)
        self._search = searching.named(search).within(translator.spec.limits)

    def translate(
        self,
        texts: Sequence[str],
        *,
        sentence: Ends = True,
        report: Callable[[float], None] | None = None,
    ) -> list[Translation]:
        """Return one translation for each text, in order; an empty text stays empty.

        `sentence` false leaves the full stop away, for headlines and phrases.
        """
        with span("translate", sentences=len(texts)):
            jobs = [
                self._jobs.make(*pair) for pair in zip(texts, each(sentence, texts), strict=True)
            ]
            cases = self._widened(self._searched(jobs, self._search.first))
            return [_rated(case) for case in self._retried(cases, report or _silent)]

    def _searched(self, jobs: Sequence[Job], decoding: Decoding) -> list[Case]:
        """A first attempt at each job."""
        made = self._run(jobs, decoding)
        with span("checks", sentences=len(jobs)):
            rows = [self._finished(*pair) for pair in zip(jobs, made, strict=True)]
        return [Case(job, row[0], tuple(row[1:])) for job, row in zip(jobs, rows, strict=True)]

    def _widened(self, cases: list[Case]) -> list[Case]:
        """The cases, with those that a narrow search is not enough for searched for again."""
        narrow = [at for at, case in enumerate(cases) if self._search.widened(case)]
        wide = self._searched([cases[at].job for at in narrow], self._search.wide)
        for at, case in zip(narrow, wide, strict=True):
            first = cases[at].best
            known = first.text in {one.text for one in (case.best, *case.others)}
            cases[at] = case if known else replace(case, others=(*case.others, first))
        return cases

    def _retried(self, cases: list[Case], report: Callable[[float], None]) -> list[Case]:
        """The cases after everything was tried on those in which something failed."""
        for share, retry, wanted in self._retries():
            report(share)
            bad = [at for at, case in enumerate(cases) if wanted(case)]
            again = retry([cases[at] for at in bad]) if bad else ()
            for at, other in zip(bad, again, strict=True):
                cases[at] = replace(cases[at], best=least_bad([cases[at].best, other]))
        return cases

    def _retries(self) -> Iterator[Retry]:
        """What is tried in turn on sentences in which something failed."""
        yield 0.4, partial(self._again, self._insisting), self._can_insist
        yield 0.45, _alternatives, is_bad
        for way in self._enforcement.later:
            yield 0.5, partial(self._again, partial(self._enforcing, way)), lost_terms
        yield 0.6, partial(self._again, lambda case: self._jobs.bare(case.job)), is_serious
        yield 0.8, self._pieces, is_list

    def _again(self, change: Callable[[Case], Job], cases: Sequence[Case]) -> Sequence[Translation]:
        """The best of another attempt at each case, its job changed.

        Where the model would read the same again it is not asked.
        """
        jobs = [change(case) for case in cases]
        pairs = list(zip(jobs, cases, strict=True))
        new = [self._read(job) != self._read(case.job) for job, case in pairs]
        made = iter(self._best([job for job, differs in zip(jobs, new, strict=True) if differs]))
        return [
            next(made) if differs else case.best for case, differs in zip(cases, new, strict=True)
        ]

    def _read(self, job: Job) -> tuple[str, Hints]:
        """What the model reads of a job: without a prompt it reads no hints."""
        return job.input, job.hints if self._translator.prompts else ()

    def _can_insist(self, case: Case) -> bool:
        """Whether the model reads hints, and one could name what it lost."""
        reads = bool(self._translator.prompts)
        return reads and bool(hints_for(case.job.core, case.best.checks))

    def _insisting(self, case: Case) -> Job:
        """With the English of the numbers and dates that were lost as the first hints."""
        return with_hints(case.job, hints_for(case.job.core, case.best.checks))

    def _enforcing(self, way: str, case: Case) -> Job:
        """With the terms that were lost named, or put into the sentence."""
        missing = lost(self._jobs.terms(case.job.input), case.best.text)
        return with_terms(case.job, way, missing)

    def _pieces(self, cases: Sequence[Case]) -> list[Translation]:
        """Each part of a list by itself, then joined: short inputs lose less."""
        parts = [pieces(case.job.source) for case in cases]
        found = iter(self._best([self._jobs.make(part, False) for row in parts for part in row]))
        return [
            joined(case.job, row, [next(found) for _ in row], self._names(case.job))
            for case, row in zip(cases, parts, strict=True)
        ]

    def _names(self, job: Job) -> list[str]:
        persons = [self._jobs.name(name.text) for name in person_names(job.source)]
        return [*persons, *(match.term.en for match in job.matches)]

    def _best(self, jobs: Sequence[Job]) -> list[Translation]:
        """The most probable hypothesis without a finding, else the one with the least."""
        made = self._run(jobs, self._search.wide)
        return [least_bad(self._finished(*pair)) for pair in zip(jobs, made, strict=True)]

    def _finished(self, job: Job, found: Sequence[Hypothesis]) -> list[Translation]:
        return [self._finisher.finish(job, hypothesis) for hypothesis in found]

    def _run(self, jobs: Sequence[Job], decoding: Decoding) -> list[list[Hypothesis]]:
        return self._translator.translate(
            [job.input for job in jobs], terms=[job.hints for job in jobs], decoding=decoding
        )


def each(sentence: Ends, texts: Sequence[str]) -> Sequence[bool]:
    """Whether each of the texts ends with a full stop."""
    return [sentence] * len(texts) if isinstance(sentence, bool) else sentence


def _alternatives(cases: Sequence[Case]) -> list[Translation]:
    """The other hypotheses of the first search."""
    return [min(case.others, key=badness, default=case.best) for case in cases]


def _rated(case: Case) -> Translation:
    """The best attempt, with what else there was and how sure one may be of it."""
    best = case.best
    others = [other.text for other in case.others if other.text != best.text]
    sure = confidence(case.job.input, best.text, best.score, others, best.checks)
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
    texts = dict.fromkeys(other.text for other in sorted(case.others, key=badness))
    return tuple(text for text in texts if text and text != case.best.text)


def _silent(share: float) -> None:
    """Nobody listens."""
