"""Find in a translated sentence the words that a part of the source became."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.spelling import unaccented

ENOUGH = 0.5  # of the words must be those expected
_WORD = re.compile(r"\[\d+\]|\w+(?:[-’'.,]\w+)*")
_LIGHT = frozenset(
    "a an the of in on at to for and or by with from as is are was were be been has have had it "
    "its this that their his her".split()
)
_STEM = 4  # letters that words of one stem share at least
_MOST = 1_000_000  # pairs of words that are compared: what has more is no sentence


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
    left = _Words(sentence)
    for text in others:
        for wanted in words(text):
            left.take(wanted)
    runs = [run for run in _runs(sentence, left) if any(word.weight == 1.0 for word in run)]
    if not runs:
        return None
    size = max(len(sentence) - 1, 1)
    run = min(runs, key=lambda run: abs(sentence.index(run[0]) / size - place))
    heavy = [word for word in run if word.weight == 1.0]
    return heavy[0].start, heavy[-1].end


def _runs(sentence: Sequence[Word], left: "_Words") -> list[list[Word]]:
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
    found: list[tuple[float, int, int]] = []
    if len(sentence) * longest > _MOST:
        return found
    every = _Words(wanted)
    for first, start in enumerate(sentence):
        if not every.partner(start):
            continue
        left, hit, size = _Words(wanted), 0.0, 0.0
        for last in range(first, min(first + longest, len(sentence))):
            if sentence[last].gap != start.gap:
                break
            size += sentence[last].weight
            partner = left.take(sentence[last])
            if partner:
                hit += min(partner.weight, sentence[last].weight)
                found.append((2 * hit / (total + size), first, last))
    return found


class _Words:
    """Words that wait for a partner, each of which has one at most."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._by_stem: dict[str, list[Word]] = defaultdict(list)
        self._left: set[int] = set()  # where they begin
        for word in words:
            self._by_stem[word.key[:_STEM]].append(word)
            self._left.add(word.start)

    def __contains__(self, word: Word) -> bool:
        return word.start in self._left

    def partner(self, word: Word) -> Word | None:
        """The first that is the same word, else the first of the same stem."""
        among = self._by_stem[word.key[:_STEM]]
        same = next((one for one in among if one.key == word.key), None)
        return same or next((one for one in among if _alike(one.key, word.key)), None)

    def take(self, word: Word) -> Word | None:
        """The partner of a word, which is no other's from now on."""
        partner = self.partner(word)
        if partner:
            self._by_stem[word.key[:_STEM]].remove(partner)
            self._left.discard(partner.start)
        return partner


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one stem: election, elections, elected."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _STEM and shared >= 0.6 * max(len(one), len(other))
