"""Ways to make a translator say the terms of a glossary.

`annotation` names the terms in the prompt; `names` only those that a desk has a name for, not words
of everyday news; `inline` puts their English into the Vietnamese
sentence, where the model takes it along; `placeholder` puts a mark there and the English in its
place afterwards. What stands after a plus is tried on those sentences only that have lost a term
by then. docs/GLOSSARY.md says what each costs and brings.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.briefs.checks.wording import says, stems
from service.glossary import Match
from service.glossary.inflection import in_english, in_place

METHODS = (
    "none", "names", "annotation", "inline", "placeholder", "none+annotation", "none+placeholder",
    "annotation+inline", "annotation+placeholder", "none+annotation+placeholder",
    "names+placeholder",
)  # fmt: skip
DEFAULT = "annotation+inline"
IN_TEXT = ("inline", "placeholder")  # ways that write terms into the input
# Of these the model knows most; named in every prompt, they cost more than they bring.
_EVERYDAY = ("place", "economy", "disaster", "health", "society")

Held = tuple[tuple[str, str], ...]  # mark, English


@dataclass(frozen=True)
class Enforcement:
    """How terms are kept in the first attempt, and how in later ones while one is lost."""

    first: str
    later: tuple[str, ...] = ()

    @classmethod
    def named(cls, method: str) -> "Enforcement":
        """The enforcement of one of `METHODS`."""
        first, *later = method.split("+")
        return cls(first, tuple(later))


def annotations(text: str, matches: Iterable[Match]) -> tuple[tuple[str, str], ...]:
    """The terms as the prompt names them: as they stand in the text, and their English there."""
    return tuple((text[m.start : m.end], _english(text, m)) for m in matches)


def named_first(way: str, matches: Iterable[Match]) -> tuple[Match, ...]:
    """The terms that a way names in the prompt of the first attempt."""
    if way == "annotation":
        return tuple(matches)
    return tuple(m for m in matches if way == "names" and m.term.kind not in _EVERYDAY)


def put(method: str, text: str, matches: Sequence[Match]) -> tuple[str, Held]:
    """The text with its terms in English, or with marks for them; and the marks."""
    held = []
    for number, match in reversed(list(enumerate(matches, 1))):
        en = _english(text, match)
        word = en
        if method == "placeholder":
            word = f"TERM{number}"
            held.append((word, en))
        text = f"{text[: match.start]}{word}{text[match.end :]}"
    return text, tuple(reversed(held))


def _english(text: str, match: Match) -> str:
    return in_english(match.term, text[: match.start], text[match.start : match.end])


def restore(text: str, held: Held) -> str:
    """The English with each mark replaced by its term, in the form its place asks for."""
    for mark, en in held:
        pattern = re.compile(rf"(?<!\w){mark}(?!\d)")
        while found := pattern.search(text):
            before = text[: found.start()]
            text = f"{before}{in_place(en, before)}{text[found.end() :]}"
    return text


def lost(matches: Iterable[Match], en: str) -> tuple[Match, ...]:
    """The matches whose English, in any accepted form, is not in a translation."""
    text = stems(en)
    return tuple(match for match in matches if not said(match, text))


def said(match: Match, text: list[str]) -> bool:
    """Whether the stems of a text hold the English of a term."""
    term = match.term
    return any(says(text, form) for form in (term.en, *term.alternatives))
