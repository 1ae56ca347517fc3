"""What a user brings of their own: terms, and translations that editors have settled."""

from dataclasses import dataclass
from typing import Protocol

from service.glossary.matcher import Glossary
from service.glossary.terms import Term, shipped_terms


class Memory(Protocol):
    """Translations that an editor made or corrected."""

    revision: str  # changes whenever an answer may

    def exact(self, vi: str) -> str | None:
        """The English of this very sentence, compared without its spacing; None where unknown."""


@dataclass(frozen=True)
class Resources:
    """The terms stand before those that ship with songngu; the memory before any model."""

    terms: tuple[Term, ...] = ()
    memory: Memory | None = None


NOTHING = Resources()


def glossary_with(terms: tuple[Term, ...], shipped: Glossary) -> Glossary:
    """The shipped glossary with a user's terms, which win where both have a form."""
    return Glossary((*terms, *shipped_terms())) if terms else shipped
