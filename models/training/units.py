"""Cutting training articles into the units that the ranker learns from."""

import itertools
import re

from models.extractive.unit import CAPITALS, Unit, make_unit

LONG = 45  # syllables; a longer sentence is cut at its semicolons
SHORT = 3  # syllables; a shorter fragment is no unit

_END = re.compile(
    rf"(?<![\W][{CAPITALS}])(?<!\bTS)(?<!\bThS)(?<!\bBS)(?<!\bTP)(?<!\bGS)(?<!\bSTT)"
    rf"[.!?…]+[\"”’)]*\s+(?=[\"“‘(–-]?\s?[{CAPITALS}\d])"
)
_LIST = re.compile(r"\s*;\s*")


def cut(text: str) -> list[Unit]:
    """Return the units of `text`: its sentences, the long ones cut at semicolons."""
    units: list[Unit] = []
    sentence = 0
    for paragraph, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        for found in sentences(line):
            for part in clauses(found):
                units.append(make_unit(part, sentence, paragraph))
            sentence += 1
    return [unit for unit in units if unit.words >= SHORT]


def sentences(line: str) -> list[str]:
    """Split one paragraph at the ends of its sentences."""
    cuts = [0, *(match.end() for match in _END.finditer(line)), len(line)]
    return [line[a:b].strip() for a, b in itertools.pairwise(cuts) if line[a:b].strip()]


def clauses(sentence: str) -> list[str]:
    """Split a sentence of more than `LONG` syllables at its semicolons."""
    if len(sentence.split()) <= LONG:
        return [sentence]
    return [part for part in _LIST.split(sentence) if part]
