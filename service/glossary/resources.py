"""What a user brings of their own: terms, and translations that editors have settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from service.glossary.matcher import Glossary
from service.glossary.terms import Term, digest_of, shipped_terms


@dataclass(frozen=True)
class Suggestion:
    """A pair that an editor settled, for a sentence like the one at hand."""

    vi: str
    en: str
    score: int  # 0 to 100: the share of syllables that are the same, in their order
    when: str = ""  # ISO 8601, when it was settled
    origin: str = ""  # the brief or the file it came from


EMPTY = "0"  # the revision of a memory that nothing was ever put into


class Memory(Protocol):
    """Translations that an editor made or corrected."""

    @property
    def revision(self) -> str:
        """Changes whenever an answer may."""

    def exact(self, vi: str) -> str | None:
        """The English of this very sentence, compared without its spacing; None where unknown."""

    def similar(self, vi: str, limit: int, least: int) -> Sequence[Suggestion]:
        """At most `limit` pairs whose score is `least` or more, the best first."""


@dataclass(frozen=True)
class Resources:
    """The terms stand before those that ship with songngu; the memory before any model."""

    terms: tuple[Term, ...] = ()
    memory: Memory | None = None
    glossary: str = ""  # id of the stored glossary among the terms, "" where there is none

    @cached_property
    def label(self) -> str:
        """`id@digest` of the user's terms, "" without any: what provenance keeps of them."""
        digest = digest_of(self.terms)[:12] if self.terms else ""
        return f"{self.glossary or 'inline'}@{digest}" if digest else ""


NOTHING = Resources()


def glossary_with(terms: tuple[Term, ...], shipped: Glossary) -> Glossary:
    """The shipped glossary with a user's terms, which win where both have a form."""
    return Glossary((*terms, *shipped_terms())) if terms else shipped
