"""How often the terms of the glossary are called what the glossary calls them."""

from collections.abc import Iterable, Sequence
from typing import Any

from service.briefs.enforcement import lost
from service.glossary import load_glossary


def term_rates(pairs: Sequence[tuple[str, str]], references: Sequence[str]) -> dict[str, Any]:
    """Return the terms of the sources, how many arrive, and how many do in the references.

    A term counts as often as it stands in a source; loose ones, which English says in many ways,
    do not count.
    """
    sources = [vi for vi, _ in pairs]
    terms, hits = _counted(pairs)
    _, referred = _counted(zip(sources, references, strict=True))
    return {
        "found": terms,
        "hits": hits,
        "rate": round(hits / terms, 4) if terms else None,
        "reference_rate": round(referred / terms, 4) if terms else None,
    }


def _counted(pairs: Iterable[tuple[str, str]]) -> tuple[int, int]:
    glossary = load_glossary()
    terms = hits = 0
    for vi, en in pairs:
        matches = [match for match in glossary.match(vi) if not match.term.loose]
        terms += len(matches)
        hits += len(matches) - len(lost(matches, en))
    return terms, hits
