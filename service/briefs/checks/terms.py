"""A term of the glossary is called what the glossary calls it."""

from collections.abc import Iterable

from service.briefs.brief import Check
from service.briefs.checks.pair import Pair, finding
from service.briefs.checks.wording import says, stems

NAME = "terms"


def check(pair: Pair) -> Iterable[Check]:
    """Look for the English of each term or one of its alternatives, inflected or not."""
    text = stems(pair.target.text)
    for term in dict.fromkeys(match.term for match in pair.terms if not match.term.loose):
        if not any(says(text, form) for form in (term.en, *term.alternatives)):
            message = f"“{term.vi}” should be “{term.en}”."
            yield finding(NAME, message, term.vi)
