"""Compare English wording without regard to inflection, articles and spelling."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_IDLE = frozenset(("the", "a", "an"))
_SPELLINGS = (
    (re.compile(r"(?<=[a-z])isation"), "ization"),
    (re.compile(r"(?<=[a-z]{3})is(?=e|ed|es|ing|ers?$)"), "iz"),
    (re.compile(r"(?<=[a-z])our(?=$|s|ed|ing|able|er)"), "or"),
    (re.compile(r"defence"), "defense"),
    (re.compile(r"offence"), "offense"),
    (re.compile(r"centre"), "center"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"ll(?=ed|ing|er)"), "l"),
    (re.compile(r"politburo"), "political bureau"),
)
_ENDINGS = re.compile(r"(?:['’]s?|ies|es|s|ied|ed|ing|ment|e|y)$")
_DOUBLED = re.compile(r"([bdfgklmnprstvz])\1$")
_IRREGULAR = {"men": "man", "women": "woman", "chairwoman": "chairman", "people": "people"}


def stems(text: str) -> list[str]:
    """The words of English text cut to what inflection leaves alone."""
    return [_stem(word) for word in _WORD.findall(_spell(text.lower())) if word not in _IDLE]


def stemmed(text: str) -> list[tuple[str, int, int]]:
    """Each word of English text cut to its stem, with where it stands; articles are left out."""
    found = ((m.group(), m.start(), m.end()) for m in _WORD.finditer(text))
    words = ((_spell(word.lower()), start, end) for word, start, end in found)
    return [(_stem(word), start, end) for word, start, end in words if word not in _IDLE]


def says(text: list[str], phrase: str) -> bool:
    """Whether the stems of `text` contain those of `phrase` side by side."""
    wanted = [_single(stem) for stem in stems(phrase)]
    there = [_single(stem) for stem in text]
    size = len(wanted)
    return any(there[at : at + size] == wanted for at in range(len(there) - size + 1))


@lru_cache(maxsize=50_000)
def _single(stem: str) -> str:
    """The stem without the letter that an ending doubles: kidnapp(ed), witness(es)."""
    return _DOUBLED.sub(r"\1", stem)


def _spell(text: str) -> str:
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text


def _stem(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 3 else word
