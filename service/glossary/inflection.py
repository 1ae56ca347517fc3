"""The English of a term in the form that its place asks for: plural, article, capital."""

import re

from service.glossary.syllables import tokens
from service.glossary.terms import Term

_SHORT = 2  # words of an office that is not called after a body
_COUNTED = frozenset(("rank", "title", "body", "unit", "document", "event"))
_MANY = frozenset("các những nhiều vài mấy hai ba bốn sáu bảy tám chín mười".split())
_COUNTERS = frozenset("đồng chí vị ông bà".split())  # between a number and its noun
_MASS = frozenset(
    "equipment information staff personnel police military work education training health defence "
    "security welfare aid data news leadership people force guard intelligence artillery infantry "
    "navy army logistics militia militiamen troops headquarters media press youth".split()
)
_IRREGULAR = {"person": "people", "child": "children"}
_MAN = re.compile(r"(?<!hu)(?<!ger)man$", re.IGNORECASE)
_CHIEFS = ("Director", "Secretary", "Attorney", "Consul")  # "Directors General"
_HEAD_END = re.compile(r"\s(?:of|for|in|at|to|on|with|under|and|from)\s|,|\(|$")
_NAMED = frozenset(
    "ministry department committee commission assembly council government office front union "
    "association party politburo secretariat inspectorate court procuracy academy front police "
    "command bank treasury agency bureau board state".split()
)
_ARTICLE = re.compile(
    r"(?:^|\W)(?:the|an?|this|that|its|their|our|his|her|each|every|\w+['’]s)\s+$", re.IGNORECASE
)
_OPENING = re.compile(r"(?:^|[.!?…:]\s+|^[\"“])$")


def in_english(term: Term, before: str, written: str = "") -> str:
    """The English of a term that is `written` so after the Vietnamese text `before`.

    What is the same in both languages stays (WHO), what names several becomes plural, and an
    office that is written small is no title: giám đốc is a director.
    """
    forms = (term.en, *term.alternatives)
    if written in forms:
        return written
    en = _small(term, forms) if written[:1].islower() and term.vi[:1].isupper() else term.en
    return plural(en) if term.kind in _COUNTED and _several(before) else en


def _small(term: Term, forms: tuple[str, ...]) -> str:
    """The term without its capitals: a form that has none, or that of an office or a rank."""
    small = term.en.lower()
    plain = term.kind in ("title", "rank") and len(small.split()) <= _SHORT
    return small if plain or small in forms else term.en


def in_place(en: str, before: str) -> str:
    """The English of a term as it stands after the English text `before`.

    A name of a body gets the article that the text lacks, no article stands twice, and a
    sentence begins with a capital.
    """
    bare = re.sub(r"^(?:the|an?)\s+", "", en)
    if _ARTICLE.search(before):
        en = bare
    elif bare != en or _takes_article(bare):
        en = f"the {bare}"
    return en[:1].upper() + en[1:] if _OPENING.search(before) else en


def plural(en: str) -> str:
    """The plural of a phrase, made at its head: "member of the Politburo" gives "members of …"."""
    end = _HEAD_END.search(en)
    head = en[: end.start()] if end else en
    first, _, last = head.rpartition(" ")
    if last == "General" and first.rpartition(" ")[2] in _CHIEFS:
        return f"{first}s {last}{en[len(head) :]}"
    low = last.lower()
    if not last.isalpha() or low in _MASS or (low.endswith("s") and not low.endswith("ss")):
        return en
    return f"{first} {_plural(last)}".strip() + en[len(head) :]


def _plural(word: str) -> str:
    if word.lower() in _IRREGULAR:
        return word[0] + _IRREGULAR[word.lower()][1:]
    if _MAN.search(word):
        return f"{word[:-2]}en"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|x|z|ch|sh)$", word) else f"{word}s"


def _several(before: str) -> bool:
    """Whether the words before a noun say that there are several: các, những, a number over 1."""
    words = [token.key for token in tokens(before)[-3:]]
    while words and words[-1] in _COUNTERS:
        words.pop()
    last = words[-1] if words else ""
    return last in _MANY or (last.isdecimal() and int(last) > 1 and len(last) < 4)


def _takes_article(en: str) -> bool:
    """Whether a name is one that English puts "the" before: the Ministry of Finance."""
    words = re.findall(r"[A-Za-z]+", en.split(" of ")[0])
    several = words and words[-1].lower().endswith("s") and words[-1].lower() not in _NAMED
    return bool(words) and en[:1].isupper() and not several and words[-1].lower() in _NAMED
