"""The names that both sides of a pair write alike, found without the checks that are measured."""

import re

from service.briefs.people import UPPER
from service.glossary import load_glossary
from service.glossary.syllables import without_diacritics

# Capitals, with the small words that names of other languages hold: "Rio Grande do Sul".
_RUN = re.compile(
    rf"(?<!\w)[{UPPER}][\w’'-]*"
    rf"(?: (?:(?:de|do|da|du|van|von|wa|al|el|la|of|bin) )?[{UPPER}\d][\w’'-]*)*"
)
_LETTERS = re.compile(r"[^a-z0-9]+")
_FEWEST = 3  # letters
_NO_NAMES = frozenset(("covid", "covid19", "sarscov2", "the", "and"))


def shared_names(vi: str, en: str) -> list[tuple[int, int]]:
    """Where the English has names that stand once on each side, in order."""
    source = f" {_words(vi)} "
    places = {
        term.en: _words(vi[m.start : m.end])
        for m in load_glossary().match(vi)
        if (term := m.term).kind == "place"
    }
    runs = {_words(m.group()) for m in _RUN.finditer(vi)}
    found = [span for m in _RUN.finditer(en) if (span := _shared(m, runs, source, en))]
    for name, vietnamese in places.items():
        m = re.search(rf"\b{re.escape(name)}\b", en)
        if m and source.count(f" {vietnamese} ") == 1 == en.count(name):
            found += [m.span()] if not any(a < m.end() and m.start() < b for a, b in found) else []
    return sorted(found)


def _shared(run: re.Match[str], runs: set[str], source: str, en: str) -> tuple[int, int] | None:
    """The run, or what is left of it after a rank: "Major General Le Van Hung"."""
    starts = [run.start(), *(run.start() + m.end() for m in re.finditer(" ", run.group()))]
    for start in starts:
        name = _words(en[start : run.end()])
        if name in runs and _once(f" {name} ", source, en):
            return start, run.end()
    return None


def _once(name: str, source: str, en: str) -> bool:
    plain = name.strip()
    long = len(plain.replace(" ", "")) >= _FEWEST and plain.replace(" ", "") not in _NO_NAMES
    return long and source.count(name) == 1 == f" {_words(en)} ".count(name)


def _words(text: str) -> str:
    return _LETTERS.sub(" ", without_diacritics(text).lower().replace("’s", "")).strip()
