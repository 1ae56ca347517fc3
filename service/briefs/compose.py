"""Makes the Vietnamese points of a brief out of the clauses of a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.extractive import ExtractiveRanker, Unit
from models.extractive.sections import is_conference, sections
from service.briefs.roles import people_in
from service.briefs.shorten import count, shorten, without_tails
from service.briefs.soundness import stands_alone
from service.briefs.values import MAX_POINT_WORDS, DraftPoint
from service.glossary import Glossary
from service.reading.document import Clause, Document

Group = list[int]  # indices of candidates that make one point, in the order of the report


@dataclass(frozen=True)
class Candidate:
    """A clause that can be a point: its text within the limit, and how good the ranker finds it."""

    clause: Clause
    text: str
    score: float
    act: str = ""  # the section of a conference report that it belongs to

    @property
    def size(self) -> int:
        return count(self.text)


class Composer:
    """Chooses and joins the clauses of one report."""

    def __init__(self, document: Document, ranker: ExtractiveRanker, glossary: Glossary) -> None:
        self._document, self._ranker, self._glossary = document, ranker, glossary

    def compose(self, points: int, words: int | None) -> list[DraftPoint]:
        """Return at most `points` points in the order of the report.

        Each has at most 45 syllables, all together at most `words`.
        """
        limit = min(MAX_POINT_WORDS, words or MAX_POINT_WORDS)
        pool = self._candidates(limit)
        if not pool:
            return []
        opened = self._open(pool, points, words, limit)
        if opened:
            return opened
        chosen = self._select(pool, points, words)
        return [draft(pool, group) for group in fill(pool, chosen, limit, words)]

    def _candidates(self, limit: int) -> list[Candidate]:
        """Every clause that fits into `limit` syllables, shortened where it must be."""
        texts = [(clause, shorten(clause.full, limit)) for clause in self._document.clauses]
        fitting = [Candidate(clause, text, 0.0) for clause, text in texts if text]
        sound = [candidate for candidate in fitting if stands_alone(candidate.text)]
        found = sound or fitting
        if not found:
            return []
        units = [self._unit(candidate) for candidate in found]
        scores = self._ranker.score(units, self._document.title)
        acts = [s.act for s in sections(units)] if is_conference(units) else [""] * len(units)
        return [
            replace(candidate, score=score, act=act)
            for candidate, score, act in zip(found, scores, acts, strict=True)
        ]

    def _unit(self, candidate: Candidate) -> Unit:
        paragraph = self._document.sentences[candidate.clause.sentence].paragraph
        return Unit(candidate.text, candidate.clause.sentence, paragraph, candidate.size)

    def _select(self, pool: Sequence[Candidate], points: int, words: int | None) -> list[int]:
        return self._ranker.select(
            [self._unit(candidate) for candidate in pool],
            points=points,
            words=words,
            title=self._document.title,
            scores=[candidate.score for candidate in pool],
        )

    def _open(
        self, pool: list[Candidate], points: int, words: int | None, limit: int
    ) -> list[DraftPoint]:
        """Tell in one point who met and who chaired, and so win a point for something else.

        Empty where the report does not begin so, or where the two do not fit into one point.
        """
        if points < 2 or len(pool) < 2 or [c.act for c in pool[:2]] != ["opening", "chair"]:
            return []
        opening, chair = without_tails(pool[0].text), brief_titles(pool[1].text, self._glossary)
        if count(opening) + count(chair) > limit:
            return []
        pool = [replace(pool[0], text=opening), replace(pool[1], text=chair), *pool[2:]]
        left = None if words is None else words - pool[0].size - pool[1].size
        chosen = [i for i in self._select(pool, points + 1, words) if i not in (0, 1)]
        kept = affordable(pool, chosen[: points - 1], left)
        groups = fill(pool, kept, limit, left, taken={0, 1})
        return [draft(pool, group) for group in ([0, 1], *groups)]


def brief_titles(text: str, glossary: Glossary) -> str:
    """Name each person by rank, name and last title; the facts of the brief hold them all."""
    for person in reversed(people_in(text, glossary)):
        if len(person.titles) > 1:
            name = text[person.start : person.name_span[1]]
            text = f"{text[: person.start]}{name}, {person.titles[-1]}{text[person.end :]}"
    return text


def fill(
    pool: Sequence[Candidate],
    chosen: Sequence[int],
    limit: int,
    words: int | None,
    taken: set[int] | None = None,
) -> list[Group]:
    """Add to each point the best clauses that continue it, while there is room."""
    groups = [[first] for first in chosen]
    free = set(range(len(pool))) - set(chosen) - (taken or set())
    spent = sum(size_of(pool, group) for group in groups)
    for at, group in enumerate(groups):
        for index in sorted(free, key=lambda index: -_worth(pool[index])):
            grown = sorted([*group, index])
            size = size_of(pool, grown)
            total = spent + size - size_of(pool, group)
            if size <= limit and (words is None or total <= words) and _continues(pool, grown):
                groups[at] = group = grown
                spent = total
                free.discard(index)
    return sorted(groups)


def affordable(pool: Sequence[Candidate], chosen: Sequence[int], words: int | None) -> list[int]:
    """Those of the chosen that `words` syllables have room for, the best first."""
    kept: list[int] = []
    left = words
    for index in sorted(chosen, key=lambda index: -pool[index].score):
        if left is None or pool[index].size <= left:
            kept.append(index)
            left = None if left is None else left - pool[index].size
    return sorted(kept)


def _worth(candidate: Candidate) -> float:
    """The score, with a premium on figures: an editor asks for them first."""
    figures = any(letter.isdigit() for letter in candidate.clause.text)
    return candidate.score * (1.5 if figures else 1.0)


def _continues(pool: Sequence[Candidate], group: Group) -> bool:
    """Whether these clauses read as one point.

    They do when they share sentence and lead, or when the second is the whole next sentence.
    """
    clauses = [pool[index].clause for index in group]
    if any(pool[index].text != pool[index].clause.full for index in group):
        return False
    if len({(clause.sentence, clause.lead) for clause in clauses}) == 1:
        return True
    steps = [(b.number - a.number, b.sentence - a.sentence) for a, b in pairwise(clauses)]
    together = len({pool[index].act for index in group}) == 1
    return together and steps == [(1, 1)] and not clauses[1].lead


def size_of(pool: Sequence[Candidate], group: Group) -> int:
    """Syllables of the point that these candidates make."""
    return sum(count(text) for text in sentences_of(pool, group))


def sentences_of(pool: Sequence[Candidate], group: Group) -> list[str]:
    """The sentences of a point: clauses of one sentence share its lead and stand in one."""
    sentences: list[str] = []
    last = -1
    for index in group:
        candidate = pool[index]
        if candidate.clause.sentence == last:
            sentences[-1] += f"; {_lower(bare(candidate.clause.text))}"
        else:
            sentences.append(bare(candidate.text))
        last = candidate.clause.sentence
    return [_ended(sentence) for sentence in sentences]


def _ended(sentence: str) -> str:
    """A sentence with its full stop; a question or a cry has its own."""
    return sentence if sentence.rstrip("\"'”’»)").endswith(("?", "!")) else f"{sentence}."


def draft(pool: Sequence[Candidate], group: Group) -> DraftPoint:
    """The point that these candidates make."""
    parts = [pool[index] for index in group]
    return DraftPoint(
        tuple(sentences_of(pool, group)),
        tuple(part.clause.number for part in parts),
        tuple(sorted({part.clause.sentence for part in parts})),
        max(part.score for part in parts),
    )


def bare(text: str) -> str:
    """A sentence without what ends it."""
    return text.rstrip(" .;,:/…")


def _lower(text: str) -> str:
    first, _, rest = text.partition(" ")
    # A name or an abbreviation keeps its capital.
    return text if first.isupper() or rest[:1].isupper() else text[:1].lower() + text[1:]
