"""Pairs that teach to shorten: what an article says at length, and how its editor put it.

A target that says more than its source does is dropped: a model trained on such pairs invents.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.extractive.unit import Unit, syllables
from models.spelling import unaccented
from models.training.filters import numbers_supported
from models.training.units import cut

_CAPITALISED = re.compile(r"(?<![.!?…:] )(?<!^)\b[^\W\d_]*[A-ZĐÀ-Ỹ][^\W\d_]*\b")
MOST_NEW = 0.15  # share of a target's syllables that its source need not have
MOST_SOURCE = 150  # syllables
SHORTER = 0.85  # a target has at most this share of its source's syllables


class Shortening(NamedTuple):
    """One pair: the task, the long text and the short one."""

    task: str  # "compress" or "headline"
    source: str
    target: str


def shortenings(title: str, summary: str, text: str) -> Iterator[Shortening]:
    """Yield what one article teaches: its summary from its sentences, its title from either."""
    units = cut(text)
    source = covering(units, summary)
    if usable(source, summary):
        yield Shortening("compress", source, summary)
    for long in (summary, covering(units, title, most=2)):
        if len(title.split()) >= 4 and usable(long, title):
            yield Shortening("headline", long, title)
            return


def covering(units: Sequence[Unit], target: str, most: int = 4) -> str:
    """Return the sentences, in order, that together say most of `target`, at most `most`."""
    rest, chosen = set(syllables(target)), list[int]()
    pools = [set(syllables(unit.text)) for unit in units]
    while rest and len(chosen) < most and pools:
        best = max(range(len(pools)), key=lambda at: len(rest & pools[at]))
        gain = len(rest & pools[best])
        size = sum(units[at].words for at in [*chosen, best])
        if gain < (2 if chosen else 1) or (chosen and size > MOST_SOURCE):
            break
        chosen.append(best)
        rest -= pools[best]
    return " ".join(units[at].text for at in sorted(chosen))


def usable(source: str, target: str) -> bool:
    """Whether a target is shorter than its source and says nothing that the source does not."""
    long, short = len(source.split()), len(target.split())
    return (
        3 < short <= SHORTER * long
        and long <= MOST_SOURCE
        and not target.rstrip().endswith(("...", "…", "?", ":"))
        and supported(source, target)
    )


def supported(source: str, target: str) -> bool:
    """Whether the numbers, names and nearly all words of `target` stand in `source`."""
    known, said = set(syllables(source)), syllables(target)
    new = sum(word not in known for word in said)
    names = {unaccented(word).lower() for word in _CAPITALISED.findall(target)}
    return (
        bool(said)
        and new <= MOST_NEW * len(said)
        and numbers_supported(source, target)
        and names <= {unaccented(word) for word in known}
    )
