"""Glossary terms written into a sentence, for models that read no prompt.

`hội nghị ｟conference｠`: the term's English follows it between two marks (after Dinu et al. 2019).
A model trained on such sentences copies what stands there.
"""

import re
from collections.abc import Iterable, Sequence

MARKS = ("｟", "｠")


def annotate(text: str, terms: Iterable[tuple[str, str]]) -> str:
    """Return `text` with the English of each term, (vi, en), after its first occurrence.

    Longer terms come first, and a term within another is left out. Marks in the text itself are
    made brackets, so that nobody annotates by hand.
    """
    text = without_marks(text)
    places: list[tuple[int, int, str]] = []
    for vi, en in sorted(dict(terms).items(), key=lambda term: (-len(term[0]), term)):
        found = re.search(rf"(?<!\w){re.escape(vi)}(?!\w)", text, re.IGNORECASE)
        if found and en and not _taken(found.span(), places):
            places.append((*found.span(), without_marks(en)))
    for _, end, en in sorted(places, reverse=True):
        text = f"{text[:end]} {MARKS[0]}{en}{MARKS[1]}{text[end:]}"
    return text


def without_marks(text: str) -> str:
    """Return `text` with brackets where it has the marks."""
    return text.replace(MARKS[0], "(").replace(MARKS[1], ")")


def _taken(span: tuple[int, int], places: Sequence[tuple[int, int, str]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end, _ in places)
