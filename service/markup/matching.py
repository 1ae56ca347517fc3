"""Find in a translated sentence the words that a part of the source became."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.spelling import unaccented

ENOUGH = 0.5  # of the words must be those expected
_WORD = re.compile(r"\[\d+\]|\w+(?:[-’'.,]\w+)*")
_LIGHT = frozenset(
    "a an the of in on at to for and or by with from as is are was were be been has have had it "
    "its this that their his her".split()
)
_STEM = 4  # letters that words of one stem share at least


@dataclass(frozen=True)
class Word:
    """A word at [start, end) of its sentence; `key` compares."""

    key: str
    start: int
    end: int
    weight: float
    gap: int = 0  # words of different gaps have something between them


def words(text: str, start: int = 0, end: int | None = None, gap: int = 0) -> list[Word]:
    """The words of a text from `start` to `end`."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [_word(match, gap) for match in found]


def _word(match: re.Match[str], gap: int) -> Word:
    key = unaccented(match.group()).lower()
    return Word(key, match.start(), match.end(), 0.2 if key in _LIGHT else 1.0, gap)


def best_span(
    expected: Sequence[str], sentence: Sequence[Word], place: float
) -> tuple[int, int] | None:
    """[start, end) of the words most like one of the `expected` texts, None where none is.

    `place`, 0 to 1, is where the source has it: of equals the nearer is taken.
    """
    best, found = 0.0, None
    for text in expected:
        wanted = words(text)
        for score, first, last in _scores(wanted, sentence):
            middle = (first + last) / 2 / max(len(sentence) - 1, 1)
            ranked = score - 0.1 * abs(middle - place)
            if score >= ENOUGH and ranked > best:
                best, found = ranked, (sentence[first].start, sentence[last].end)
    return found


def leftover_span(
    others: Sequence[str], sentence: Sequence[Word], place: float
) -> tuple[int, int] | None:
    """[start, end) of the words that none of the `others` explains, nearest to `place`.

    A verb by itself is often translated to another word than in its sentence; what stands around
    it is not. None where nothing is left over.
    """
    left = list(sentence)
    for text in others:
        for wanted in words(text):
            partner = _partner(wanted, left)
            if partner:
                left.remove(partner)
    runs = [run for run in _runs(sentence, left) if any(word.weight == 1.0 for word in run)]
    if not runs:
        return None
    size = max(len(sentence) - 1, 1)
    run = min(runs, key=lambda run: abs(sentence.index(run[0]) / size - place))
    heavy = [word for word in run if word.weight == 1.0]
    return heavy[0].start, heavy[-1].end


def _runs(sentence: Sequence[Word], left: Sequence[Word]) -> list[list[Word]]:
    """The words left, those that follow one another together."""
    runs: list[list[Word]] = []
    before: Word | None = None
    for word in sentence:
        if word in left:
            if before is None or before.gap != word.gap:
                runs.append([])
            runs[-1].append(word)
            before = word
        else:
            before = None
    return runs


def _scores(wanted: list[Word], sentence: Sequence[Word]) -> list[tuple[float, int, int]]:
    """The likeness of every run of words of about the length that is wanted."""
    total = sum(word.weight for word in wanted)
    longest = len(wanted) + max(2, len(wanted) // 3)
    found = []
    for first, start in enumerate(sentence):
        if not _partner(start, wanted):
            continue
        left, hit, size = list(wanted), 0.0, 0.0
        for last in range(first, min(first + longest, len(sentence))):
            if sentence[last].gap != start.gap:
                break
            size += sentence[last].weight
            partner = _partner(sentence[last], left)
            if partner:
                left.remove(partner)
                hit += min(partner.weight, sentence[last].weight)
                found.append((2 * hit / (total + size), first, last))
    return found


def _partner(word: Word, among: Sequence[Word]) -> Word | None:
    same = next((one for one in among if one.key == word.key), None)
    return same or next((one for one in among if _alike(one.key, word.key)), None)


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one stem: election, elections, elected."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _STEM and shared >= 0.6 * max(len(one), len(other))
