"""What is asked of the translator for one sentence: the text it reads, and what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.spelling import unaccented
from service.briefs.clearer import clearer
from service.briefs.enforcement import IN_TEXT, Enforcement, Held, annotations, named_first, put
from service.briefs.people import person_names
from service.briefs.roles import PersonMention, people_in
from service.briefs.titles import Context
from service.briefs.values import Translation
from service.glossary import Glossary, Match
from service.reading.abbreviations import expand, find_abbreviations

MOST_TERMS = 12  # hints in one prompt: more crowd out the sentence

Hints = tuple[tuple[str, str], ...]  # (vi, en)


@dataclass(frozen=True)
class Job:
    """One sentence on its way to the model."""

    source: str  # as the reader sees it
    core: str  # with the long titles set aside: rules put them back, so no check need see them
    input: str  # the core as the model reads it: abbreviations written out
    hints: Hints
    matches: tuple[Match, ...]  # of the glossary, in `core`
    people: tuple[PersonMention, ...] = ()  # whose titles were set aside
    held: Held = ()  # marks in the input that stand for terms
    sentence: bool = True  # ends with a full stop; headlines and phrases do not


@dataclass(frozen=True)
class Case:
    """A sentence with the best translation so far, and what else the search came upon."""

    job: Job
    best: Translation
    others: tuple[Translation, ...] = ()


class Jobs:
    """Makes jobs with the glossary and the context of one report."""

    def __init__(
        self,
        glossary: Glossary,
        context: Context,
        abbreviations: Sequence[tuple[str, str]],
        enforcement: Enforcement,
    ) -> None:
        self._glossary, self._context = glossary, context
        self._abbreviations, self._enforcement = abbreviations, enforcement

    def make(self, text: str, sentence: bool) -> Job:
        """Set aside titles, which rules translate better than a model, and gather hints."""
        people = [p for p in people_in(text, self._glossary, self._context) if p.titles]
        kept = text
        for person in reversed(people):
            kept = f"{kept[: person.start]}{short_name(text, person)}{kept[person.end :]}"
        abbreviations = dict(self._abbreviations or find_abbreviations(text))
        written = clearer(expand(kept, abbreviations))
        hints, matches = self._hints(written), self.terms(kept)
        job = Job(text, kept, written, hints, matches, tuple(people), sentence=sentence)
        first = self._enforcement.first
        return with_terms(job, first, self.terms(written)) if first in IN_TEXT else job

    def bare(self, job: Job) -> Job:
        """The job without setting titles aside and without hints: for the model as it is."""
        return replace(
            job,
            core=job.source,
            input=clearer(expand(job.source, dict(self._abbreviations))),
            hints=(),
            matches=self.terms(job.source),
            people=(),
            held=(),
        )

    def terms(self, text: str) -> tuple[Match, ...]:
        """The terms that English must call by their name; loose ones have many."""
        return tuple(match for match in self._glossary.match(text) if not match.term.loose)

    def name(self, name: str) -> str:
        """A person's name as English writes it here."""
        return name if self._context.diacritics else unaccented(name)

    def _hints(self, text: str) -> Hints:
        names = [(n.text, self.name(n.text)) for n in person_names(text)]
        annotated = named_first(self._enforcement.first, self.terms(text))
        return tuple(dict([*names, *annotations(text, annotated)]).items())[:MOST_TERMS]


def with_hints(job: Job, first: Hints) -> Job:
    """The job with these hints before its own."""
    return replace(job, hints=tuple(dict([*first, *job.hints]).items())[:MOST_TERMS])


def with_terms(job: Job, method: str, matches: Sequence[Match]) -> Job:
    """The job with these terms named first, or put into its input without hints for them."""
    if method == "annotation":
        return with_hints(job, annotations(job.input, matches))
    named = {job.input[match.start : match.end] for match in matches}
    text, held = put(method, job.input, matches)
    hints = tuple(hint for hint in job.hints if hint[0] not in named)
    return replace(job, input=text, hints=hints, held=held)


def short_name(text: str, person: PersonMention) -> str:
    """The person without titles: the name with the rank, or with the honorific it stands after."""
    last = person.name_span[1]
    titled_before = last == person.end and not person.rank
    return person.name if titled_before else text[person.start : last]


def pieces(text: str) -> list[str]:
    """The parts of a list, cut at semicolons; one part where there is none."""
    return [part.strip() for part in text.rstrip(" .").split(";") if part.strip()] or [text]
