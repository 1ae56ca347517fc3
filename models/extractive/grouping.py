"""Points of several units: an opening with its chair, items of one list."""

from collections.abc import Sequence

from models.extractive.selection import Candidates, choose
from models.extractive.shorten import least
from models.extractive.unit import Unit

MOST_UNITS = 3  # of one point
TOO_SIMILAR = 0.6  # cosine from which a second unit adds too little


def choose_points(
    pool: Candidates, *, points: int, point_words: int, words: int | None, balance: float
) -> list[tuple[int, ...]]:
    """Return the units of each point, in document order.

    A point has at most `point_words` syllables where its units allow it, all points together at
    most `words`. Units join a point when they are of the same sentence, or when a sentence that
    says who was in the chair follows the opening.
    """
    chairs = _chair_of_opening(pool, point_words)
    rest = [i for i in short_enough(pool, point_words) if i not in chairs[1:]]
    picked = choose(part(pool, rest), points=points, words=words, balance=balance)
    groups = [list(chairs) if rest[i] in chairs else [rest[i]] for i in picked]
    if words is not None and sum(size_of(pool, group) for group in groups) > words:
        groups = [group[:1] for group in groups]
    return [tuple(group) for group in _filled(groups, pool, point_words, words)]


def short_enough(pool: Candidates, point_words: int) -> list[int]:
    """Return the units that `shorten` can bring to `point_words`; all, where none can be."""
    every = range(len(pool.units))
    return [i for i in every if least(pool.units[i].text) <= point_words] or list(every)


def size_of(pool: Candidates, group: Sequence[int]) -> int:
    """Return the syllables of a point; a lead that its units share counts once."""
    total, seen = 0, set()
    for index in group:
        unit = pool.units[index]
        total += unit.words - (unit.lead if unit.sentence in seen else 0)
        seen.add(unit.sentence)
    return total


def compose(units: Sequence[Unit], group: Sequence[int]) -> str:
    """Write the units of a point as one text; a lead that they share is written once."""
    text, previous = units[group[0]].text, units[group[0]]
    for unit in (units[index] for index in group[1:]):
        words, lead = unit.text.split(), previous.text.split()[: previous.lead]
        if unit.sentence == previous.sentence and lead and words[: unit.lead] == lead:
            text = f"{text.rstrip('.;, ')}; {' '.join(words[unit.lead :])}"
        else:
            text = f"{text.rstrip('.;, ')}. {unit.text[:1].upper()}{unit.text[1:]}"
        previous = unit
    return text


def _chair_of_opening(pool: Candidates, point_words: int) -> tuple[int, ...]:
    """Return the opening and the chair where one point can hold both, else nothing."""
    acts = [section.act for section in pool.sections]
    if "opening" not in acts or "chair" not in acts:
        return ()
    opening, chair = 0, acts.index("chair")
    near = pool.units[chair].sentence - pool.units[opening].sentence <= 1
    fits = sum(least(pool.units[index].text) for index in (opening, chair)) <= point_words
    return (opening, chair) if near and fits else ()


def part(pool: Candidates, kept: Sequence[int]) -> Candidates:
    """Return the candidates that are kept, in their order."""
    return Candidates(
        [pool.units[i] for i in kept],
        pool.merits[list(kept)],
        pool.cosines[list(kept)][:, list(kept)],
        [pool.sections[i] for i in kept] if pool.sections else (),
    )


def _filled(
    groups: list[list[int]], pool: Candidates, point_words: int, words: int | None
) -> list[list[int]]:
    """Add to each point the best units of its sentence, while there is room."""
    for group in groups:
        for index in _companions(group, groups, pool):
            larger = sorted([*group, index])
            total = sum(size_of(pool, other) for other in groups if other is not group)
            size = size_of(pool, larger)
            room = words is None or total + size <= words
            if len(group) < MOST_UNITS and size <= point_words and room:
                group[:] = larger
    return groups


def _companions(group: list[int], groups: list[list[int]], pool: Candidates) -> list[int]:
    taken = {index for other in groups for index in other}
    sentences = {pool.units[index].sentence for index in group}
    found = [
        index
        for index, unit in enumerate(pool.units)
        if unit.sentence in sentences
        and index not in taken
        and max(pool.cosines[index, other] for other in group) < TOO_SIMILAR
    ]
    return sorted(found, key=lambda index: -float(pool.merits[index]))
