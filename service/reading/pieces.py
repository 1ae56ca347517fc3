"""Cut a long part of a sentence at its commas, where a verb phrase or a new clause begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.reading.cuts import marks, trim
from service.reading.lexicon import ordered, terms
from service.reading.words import (
    Word,
    count,
    has_predicate,
    is_nominal,
    is_verb_phrase,
    phrase_length,
    verb_length,
    words_of,
)

LONGEST = 45  # words of a clause with its lead: what a point of a brief may have
_LEAST_LEFT, _LEAST_RIGHT = 7, 5  # words on either side of a cut

Leads = tuple[str, ...]  # what may stand before a part, the fullest first; () for nothing


@dataclass(frozen=True)
class Piece:
    """A range of the normalised sentence with the lead it needs."""

    start: int
    end: int
    lead: str = ""


def fit(leads: Leads, text: str) -> str:
    """The fullest lead with which `text` stays within the limit; the shortest if none does."""
    words = count(text)
    return next(
        (lead for lead in leads if count(lead) + words <= LONGEST), leads[-1] if leads else ""
    )


def cut_long(
    text: str, start: int, end: int, leads: Leads, later: Leads, *, floor: int, whole: Leads = ()
) -> list[Piece]:
    """Cut `text[start:end]` into pieces of at most `LONGEST` words, where the meaning allows it.

    `leads` go before the first piece, `later` before those that begin with a verb, `whole` before
    those with a subject of their own. No cut is made before `floor`, where the predicate begins.
    """
    pieces: list[Piece] = []
    cuts = _cuts(text, max(floor, start), end, later, whole)
    while True:
        lead = fit(leads, text[start:end])
        if count(lead) + count(text[start:end]) <= LONGEST:
            break
        cut = _choose(text, start, end, leads, cuts)
        if cut is None:
            break
        position, following = cut
        low, high = trim(text, start, position)
        pieces.append(Piece(low, high, fit(leads, text[low:high])))
        start, leads = trim(text, position, end)[0], following
    return [*pieces, Piece(start, end, lead)]


def _choose(
    text: str, start: int, end: int, leads: Leads, cuts: Sequence[tuple[int, Leads]]
) -> tuple[int, Leads] | None:
    """The last cut that leaves a piece within the limit, else the first one after it."""
    usable = [
        cut
        for cut in cuts
        if count(text[start : cut[0]]) >= _LEAST_LEFT
        and count(text[cut[0] : end]) > _LEAST_RIGHT
        and not _scoped(text, start, cut)
    ]
    least = count(leads[-1]) if leads else 0
    fitting = [cut for cut in usable if least + count(text[start : cut[0]]) <= LONGEST]
    return fitting[-1] if fitting else next(iter(usable), None)


def _cuts(text: str, start: int, end: int, later: Leads, whole: Leads) -> list[tuple[int, Leads]]:
    """Where a cut is possible, and what the part after it needs before it."""
    commas = marks(text, ",", start, end)
    found = []
    for index, comma in enumerate(commas):
        before = words_of(text, commas[index - 1] if index else start, comma)
        after = words_of(text, comma, commas[index + 1] if index + 1 < len(commas) else end)
        leads = _kind(before, after, words_of(text, comma, end), later, whole)
        if leads is not None:
            found.append((comma, leads))
    return found


def _kind(
    before: list[Word], after: list[Word], rest: list[Word], later: Leads, whole: Leads
) -> Leads | None:
    """The leads for the part after a comma; None where no cut is possible there."""
    skipped = phrase_length(after, 0, ordered("connectors"))
    after = after[skipped:]
    if (
        is_nominal(after)
        and has_predicate(after)
        and any(w.text in terms("finite") for w in after[1:])
    ):
        return whole
    if later and is_verb_phrase(after) and not _shares_object(before) and len(rest) >= _LEAST_RIGHT:
        return later if not _is_bare_verb(after) else None
    return None


def _shares_object(before: list[Word]) -> bool:
    """Whether the words before a comma end in a verb that waits for the object of the next:
    "lãnh đạo, chỉ đạo thực hiện …"."""
    return bool(before) and (
        (len(before) > 1 and verb_length(before, len(before) - 2) == 2) or len(before) == 1
    )


def _is_bare_verb(after: list[Word]) -> bool:
    return len(after) <= verb_length(after, 0)


def _scoped(text: str, start: int, cut: tuple[int, Leads]) -> bool:
    """Whether the part before a cut holds a word that may govern what follows the cut too:
    a purpose, a condition or a request must not become a fact."""
    words = words_of(text, start, cut[0])
    opened = any(word.text in terms("subordinators") for word in words)
    asked = any(phrase_length(words, index, ordered("requests")) for index in range(1, len(words)))
    return opened or asked
