"""Terms of a file, line by line: what stands there twice, and what contradicts itself."""

from collections.abc import Iterable
from datetime import date

from service.glossary.syllables import tokens
from service.glossary.terms import BadGlossary, Term

Numbered = tuple[int, Term]  # line, term


def gathered(rows: Iterable[Numbered]) -> tuple[Term, ...]:
    """Every term once. Raises `BadGlossary` where one form has two Englishes at one time."""
    seen: dict[tuple[str, ...], list[Numbered]] = {}
    kept: dict[Term, None] = {}
    for line, term in rows:
        for form in (term.vi, *term.spellings):
            others = seen.setdefault(_key(form), [])
            for earlier, other in others:
                if other.en != term.en and _together(term, other):
                    raise BadGlossary(
                        f"Line {line} calls {form!r} {term.en!r}, but line {earlier} calls it "
                        f"{other.en!r}. Keep one, or give each its valid_from and valid_to."
                    )
            others.append((line, term))
        kept[term] = None
    return tuple(kept)


def _key(form: str) -> tuple[str, ...]:
    # Capitals count: TW is no tw, Hòa Bình no hòa bình.
    return tuple(f"{token.key}{token.text[0].isupper()}" for token in tokens(form)) or (form,)


def _together(one: Term, other: Term) -> bool:
    """Whether there is a day on which both are valid."""
    starts = one.valid_from or date.min, other.valid_from or date.min
    ends = one.valid_to or date.max, other.valid_to or date.max
    return max(starts) <= min(ends)
