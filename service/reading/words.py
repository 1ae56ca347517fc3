"""What the first words of a Vietnamese phrase say of it: a verb, a subject, a time or place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.reading.lexicon import terms, verbs

_WORD = re.compile(r"[^\s,;:()\[\]\"?!]+")


@dataclass(frozen=True)
class Word:
    """A word (syllable) and its place in the normalised sentence."""

    text: str
    start: int
    end: int
    low: str = field(init=False)  # in lower case

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", self.text.lower())


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, without punctuation around them."""
    return list(_words(text, start, len(text) if end is None else end))


@lru_cache(maxsize=512)
def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(
        Word(match.group().rstrip("."), match.start(), match.end())
        for match in _WORD.finditer(text, start, end)
        if any(char.isalnum() for char in match.group())
    )


def count(text: str) -> int:
    """Words as a reader counts them: syllables separated by spaces."""
    return len(text.split())


def phrase_length(words: Sequence[Word], index: int, phrases: tuple[str, ...]) -> int:
    """How many words at `index` make one of the phrases, in lower case as written; 0 if none."""
    if index >= len(words):
        return 0
    for parts in _by_first_word(phrases).get(words[index].text, ()):
        if all(
            index + offset < len(words) and words[index + offset].text == part
            for offset, part in enumerate(parts)
        ):
            return len(parts)
    return 0


@lru_cache(maxsize=32)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        parts = phrase.split()
        table.setdefault(parts[0], []).append(parts)
    return table


def verb_length(words: Sequence[Word], index: int) -> int:
    """How many words at `index` make a verb (2, 1 or 0)."""
    if index + 1 < len(words) and f"{words[index].low} {words[index + 1].low}" in verbs():
        return 2
    if index and f"{words[index - 1].low} {words[index].low}" in verbs():
        return 0  # the second syllable of "hướng dẫn"
    return int(index < len(words) and words[index].low in verbs())


def is_verb_phrase(words: Sequence[Word], *, initial: bool = False) -> bool:
    """Whether a phrase begins with a verb, and so lacks its subject.

    A capital letter marks a name unless the phrase is `initial` in its sentence.
    """
    if not words or (not initial and words[0].text[:1].isupper()):
        return False
    if words[0].text.isupper() and len(words[0].text) > 1:
        return False
    pair = " ".join(word.low for word in words[:2])
    triple = " ".join(word.low for word in words[:3])
    if pair in terms("nominal_pairs") or triple in terms("nominal_pairs"):
        return False
    if len(words) > 2 and words[2].low == "của":  # "quản lý của Nhà nước"
        return False
    if (
        pair in ("lãnh đạo", "thanh tra", "kiểm toán")
        and len(words) > 2
        and words[2].text[0].isupper()
    ):
        return False
    length = verb_length(words, 0)
    if length == 2:
        return not _is_nominalised(words)
    return length == 1 and words[0].low not in terms("nominal") and not _is_nominalised(words)


def is_nominal(words: Sequence[Word]) -> bool:
    """Whether a phrase begins as a noun phrase does."""
    if not words:
        return False
    capital = words[0].text[:1].isupper() or words[0].text[:1].isdigit()
    return capital or (words[0].low in terms("nominal") and verb_length(words, 0) < 2)


def has_predicate(words: Sequence[Word]) -> bool:
    """Whether there is a verb after the first word, so that a noun phrase is a whole clause."""
    for index in range(1, len(words)):
        if words[index].low in terms("modals") | terms("plain_predicates"):
            return True
        if verb_length(words, index) == 2 and not is_nominal_verb(words, index):
            return True
    return False


def is_nominal_verb(words: Sequence[Word], index: int) -> bool:
    """Whether the verb at `index` belongs to a noun before it: "công tác tuyển quân"."""
    pair = " ".join(word.low for word in words[index : index + 2])
    before = words[max(index - 1, 0)]
    if index and before.low in terms("incomplete"):
        return True
    if index == 0 or pair in terms("always_verbs"):
        return False
    # The An of Nghệ An is a name, but the Ban of "Ban chỉ đạo" is a noun.
    named = before.text[0].isupper() and before.low not in terms("agents")
    return before.low in terms("noun_heads") and not named


def is_act(words: Sequence[Word]) -> bool:
    """Whether a phrase names the act at which somebody spoke: "Phát biểu tại hội nghị"."""
    return " ".join(word.low for word in words[:2]) in terms("acts")


def starts_with_modal(words: Sequence[Word]) -> bool:
    """Whether a phrase begins with its own modality: "chưa xem xét", "sẽ thực hiện"."""
    return bool(words) and words[0].text in terms("modals") - {"có", "là"}


def is_opening(words: Sequence[Word]) -> bool:
    """Whether a phrase before a comma says when, where or on what occasion."""
    if not words:
        return False
    pair = " ".join(word.low for word in words[:2])
    first = words[0].low
    if pair in terms("acts") or words[0].text[0].isdigit():
        return True
    return (
        first in terms("openings")
        and pair not in verbs() - terms("acts")
        and not first.startswith("đại")
    )


def _is_nominalised(words: Sequence[Word]) -> bool:
    """A verb phrase that is itself the subject: "xây dựng nông thôn mới được quan tâm"."""
    lows = [word.low for word in words[:12]]
    if lows[0] in terms("causatives"):
        return False
    for index in range(2, len(lows)):
        if lows[index] == "được" and lows[index - 1] not in (
            "đã", "sẽ", "nhận", "đạt", "giành", "làm", "cần", "phải", "vừa", "có", "không", "chưa",
        ):  # fmt: skip
            return True
    return False


def is_agent(subject: str) -> bool:
    """Whether a subject is somebody who can act: a person, an organisation, a place's people."""
    words = words_of(subject)
    if not words:
        return False
    lows = [word.low for word in words[:3] if word.low not in terms("determiners")]
    named = len(words) > 1 and words[0].text[0].isupper() and words[1].text[0].isupper()
    short = words[0].text.isupper() and len(words[0].text) > 1
    return (
        named
        or short
        or bool(lows and lows[0] in terms("agents"))
        or " ".join(lows[:2]) in terms("agents")
    )
