"""What Vietnamese words usually become in English, for telling whether a passage was translated."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from service.briefs.checks.wording import stems
from service.glossary.syllables import tokens


@cache
def usual_stems() -> Mapping[str, frozenset[str]]:
    """One or two syllables to the stems of their usual translations."""
    text = files("service.glossary").joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {unit: frozenset(words.split()) for unit, words in rows}


def echoes(vi: str, en: str) -> list[tuple[int, int, bool]]:
    """For each syllable that the lexicon knows: where it stands, and whether the English has it."""
    words = [token for token in tokens(vi) if token.key.isalpha()]
    said, known = set(stems(en)), usual_stems()
    keys = ["", *(word.key for word in words), ""]
    found = []
    for at, word in enumerate(words, start=1):
        readings = (keys[at], f"{keys[at - 1]} {keys[at]}", f"{keys[at]} {keys[at + 1]}")
        usual = [known[reading] for reading in readings if reading in known]
        if usual:
            found.append((word.start, word.end, any(stem & said for stem in usual)))
    return found
