"""Choosing units: good ones that say different things and cover the sections of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.extractive import cues
from models.extractive.sections import Section, is_conference, sections
from models.extractive.similarity import Floats
from models.extractive.unit import Unit

LAMBDA = 0.85  # weight of the score; the rest weighs against similarity to what is chosen

# What an editor misses most when a brief of a conference leaves it out (0 to 1).
SECTION_WEIGHTS = {
    "opening": 1.0,
    "results": 0.9,
    "conclusion": 0.9,
    "request": 0.75,
    "guidance": 0.7,
    "report": 0.7,
    "chair": 0.65,
    "shortcomings": 0.5,
    "plan": 0.5,
    "attendance": 0.1,
}
AGAIN = 0.35  # share of that weight for a second section of the same kind
SAME_SENTENCE = 0.15  # what a unit loses when another of its sentence is chosen
FULL_COVERAGE = 5  # points from which sections weigh in full; with one point they do not

FIGURE = 0.3  # what a figure adds to a unit of a conference report
LEANS = 0.6  # factor on a unit that leans on the sentence before
FORMULA = 0.5  # factor on a unit that says what every conference says
FRAGMENT = 0.3  # factor on a unit too short to say something
SHORTEST = 7  # syllables
HEADING = 0.4  # factor on what stands alone in its paragraph and ends as no sentence does
HEADING_WORDS = 16

# A number that counts something, unlike that of a date, a unit, a road or a document.
_FIGURE = re.compile(
    r"(?<![\d/.,-])(?<!\bkhu )(?<!\bsố )(?<!\bquận )(?<!\bngày )(?<!\bnăm )(?<!\btháng )"
    r"(?<!\bquý )(?<!\bđiều )(?<!\bkhóa )(?<!\bthứ )(?<!\bđoàn )(?<!\blộ )(?<!\bán )(?<!\bcấp )"
    r"(?:\d[\d.,]*\s?%|\d[\d.,]*(?![\d/-])(?=\s+[^\W\d_]))",
    re.IGNORECASE,
)
# A speaker announced, and the speech cut off.
_HOLLOW = re.compile(
    r"(?:nhấn mạnh|cho biết|cho hay|khẳng định|phát biểu|báo cáo|nói|chia sẻ|cho rằng|nêu rõ)\W*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Candidates:
    """The units of a report with all that the choice weighs."""

    units: Sequence[Unit]
    merits: Floats  # (units,) 0 to 1
    cosines: Floats  # (units, units)
    sections: Sequence[Section]  # empty where the report is of no conference

    def size(self, index: int) -> int:
        """Return the syllables of one unit."""
        return self.units[index].words


def candidates(units: Sequence[Unit], scores: Sequence[float], cosines: Floats) -> Candidates:
    """Weigh the units of a report against each other."""
    conference = is_conference(units)
    merits = relative(scores)
    merits *= [_soundness(unit.text) for unit in units]
    merits *= [HEADING if _is_heading(units, index) else 1.0 for index in range(len(units))]
    if conference:
        merits += [FIGURE * _has_figure(unit.text) for unit in units]
    return Candidates(units, merits, cosines, sections(units) if conference else ())


def relative(scores: Sequence[float]) -> Floats:
    """Stretch probabilities over 0 to 1 by how far their log-odds are from the report's mean."""
    odds = np.clip(np.asarray(scores, float), 1e-4, 1 - 1e-4)
    logits = np.log(odds / (1 - odds))
    spread = max(0.25, float(logits.std()))
    return np.asarray(1 / (1 + np.exp(-(logits - logits.mean()) / spread)))


def choose(
    pool: Candidates, *, points: int, words: int | None, balance: float = LAMBDA
) -> list[int]:
    """Return the chosen indices in document order by maximal marginal relevance.

    Takes at most `points` units of at most `words` syllables together, and at least one unit:
    the shortest where none fits.
    Carbonell and Goldstein (1998), https://doi.org/10.1145/290941.291025
    """
    chosen: list[int] = []
    left = np.inf if words is None else words
    while len(chosen) < points:
        rest = [i for i in range(len(pool.units)) if i not in chosen and pool.size(i) <= left]
        if not rest:
            break
        best = max(rest, key=lambda i: _marginal(i, chosen, pool, points, balance))
        chosen.append(best)
        left -= pool.size(best)
    return sorted(chosen) or [min(range(len(pool.units)), key=pool.size)]


def _marginal(
    index: int, chosen: Sequence[int], pool: Candidates, points: int, balance: float
) -> float:
    nearest = max((float(pool.cosines[index, other]) for other in chosen), default=0.0)
    weight = min(1.0, (points - 1) / (FULL_COVERAGE - 1))
    value = balance * float(pool.merits[index]) - (1 - balance) * nearest
    return value + weight * _coverage(index, chosen, pool)


def _coverage(index: int, chosen: Sequence[int], pool: Candidates) -> float:
    """Return what a unit adds by being of a section that nothing is chosen of yet."""
    if not pool.sections:
        return 0.0
    own, taken = pool.sections[index], [pool.sections[other] for other in chosen]
    weight = SECTION_WEIGHTS.get(own.act, 0.3)
    if own.act not in {section.act for section in taken}:
        return weight
    if own not in taken:
        return AGAIN * weight
    same = any(pool.units[other].sentence == pool.units[index].sentence for other in chosen)
    return -SAME_SENTENCE if same else 0.0


def _soundness(text: str) -> float:
    """Return how well a unit stands alone (0 to 1)."""
    if len(text.split()) < SHORTEST or _HOLLOW.search(text.lower()):
        return FRAGMENT
    asks = text.rstrip('"”’ ').endswith(("?", ":"))
    leans = asks or cues.starts_with_connective(text) or cues.starts_with_pronoun(text)
    return (LEANS if leans else 1.0) * (FORMULA if cues.is_formula(text) else 1.0)


def _has_figure(text: str) -> bool:
    return any(not _YEAR.fullmatch(found) for found in _FIGURE.findall(text))


def _is_heading(units: Sequence[Unit], index: int) -> bool:
    unit, around = units[index], (units[j] for j in (index - 1, index + 1) if 0 <= j < len(units))
    alone = all(other.paragraph != unit.paragraph for other in around)
    return alone and len(unit.text.split()) < HEADING_WORDS and unit.text[-1:].isalnum()
