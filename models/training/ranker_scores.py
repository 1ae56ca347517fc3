"""How well a ranker does beside Lead-n and the oracle, on articles with summaries."""

from collections.abc import Callable, Sequence

from models.extractive.ranker import ExtractiveRanker
from models.extractive.unit import Unit
from models.rouge import TYPES, rouge
from models.training.labels import oracle
from models.training.ranker_data import Article
from models.training.units import cut

Choice = Callable[[Sequence[Unit], Article], Sequence[int]]


def lead(count: int) -> Choice:
    """Choose the units of the first `count` sentences."""
    return lambda units, _: [i for i, unit in enumerate(units) if unit.sentence < count]


def choices(ranker: ExtractiveRanker) -> dict[str, Choice]:
    """Return the systems to compare, by name; lengths are matched to Lead-2 in two ways."""

    def budget(units: Sequence[Unit]) -> int:
        return sum(unit.words for unit in units if unit.sentence < 2)

    return {
        "lead-1": lead(1),
        "lead-2": lead(2),
        "lead-3": lead(3),
        "ranker, 1 unit": lambda u, _: ranker.select(u, points=1),
        "ranker, 2 units": lambda u, _: ranker.select(u, points=2),
        "ranker, 2 units, title": lambda u, a: ranker.select(u, points=2, title=a["title"]),
        "ranker, 2 units, words of lead-2": lambda u, _: ranker.select(
            u, points=2, words=budget(u)
        ),
        "oracle, 3 units": lambda u, a: oracle(u, a["summary"]),
    }


def compare(systems: dict[str, Choice], articles: Sequence[Article]) -> dict[str, dict[str, float]]:
    """Return mean ROUGE (F1, 0 to 100) on syllables, and mean syllables, for each system."""
    cuts = [(cut(row["text"]), row) for row in articles]
    usable = [(units, row) for units, row in cuts if units]
    return {name: _mean(choose, usable) for name, choose in systems.items()}


def _mean(choose: Choice, rows: Sequence[tuple[list[Unit], Article]]) -> dict[str, float]:
    sums = dict.fromkeys((*TYPES, "syllables"), 0.0)
    for units, row in rows:
        chosen = [units[i] for i in choose(units, row)]
        references = [row[key] for key in ("summary", "summary_2") if row.get(key)]
        values = rouge(" ".join(unit.text for unit in chosen), references)
        for kind, value in zip(TYPES, values, strict=True):
            sums[kind] += 100 * value
        sums["syllables"] += sum(unit.words for unit in chosen)
    return {name: round(total / max(1, len(rows)), 2) for name, total in sums.items()}
