"""Translations of the parts of a list, joined again."""

from collections.abc import Iterable, Sequence

from service.briefs.checks import failed
from service.briefs.checks.spans import anchored, starts
from service.briefs.english import tidy
from service.briefs.jobs import Job
from service.briefs.values import Translation

_ALWAYS_CAPITAL = frozenset(
    "Vietnam Vietnamese Party State Government National Politburo Military Ho President "
    "January February March April May June July August September October November December".split()
)


def joined(
    job: Job, parts: Sequence[str], made: Sequence[Translation], names: Iterable[str]
) -> Translation:
    """One text of the parts; each was checked against its own part of the source.

    A part that begins with one of `names` keeps its capital.
    """
    names = tuple(names)
    first, *rest = (one.text.rstrip(".") for one in made)
    texts = [first, *(lower_first(one, names) for one in rest)]
    text = tidy("; ".join(texts), sentence=job.sentence)
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


def lower_first(text: str, names: Iterable[str] = ()) -> str:
    """Lower the first letter, unless the text begins with a name or with capitals."""
    word = text.split(" ", 1)[0]
    capital = any(text.startswith(name) for name in names if name[:1].isupper())
    kept = capital or not word[1:].islower() or word in _ALWAYS_CAPITAL
    return text if kept else text[:1].lower() + text[1:]
