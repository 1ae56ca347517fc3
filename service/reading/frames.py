"""Who does what at the head of a sentence: opening words, subject, modality, reporting verb."""

from dataclasses import dataclass, replace
from itertools import pairwise

from service.reading.cuts import marks, split, trim
from service.reading.lexicon import ordered, terms
from service.reading.subjects import short_subjects
from service.reading.words import (
    Word,
    has_predicate,
    is_act,
    is_agent,
    is_nominal_verb,
    is_opening,
    is_verb_phrase,
    phrase_length,
    verb_length,
    words_of,
)

_LONGEST_TOPIC = 20  # words between a reporting verb and its colon
_LONGEST_SUBJECT = 60  # words; a person's titles can take many


@dataclass(frozen=True)
class Frame:
    """The head of a sentence, as strings of the source; `content` is where the rest begins."""

    opening: str  # "Kết luận hội nghị"
    subject: str  # "Trung tướng Nguyễn Hồng Thái, …, Tư lệnh Quân khu 1"
    link: str  # modality that the cut must keep: "đã", "cần", "sẽ"
    report: str = ""  # "đề nghị", "báo cáo"; "" where the verb is another
    recipient: str = ""  # "các cơ quan, đơn vị, địa phương"
    request: bool = False  # the report asks, plans or promises: what follows is no fact
    colon: bool = False
    passive: bool = False
    negated: bool = False
    unclear: bool = False  # who is asked could not be told from what is asked for
    verb: int = 0  # where the verb (or its modality) begins in the sentence
    content: int = 0

    @property
    def agent(self) -> bool:
        """Whether somebody acts here, so that the subject may stand before other verbs too."""
        return is_agent(self.subject) and not self.passive

    def leads(self) -> tuple[str, ...]:
        """What can stand before a part that lost its subject, the fullest first."""
        return tuple(dict.fromkeys(_capital(lead) for lead in self.inner_leads()))

    def inner_leads(self) -> tuple[str, ...]:
        """The same, as they read after the words of somebody who reports."""
        return tuple(dict.fromkeys(_lead(*parts) for parts in self._variants()))

    def full_lead(self) -> str:
        """All that stands before the content, with every title."""
        return _capital(_lead(self.opening, self.subject, self.link, self.report, self.recipient))

    def _variants(self) -> list[tuple[str, ...]]:
        subjects = short_subjects(self.subject)
        best, least = subjects[0], subjects[-1]
        ends = (self.link, self.report)
        light = "" if self._can_drop_opening() else self.opening
        return [
            (self.opening, best, *ends, self.recipient),
            (self.opening, least, *ends, self.recipient),
            (light, least, *ends, self.recipient),
            (light, least, *ends, "" if self.report in terms("lone_requests") else self.recipient),
        ]

    def _can_drop_opening(self) -> bool:
        """A condition, a source or a date of figures must stay; an occasion may go."""
        return self.opening.lower().startswith(ordered("occasions"))


def _lead(opening: str, subject: str, *rest: str) -> str:
    tail = " ".join(part for part in (subject, *rest) if part)
    return f"{opening[:1].lower()}{opening[1:]}, {tail}" if opening else tail


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def parse_frame(text: str, start: int = 0, end: int | None = None) -> Frame | None:
    """Find the head of `text[start:end]`; None where it cannot be told with some certainty."""
    end = len(text) if end is None else end
    head = _head(text, start, end)
    if head is None:
        return None
    frame, words, at = head
    colon = next(iter(marks(text, ":", frame.content, end)), None)
    if colon is not None:
        return _with_colon(frame, text, words, at, colon)
    return _with_report(frame, text, words, at, end)


def _head(text: str, start: int, end: int) -> tuple[Frame, list[Word], int] | None:
    """Subject and modality, the words from the subject on, and the place of the verb in them."""
    body = skip_openings(text, start, end)
    words = words_of(text, body, end)
    at = _predicate(text, words)
    if not at:
        return None
    subject = text[slice(*trim(text, body, words[at].start))].rstrip(" –-")
    if not _is_plausible(subject, words[:at]):
        return None
    opening = text[slice(*trim(text, start, body))]
    frame = Frame(
        opening="" if opening.startswith("Ảnh") else opening,  # the credit of a photograph
        subject=subject,
        link="",
        verb=words[at].start,
    )
    return _with_verb(frame, words, at, end)


def _is_plausible(subject: str, words: list[Word]) -> bool:
    """Whether what stands before the verb can be its subject, and not a phrase of another kind."""
    conditional = any(word.text in terms("subordinators") for word in words)
    pointing = words[0].low in terms("pointers") or _joined(words[:2]).lower() in terms("pointers")
    verbal = is_verb_phrase(words, initial=True)
    return not (conditional or pointing or verbal or is_opening(words) or set(":;") & set(subject))


def skip_openings(text: str, start: int, end: int) -> int:
    """Past the phrases before the subject: "Dịp này, ", "Phát biểu tại hội nghị, "."""
    parts = split(text, start, end, marks(text, ",", start, end))
    body, opened = start, False
    for index, (low, high) in enumerate(parts[:-1]):
        words = words_of(text, low, high)
        opens = is_opening(words) and (is_act(words) or not _predicate(text, words, strict=True))
        if not opens and not (opened and _belongs_to_opening(text, words, parts[index + 1 :])):
            break
        body, opened = parts[index + 1][0], True
    return trim(text, body, end)[0]


def _belongs_to_opening(text: str, words: list[Word], rest: list[tuple[int, int]]) -> bool:
    """Whether a list goes on: "Trước nguy cơ lũ sớm, lũ lớn, Ban chỉ đạo nhận định"."""
    lone = is_verb_phrase(words) or not has_predicate(words)
    person = _starts_person(text[slice(*rest[0])])
    return person or (lone and not is_agent(_joined(words)) and _agent_follows(text, rest))


def _agent_follows(text: str, rest: list[tuple[int, int]]) -> bool:
    return any(is_agent(text[low:high]) for low, high in rest[:3])


def _starts_person(text: str) -> bool:
    return text.lower().startswith(tuple(f"{word} " for word in ("ông", "bà", "đồng chí")))


def _joined(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _predicate(text: str, words: list[Word], *, strict: bool = False) -> int:
    """The index of the first word of the predicate; 0 where none is found."""
    for index in range(1, min(len(words), _LONGEST_SUBJECT)):
        word = words[index]
        if not word.text.islower() or _in_quotes(text, word):
            continue
        if word.text in terms("modals") and words[index - 1].low != "liên":
            return index
        if is_nominal_verb(words, index):
            continue
        if phrase_length(words, index, _reports()):
            return index
        if not strict and verb_length(words, index):
            return index
    return 0


def _reports() -> tuple[str, ...]:
    return ordered("requests") + ordered("statements")


def _in_quotes(text: str, word: Word) -> bool:
    return text.count('"', 0, word.start) % 2 == 1 or (
        text.count("(", 0, word.start) > text.count(")", 0, word.start)
    )


def _with_verb(frame: Frame, words: list[Word], at: int, end: int) -> tuple[Frame, list[Word], int]:
    first = at
    while at < len(words) and words[at].text in terms("kept_modals"):
        at += 1
    link = [word.text for word in words[first:at]]
    frame = replace(
        frame,
        link=" ".join(link),
        passive=_is_passive(words, at),
        negated=_is_negated(words, first, at),
        content=words[at].start if at < len(words) else end,
    )
    return frame, words, at


def _is_negated(words: list[Word], first: int, at: int) -> bool:
    following = words[at].low if at < len(words) else ""
    negated = any(word.text in terms("negations") for word in words[first : at + 2])
    return negated and following not in ("ngừng", "chỉ", "những")


def _is_passive(words: list[Word], at: int) -> bool:
    """Whether the subject is acted on or described, at once or after a list of subjects."""
    lows = [word.low for word in words[at : at + 12]]
    if {"được", "bị", "là", "có"} & set(lows[:2]):
        return lows[:1] != ["có"] or "được" in lows[:2]
    received = ("nhận", "đạt", "giành", "làm", "có", "thu")
    return any(low == "được" and before not in received for before, low in pairwise(lows))


def _with_colon(frame: Frame, text: str, words: list[Word], at: int, colon: int) -> Frame:
    """The last reporting verb before the colon governs what follows it."""
    found = [
        (index, length)
        for index in range(at, len(words))
        if words[index].end <= colon
        and (length := phrase_length(words, index, _reports()))
        and (index == at or not is_nominal_verb(words, index))
        and sum(word.end <= colon for word in words[index + length :]) <= _LONGEST_TOPIC
        and not (words[index].text == "nói" and words[index].end < colon)
        and words[index - 1].text not in ("được", "bị")  # "bị kết luận": others said it
    ]
    content = trim(text, colon + 1, len(text))[0]
    if not found:
        return replace(frame, colon=True, content=content, report="")
    index, length = found[-1]
    verb = text[words[index].start : words[index + length - 1].end]
    return replace(
        frame,
        report=verb.rstrip(":"),
        recipient=text[slice(*trim(text, words[index + length - 1].end, colon))],
        request=verb in ordered("requests"),
        colon=True,
        content=content,
    )


def _with_report(frame: Frame, text: str, words: list[Word], at: int, end: int) -> Frame:
    length = phrase_length(words, at, ordered("requests"))
    if not length:
        return _with_statement(frame, text, words, at, end)
    if at + length >= len(words):
        return frame
    first = at + length
    last = first
    while last < len(words) and not _starts_content(words, first, last):
        last += 1
    if last == len(words):
        return frame
    if any(word.text in terms("subordinators") for word in words[first:last]):
        return replace(frame, unclear=True)
    return replace(
        frame,
        report=text[words[at].start : words[at + length - 1].end],
        recipient=text[slice(*trim(text, words[first].start, words[last].start))],
        request=True,
        content=words[last].start,
    )


def _with_statement(frame: Frame, text: str, words: list[Word], at: int, end: int) -> Frame:
    """ "X khẳng định, Nghị định 49 sẽ …": a whole clause is what was said."""
    first = at + phrase_length(words, at, ordered("statements"))
    if first == at or first >= len(words):
        return frame
    said = words[first].low == "rằng" or text[words[first - 1].end] == ","
    content = words[first + (words[first].low == "rằng")].start
    # No more than the head of what was said, which may report what others said, and so on.
    inner = _head(text, content, next(iter(marks(text, ";", content, end)), end))
    if words[first].low in terms("governors") or inner is None or not (said or inner[0].agent):
        return frame
    report = text[words[at].start : words[first - 1].end]
    return replace(frame, report=report, content=content)


def _starts_content(words: list[Word], first: int, index: int) -> bool:
    word = words[index]
    if not word.text.islower():
        return False
    if word.text in terms("modals"):
        return True
    if index > first and is_nominal_verb(words, index):
        return False
    return is_verb_phrase(words[index:])
