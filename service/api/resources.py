"""What a request brings of its own: terms beside it, a stored glossary, and the memory."""

from collections.abc import Sequence

from service.api.context import Context
from service.api.glossary_schemas import EntryRequest
from service.api.schemas import InlineTerm, Particulars, WithTerms
from service.archive.database import DatabaseAway
from service.glossary.files.gathering import gathered
from service.glossary.library import GlossaryNotFound
from service.glossary.recall import resources_for
from service.glossary.resources import Resources
from service.glossary.terms import BadGlossary, Term

# What may be wrong with them, for contracts.
PROBLEMS = (BadGlossary, GlossaryNotFound, DatabaseAway)


def resources(
    scope: Context, glossary: str | None = None, terms: Sequence[InlineTerm] = ()
) -> Resources:
    """The resources of a request. Raises `BadGlossary`, `GlossaryNotFound`, `DatabaseAway`."""
    own = gathered(
        (number, Term(one.vi.strip(), one.en.strip())) for number, one in enumerate(terms, 1)
    )
    return resources_for(scope.settings, scope.database, glossary=glossary or "", terms=own)


def resources_of(scope: Context, asked: Particulars) -> Resources:
    """The resources that the particulars of a report ask for."""
    terms = asked.terms if isinstance(asked, WithTerms) else ()
    return resources(scope, asked.glossary, terms)


def terms_of(entries: Sequence[EntryRequest]) -> tuple[Term, ...]:
    """The terms of JSON entries. Raises `BadGlossary` with the number of the entry, from 1."""
    return gathered((number, _term(number, one)) for number, one in enumerate(entries, 1))


def _term(number: int, entry: EntryRequest) -> Term:
    if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
        raise BadGlossary(f"Line {number} is valid from a day after its last one.")
    return Term(
        entry.vi.strip(), entry.en.strip(), entry.kind, entry.note,
        tuple(one.strip() for one in entry.alternatives),
        tuple(one.strip() for one in entry.spellings),
        entry.source, entry.valid_from, entry.valid_to,
    )  # fmt: skip
