"""Makes a checked translation of what the model wrote."""

import math

from models.engines.base import Hypothesis
from service.briefs.brief import Check
from service.briefs.checks import check_translation, failed
from service.briefs.checks.spans import anchored
from service.briefs.enforcement import restore
from service.briefs.english import place_titles, plain_capitals, spell_names, tidy
from service.briefs.jobs import Job, Jobs
from service.briefs.people import person_names
from service.briefs.repair import mend
from service.briefs.titles import Context
from service.briefs.values import Translation
from service.briefs.weighing import weight


class Finisher:
    """Spells, checks and mends, and puts titles back, as the context of one report asks."""

    def __init__(self, jobs: Jobs, context: Context) -> None:
        self._jobs, self._context = jobs, context

    def finish(self, job: Job, hypothesis: Hypothesis) -> Translation:
        """The translation that a hypothesis for this job comes to."""
        core, checks = self._checked(job, hypothesis.text)
        text = tidy(self._with_titles(job, core), sentence=job.sentence and bool(core.strip()))
        score = math.exp(hypothesis.logprob) if hypothesis.logprob is not None else 0.0
        return Translation(
            text,
            tuple(anchored(check, job.source, text) for check in checks),
            "review" if failed(checks) else "ok",
            score,
            hypothesis.tokens,
            tuple(dict.fromkeys((m.term.vi, m.term.en) for m in job.matches)),
        )

    def _checked(self, job: Job, text: str) -> tuple[str, tuple[Check, ...]]:
        """The core in English with its checks, mended where that leaves less to find."""
        core = self._spelt(job, restore(text, job.held))
        if not job.core.strip():
            return core, ()
        checks = check_translation(job.core, core, terms=job.matches)
        text, repairs = mend(job.core, core, checks)
        if repairs:
            mended = self._spelt(job, text)
            again = check_translation(job.core, mended, terms=job.matches)
            if weight(again) < weight(checks):
                return mended, (*again, *repairs)
        return core, checks

    def _spelt(self, job: Job, text: str) -> str:
        core = unaccented_names(text, job.source, self._context.diacritics)
        return tidy(core, sentence=job.sentence and bool(core.strip()))

    def _with_titles(self, job: Job, text: str) -> str:
        for person in job.people:
            text = place_titles(text, self._jobs.name(person.name), person.en) or text
        return text


def unaccented_names(text: str, source: str, diacritics: bool) -> str:
    """Spell the source's names in `text` with or without diacritics, as wanted."""
    names = (name.text for name in person_names(source))
    text = spell_names(text, names, diacritics=diacritics)
    return text if diacritics else plain_capitals(text, source)
