"""Cut one sentence into its items, each with the words that it needs before it."""

from dataclasses import dataclass, replace

from service.reading.cuts import marks, split
from service.reading.frames import Frame, parse_frame, skip_openings
from service.reading.lexicon import ordered
from service.reading.pieces import LONGEST, Leads, Piece, cut_long
from service.reading.words import count, has_predicate, is_agent, is_verb_phrase, words_of


@dataclass(frozen=True)
class Leading:
    """How the first item of a sentence begins: at `content`, after one of `leads`, where its
    subject is to be rewritten, or as it stands."""

    frame: Frame | None = None
    rewritten: bool = False


def lacks_subject(text: str) -> bool:
    """Whether a sentence is a verb phrase: "Khai thác tiềm năng …"."""
    return skip_openings(text, 0, len(text)) == 0 and is_verb_phrase(words_of(text), initial=True)


def announced(text: str) -> int:
    """The place of the colon of "Nổi bật là: A; B"; 0 where a sentence has no such head."""
    colon = next(iter(marks(text, ":", 0, len(text) - 1)), 0)
    head = text[:colon].lower()
    known = head.startswith(ordered("announcers")) or head.endswith(("như sau", "là", "gồm"))
    return colon if colon and known and count(head) <= 12 and ";" in text[colon:] else 0


def cut_report(text: str, frame: Frame) -> list[Piece]:
    """ "X đề nghị các đơn vị: A; B" and "X báo cáo: …": who said it stays with every part."""
    if count(text) <= LONGEST and not marks(text, ";", frame.content):
        return [Piece(0, len(text))]
    bare = frame.leads()
    whole = tuple(f"{lead}:" for lead in replace(frame, recipient="").leads())
    if not frame.request:
        bare = tuple(f"{lead}:" for lead in bare)
    return cut_items(text, frame.content, bare, whole)


def cut_plain(text: str, frame: Frame, inherited: Leads, *, changed: bool) -> list[Piece]:
    """A sentence with its own subject, which later parts without one are given too."""
    later = frame.leads()
    if frame.negated:
        later = ()
    elif frame.passive and not is_agent(frame.subject):
        later = inherited
    return cut_items(text, 0, later, (), first=Leading(frame, changed))


def cut_items(
    text: str, start: int, bare: Leads, whole: Leads, *, first: Leading | None = None
) -> list[Piece]:
    """Cut at semicolons, then cut what is still too long at commas.

    `bare` are the leads of items without a subject, `whole` those of items that have one; `first`
    says that the first item has the subject of the sentence.
    """
    items = _items(text, start)
    pieces: list[Piece] = []
    for index, (low, high) in enumerate(items):
        if index == 0 and first is not None:
            pieces += _cut_first(text, low, high, bare, first)
        else:
            pieces += _cut_item(text, low, high, bare, whole)
    return pieces


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """The parts between semicolons; one without a verb stays with the part before it."""
    items: list[tuple[int, int]] = []
    for low, high in split(text, start, len(text), marks(text, ";", start)):
        words = words_of(text, low, high)
        if items and not is_verb_phrase(words, initial=True) and not has_predicate(words):
            items[-1] = (items[-1][0], high)
        else:
            items.append((low, high))
    return items


def _cut_first(text: str, low: int, high: int, bare: Leads, first: Leading) -> list[Piece]:
    frame = first.frame
    if frame is None:
        return cut_long(text, low, high, (), (), floor=high)
    long = count(text[low:high]) > LONGEST
    if not frame.passive and (first.rewritten or long) and low < frame.content < high:
        leads = (frame.full_lead(), *frame.leads())
        return cut_long(text, frame.content, high, leads, bare, floor=frame.content)
    return cut_long(text, low, high, (), bare, floor=frame.content)


def _cut_item(text: str, low: int, high: int, bare: Leads, whole: Leads) -> list[Piece]:
    if is_verb_phrase(words_of(text, low, high), initial=True):
        return cut_long(text, low, high, bare, bare, floor=low)
    inner = parse_frame(text, low, high)
    floor = inner.content if inner else high
    return cut_long(text, low, high, whole, _nested(whole, inner), floor=floor, whole=whole)


def _nested(outer: Leads, inner: Frame | None) -> Leads:
    """Leads for the parts of a reported statement: the speaker, then the inner subject."""
    if inner is None or inner.negated:
        return ()
    if not outer:
        return inner.leads()
    return tuple(f"{lead} {inside}" for lead in outer for inside in inner.inner_leads())
