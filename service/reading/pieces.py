"""Cut a long part of a sentence at its commas, where a verb phrase or a new clause begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.reading.cuts import marks, trim
from service.reading.lexicon import ordered, terms
from service.reading.words import (
    Word,
    count,
    has_predicate,
    is_agent,
    is_nominal,
    is_verb_phrase,
    phrase_length,
    starts_with_modal,
    verb_length,
    words_of,
)

LONGEST = 45  # words of a clause with its lead: what a point of a brief may have
# "trong đó có 5 bằng khen" says more of what stands before it, and needs no subject.
_PARTS = [["trong", "đó", "có"], ["trong", "đó", "nhiều"]]
_LEAST_LEFT, _LEAST_RIGHT, _LEAST_CONTENT = 7, 5, 4  # words around a cut

Leads = tuple[str, ...]  # what may stand before a part, the fullest first; () for nothing


@dataclass(frozen=True)
class Piece:
    """A range of the normalised sentence with the lead it needs."""

    start: int
    end: int
    lead: str = ""


@dataclass(frozen=True)
class Restore:
    """The leads of parts that a cut takes from their subject or from who said them."""

    bare: Leads = ()  # before a verb
    modal: Leads = ()  # before a verb that has its own modality: "chưa xem xét"
    whole: Leads = ()  # before a part that has its own subject
    commas: bool = True  # whether a verb after a comma may be given the subject too


def fit(leads: Leads, text: str) -> str:
    """The fullest lead with which `text` stays within the limit; the shortest if none does."""
    words = count(text)
    fitting = (lead for lead in leads if count(lead) + words <= LONGEST)
    return next(fitting, leads[-1] if leads else "")


def cut_long(
    text: str, start: int, end: int, leads: Leads, later: Restore, *, floor: int
) -> list[Piece]:
    """Cut `text[start:end]` into pieces of at most `LONGEST` words, where the meaning allows it.

    `leads` go before the first piece, `later` says what goes before the others. No cut is made
    before `floor`, where the predicate begins.
    """
    pieces: list[Piece] = []
    floor = max(floor, start)
    cuts = _cuts(text, floor, end, later)
    while True:
        lead = fit(leads, text[start:end])
        cut = None
        if count(lead) + count(text[start:end]) > LONGEST:
            cut = _choose(text, max(start, floor), start, end, leads, cuts)
        if cut is None:
            return [*pieces, Piece(start, end, lead)]
        low, high = trim(text, start, cut[0])
        pieces.append(Piece(low, high, fit(leads, text[low:high])))
        cuts = cuts[cuts.index(cut) + 1 :]
        start, leads = trim(text, cut[0], end)[0], cut[1]


def _choose(
    text: str, floor: int, start: int, end: int, leads: Leads, cuts: Sequence[tuple[int, Leads]]
) -> tuple[int, Leads] | None:
    """The last cut that leaves a piece within the limit, else the first one after it."""
    best: tuple[int, Leads] | None = None
    least = count(leads[-1]) if leads else 0
    for cut in cuts:
        left = count(text[start : cut[0]])
        if best is not None and least + left > LONGEST:
            break
        if (
            left >= _LEAST_LEFT
            and count(text[floor : cut[0]]) >= _LEAST_CONTENT
            and count(text[cut[0] : end]) > _LEAST_RIGHT
            and not _scoped(words_of(text, floor, cut[0]))
        ):
            best = cut
            if least + left > LONGEST:
                break
    return best


def _cuts(text: str, start: int, end: int, later: Restore) -> list[tuple[int, Leads]]:
    """Where a cut is possible, and what the part after it needs before it."""
    lists = marks(text, ":", start, end)  # what a colon begins is not cut
    commas = marks(text, ",", start, lists[0] if lists else end)
    found = []
    for index, comma in enumerate(commas):
        before = words_of(text, commas[index - 1] if index else start, comma)
        after = words_of(text, comma, commas[index + 1] if index + 1 < len(commas) else end)
        leads = _leads_after(before, after[phrase_length(after, 0, ordered("connectors")) :], later)
        if leads is not None:
            found.append((comma, leads))
    return found


def _leads_after(before: list[Word], after: list[Word], later: Restore) -> Leads | None:
    """The leads for the part after a comma; None where no cut is possible there."""
    opening = bool(before) and before[0].low in terms("openings")
    if opening or " ".join(word.low for word in before) in terms("leading_words"):
        return None
    if _is_clause(after) or [word.text for word in after[:3]] in _PARTS:
        return later.whole
    if not later.commas or _shares_object(before):
        return None
    if later.modal and starts_with_modal(after):
        return later.modal
    if later.bare and is_verb_phrase(after) and len(after) > verb_length(after, 0):
        return later.bare
    return None


def _is_clause(after: list[Word]) -> bool:
    """Whether somebody begins to act after a comma: "các đơn vị đã huy động …"."""
    finite = any(word.text in terms("finite") for word in after[1:])
    return (
        finite
        and is_nominal(after)
        and has_predicate(after)
        and after[0].low not in terms("appositions")
        and is_agent(" ".join(word.text for word in after[:4]))
    )


def _shares_object(before: list[Word]) -> bool:
    """Whether the words before a comma end in a verb that waits for the object of the next:
    "lãnh đạo, chỉ đạo thực hiện …"."""
    return len(before) == 1 or (len(before) > 1 and verb_length(before, len(before) - 2) == 2)


def _scoped(words: list[Word]) -> bool:
    """Whether the part before a cut holds a word that may govern what follows the cut too:
    a purpose, a condition or a request must not become a fact."""
    opened = any(word.text in terms("subordinators") for word in words)
    opened = opened or any(
        words[index].text in terms("governors") and verb_length(words, index + 1) == 2
        for index in range(len(words) - 1)
    )
    asked = any(phrase_length(words, index, ordered("requests")) for index in range(1, len(words)))
    return opened or asked
