"""Cut one sentence into its items, each with the words that it needs before it."""

import re
from dataclasses import replace

from service.reading.cuts import marks, split, trim
from service.reading.frames import Frame, parse_frame, skip_openings
from service.reading.lexicon import ordered, terms
from service.reading.pieces import LONGEST, Leads, Piece, Restore, cut_long
from service.reading.subjects import is_person
from service.reading.words import (
    count,
    has_predicate,
    is_nominal,
    is_verb_phrase,
    starts_with_modal,
    words_of,
)

_LONGEST_HEAD = 12  # words of "Một số kết quả nổi bật là:"
_LONGEST_KEPT = 16  # words of a head that is repeated before every item
_LONGEST_THING = 10  # words of a subject that is no agent, to be given to other verbs
_PRESENT = re.compile(
    r"(?:(?:Cùng |Tham |Đến |Tới |Về )?[Dd]ự|Đồng chủ trì|Chủ trì)[^;:]{0,80}? có:?"
)


def lacks_subject(text: str) -> bool:
    """Whether a sentence is a verb phrase: "Khai thác tiềm năng …"."""
    words = words_of(text)
    if skip_openings(text, 0, len(text)) or not is_verb_phrase(words, initial=True):
        return False
    if words[0].low == "có":
        return False
    parts = split(text, 0, len(text), marks(text, ",;"))[1:]
    return not any(_has_subject(text, low, high) for low, high in parts)


def _has_subject(text: str, low: int, high: int) -> bool:
    words = words_of(text, low, high)
    finite = any(word.text in terms("finite") for word in words[1:])
    if not is_nominal(words) or words[0].low in terms("appositions"):
        return False
    return finite or (is_person(text[low:high]) and has_predicate(words))


def announced(text: str) -> int:
    """The place of the colon of "Nổi bật là: A; B"; 0 where a sentence has no such head."""
    colon = next(iter(marks(text, ":", 0, len(text) - 1)), 0)
    head = text[:colon].lower()
    known = head.startswith(ordered("announcers")) or head.endswith(("như sau", "là", "gồm"))
    short = count(head) <= _LONGEST_HEAD
    return colon if colon and known and short and ";" in text[colon:] else 0


def cut_presence(text: str) -> list[Piece]:
    """ "Dự hội nghị có A; B; C": every item is somebody who came; [] for other sentences."""
    head = _PRESENT.match(text)
    signs = marks(text, ";", head.end()) if head else []
    if head is None or not signs:
        return []
    lead = head.group().rstrip(":")
    return [Piece(low, high, lead) for low, high in split(text, head.end(), len(text), signs)]


def cut_headed(text: str, content: int) -> list[Piece]:
    """ "X bị kết luận: A; B": the head stays before every item, where it is short."""
    head = text[:content].rstrip()
    if ";" not in text[content:] or count(head) > _LONGEST_KEPT:
        return cut_items(text, 0, Restore())
    return cut_items(text, content, Restore((head,), (head,), (head,), commas=False))


def cut_report(text: str, frame: Frame) -> list[Piece]:
    """ "X đề nghị các đơn vị: A; B" and "X báo cáo: …": who said it stays with every part."""
    if count(text) <= LONGEST and not marks(text, ";", frame.content):
        return [Piece(*trim(text, 0, len(text)))]
    whole = tuple(f"{lead}:" for lead in replace(frame, recipient="").leads())
    bare = frame.leads() if frame.request else tuple(f"{lead}:" for lead in frame.leads())
    return cut_items(text, frame.content, Restore(bare, bare, whole))


def cut_plain(text: str, frame: Frame, inherited: Leads, *, changed: bool) -> list[Piece]:
    """A sentence with its own subject, which later parts without one are given too."""
    items = _items(text, 0)
    if frame.negated or frame.unclear or _unsure(text, items[0], frame):
        return [Piece(0, len(text))]
    later = _said(text, frame) if frame.report else _done(frame, inherited)
    if frame.opening.lower().startswith(("theo ", "cũng theo ")) and not later.whole:
        later = replace(later, whole=(f"{frame.opening},",))  # the source stays with every part
    first = _cut_first(text, *items[0], frame, later, changed=changed)
    return first + [piece for item in items[1:] for piece in _cut_item(text, *item, later)]


def cut_items(text: str, start: int, later: Restore) -> list[Piece]:
    """Cut at semicolons, then cut what is still too long at commas."""
    items = _items(text, start)
    words = words_of(text, *items[0]) if items else []
    if start == 0 and not is_verb_phrase(words, initial=True) and not has_predicate(words):
        return [Piece(*trim(text, 0, len(text)))]  # "Các đồng chí: A; B dự hội nghị"
    return [piece for item in items for piece in _cut_item(text, *item, later)]


def _done(frame: Frame, inherited: Leads) -> Restore:
    """Leads for what else the subject did; what a passive sentence omits, others did."""
    if frame.passive and frame.link != "là" and not frame.agent:
        return Restore(inherited, (), commas=False)
    thing = is_nominal(words_of(frame.subject)) and count(frame.subject) <= _LONGEST_THING
    if not frame.agent and not thing:
        return Restore(commas=False)
    modal = replace(frame, link="").leads()
    return Restore(frame.leads(), modal, commas=frame.agent and "là" not in frame.link)


def is_unreal(text: str) -> bool:
    """Whether a sentence says what must or will be, or what was done to something."""
    return any(word.low in terms("unreal") | {"được"} for word in words_of(text)[:15])


def _unsure(text: str, item: tuple[int, int], frame: Frame) -> bool:
    """Whether a plan or duty was not understood as such, so that a cut might make it a fact."""
    words = words_of(text, frame.content, item[1])[:12]
    return not frame.report and any(word.text in terms("unreal") for word in words)


def _said(text: str, frame: Frame) -> Restore:
    whole = replace(frame, recipient="").leads()
    if frame.request:
        return Restore(frame.leads(), frame.leads(), whole)
    return Restore(_nested(whole, parse_frame(text, frame.content)) or whole, whole, whole)


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """The parts between semicolons; one without a verb stays with the part before it."""
    items: list[tuple[int, int]] = []
    for low, high in split(text, start, len(text), marks(text, ";", start)):
        words = words_of(text, low, high)
        verbal = is_verb_phrase(words, initial=True) or starts_with_modal(words)
        if items and not verbal and not has_predicate(words):
            items[-1] = (items[-1][0], high)
        else:
            items.append((low, high))
    return items


def _cut_first(
    text: str, low: int, high: int, frame: Frame, later: Restore, *, changed: bool
) -> list[Piece]:
    """The part with the subject: as it stands, or with its subject completed or shortened."""
    long = count(text[low:high]) > LONGEST
    if not (changed or long) or not low < frame.content < high or not frame.agent:
        return cut_long(text, low, high, (), later, floor=frame.content)
    leads = (frame.full_lead(), *frame.leads())
    if frame.report and not frame.request:
        said = replace(later, whole=leads, bare=leads)
        return _cut_item(text, frame.content, high, said)
    return cut_long(text, frame.content, high, leads, later, floor=frame.content)


def _cut_item(text: str, low: int, high: int, later: Restore) -> list[Piece]:
    words = words_of(text, low, high)
    if starts_with_modal(words):
        return cut_long(text, low, high, later.modal, later, floor=low)
    parts = split(text, low, high, marks(text, ",", low, high))[1:]
    # "Triển khai Luật, Chính phủ đã …": the verb phrase only opens the clause.
    opens = any(_has_subject(text, *part) for part in parts)
    if is_verb_phrase(words, initial=True) and not opens:
        return cut_long(text, low, high, later.bare, later, floor=low)
    inner = parse_frame(text, low, high)
    if inner is None or inner.negated or not inner.agent:
        floor = inner.content if inner and not inner.negated else high
        others = Restore(whole=later.whole, commas=False)
        return cut_long(text, low, high, later.whole, others, floor=floor)
    nested = _nested(later.whole, inner)
    within = Restore(nested, _nested(later.whole, replace(inner, link="")), later.whole)
    return cut_long(text, low, high, later.whole, within, floor=inner.content)


def _nested(outer: Leads, inner: Frame | None) -> Leads:
    """Leads for the parts of a reported statement: the speaker, then the inner subject."""
    if inner is None or inner.negated:
        return ()
    if not outer:
        return inner.leads()
    return tuple(f"{lead} {inside}" for lead in outer for inside in inner.inner_leads())
