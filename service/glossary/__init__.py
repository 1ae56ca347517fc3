"""Terms, their English, and where they stand in a text."""

from models.once import once
from service.glossary.matcher import Glossary, Match
from service.glossary.terms import BadGlossary, Term, read_terms, shipped_terms

__all__ = ["BadGlossary", "Glossary", "Match", "Term", "load_glossary", "read_terms"]


@once
def load_glossary() -> Glossary:
    """The glossary that ships with songngu, read once."""
    return Glossary(shipped_terms())
