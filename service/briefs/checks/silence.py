"""Signs that a translation leaves out a passage: syllables without an echo, missing length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate
from math import inf, log

from service.briefs.checks.alignment import ECHO, Alignment
from service.briefs.checks.lexicon import weights

# English characters for one Vietnamese character: median and spread of the logarithm, measured on
# human translations of news; short texts scatter more.
MEDIAN = -0.036
_SPREAD = 0.148
_SHORT = 0.6  # divided by the syllables
_SURE = 60  # tenths of a bit: a word that says where in the English a passage would be
_AROUND = 8  # syllables beside a passage that are looked at for such words
_FEWEST = 4  # syllables of a passage
_MOST_LENGTH = 6.0  # nats that length can say for or against a passage
_EDGE = 0.7  # nats for a passage that begins or ends where a clause does
_LONGEST = 200  # syllables; the rest of a longer text is not searched
_MARKS = re.compile(r"[,;:.–—()“”\"-]")
_OPENERS = frozenset(
    "và nhưng khi mà để do vì sau trước trong bao nếu theo đồng cũng với từ tại cho là rằng hoặc"
    " bởi nhằm được".split()
)
# Stems of English words that say too little to need a source.
_IDLE = frozenset(
    "to of and in on at for by with from as is are was wer be been being ha hav had hi it its that"
    " this thes thos which who whom whos or but not no do did does will would can could should may"
    " might must he she they i w us you our your their them him her also than then ther so if up"
    " out over about into after befor when whil wher what all some any more most such other one two"
    " very just only own same both each few s t".split()
)


@dataclass(frozen=True)
class Signs:
    """What speaks for a passage that was left out; evidence in nats, lengths in syllables."""

    silent: float  # of the passage without echo
    total: float  # of the whole sentence
    quiet: float  # of all syllables without an echo
    syllables: int
    words: int
    passage: int
    strange: int  # English words of content that are no echo of anything
    content: int  # English words of content
    near: int  # strange words where the passage would be
    alone: int  # words that only the passage is echoed by
    length: float  # logarithm of the ratio of characters
    ratio: float  # of words to syllables, its logarithm
    begins: float  # where the passage stands, 0 to 1
    ends: float
    commas: int  # fewer in English
    full: int  # whether both end with the same mark
    best: float  # passage by silence, length and edges together
    best_silent: float
    best_length: float
    best_passage: int
    best_edges: float
    short: float  # spreads below the median length
    rest: float  # evidence outside the passage, for each syllable

    def row(self) -> tuple[float, ...]:
        """The signs as a model reads them."""
        return tuple(float(value) for value in astuple(self))


@dataclass(frozen=True)
class Passage:
    """Syllables from `start` up to `end`, with the evidence that they were left out."""

    start: int = 0
    end: int = 0
    silent: float = 0.0
    length: float = 0.0
    edges: float = 0.0

    @property
    def score(self) -> float:
        return self.silent + self.length + _EDGE * self.edges


def signs(vi: str, en: str, alignment: Alignment) -> tuple[Signs, Passage]:
    """The signs of a pair, and the passage that is the likeliest to be missing."""
    evidence = _evidence(alignment)
    scan, best = _loudest(evidence), _likeliest(vi, en, alignment, evidence)
    strange, content = _strange(alignment)
    first, last = _place(alignment, scan)
    count, words = len(evidence), len(alignment.words)
    outside = sum(evidence) - sum(evidence[scan.start : scan.end])
    return Signs(
        silent=min(scan.silent, 30.0),
        total=max(-60.0, min(40.0, sum(evidence))),
        quiet=min(60.0, sum(value for value in evidence if value > 0)),
        syllables=count,
        words=words,
        passage=scan.end - scan.start,
        strange=len(strange),
        content=content,
        near=sum(first <= word <= last for word in strange),
        alone=len(_echoes(alignment, scan)),
        length=log(max(1, len(en)) / max(1, len(vi))),
        ratio=log(max(1, words) / max(1, count)),
        begins=scan.start / max(1, count),
        ends=scan.end / max(1, count),
        commas=max(-3, min(3, vi.count(",") - en.count(","))),
        full=int(vi.rstrip()[-1:] == en.rstrip()[-1:]),
        best=max(-10.0, min(40.0, best.score)),
        best_silent=max(-10.0, min(40.0, best.silent)),
        best_length=best.length,
        best_passage=best.end - best.start,
        best_edges=best.edges,
        short=max(0.0, -spreads(vi, en)),
        rest=outside / max(1, count - (scan.end - scan.start)),
    ), (best if best.end else scan)


def spreads(vi: str, en: str, left_out: int = 0) -> float:
    """How many spreads the length of the English is off, without so many characters of source."""
    spread = _SPREAD + _SHORT / max(5, len(vi.split()))
    return (log(max(1, len(en)) / max(4, len(vi) - left_out)) - MEDIAN) / spread


def _evidence(alignment: Alignment) -> list[float]:
    """For each syllable, how much more its echo or silence fits a passage left out, in nats."""
    found = []
    for syllable, gain in zip(alignment.syllables, alignment.echoed, strict=True):
        silent, echoed = weights().get(syllable.key) or weights()[""]
        found.append(-echoed / 10 if gain >= ECHO else silent / 10)
    return found[:_LONGEST]


def _loudest(evidence: Sequence[float]) -> Passage:
    """The passage with the most silence, as in a scan statistic."""
    best, score, begin = Passage(), 0.0, 0
    for at, value in enumerate(evidence):
        begin = at if score <= 0 else begin
        score = max(0.0, score + value)
        if score > best.silent:
            best = Passage(begin, at + 1, score)
    return best


def _likeliest(vi: str, en: str, alignment: Alignment, evidence: Sequence[float]) -> Passage:
    """The passage whose absence best explains silence and length together."""
    sums = [0.0, *accumulate(evidence)]
    edges = [_edge(vi, alignment, at) for at in range(len(sums))]
    whole = spreads(vi, en) ** 2
    best, top = Passage(), -inf
    for start, end in _segments(len(evidence)):
        silent = sums[end] - sums[start]
        bound = silent + _MOST_LENGTH + _EDGE * (edges[start] + edges[end])
        if silent <= 0 or bound <= top:
            continue
        left_out = alignment.syllables[end - 1].end - alignment.syllables[start].start
        length = (whole - spreads(vi, en, left_out) ** 2) / 2
        length = max(-_MOST_LENGTH, min(_MOST_LENGTH, length))
        passage = Passage(start, end, silent, length, edges[start] + edges[end])
        if passage.score > top:
            best, top = passage, passage.score
    return best


def _segments(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + _FEWEST, count + 1):
            yield start, end


def _edge(vi: str, alignment: Alignment, at: int) -> float:
    """1 where a mark stands before the syllable or the text ends, 0.5 before a conjunction."""
    syllables = alignment.syllables
    if at == 0 or at >= len(syllables):
        return 1.0
    if _MARKS.search(vi[syllables[at - 1].end : syllables[at].start]):
        return 1.0
    return 0.5 if syllables[at].key in _OPENERS else 0.0


def _strange(alignment: Alignment) -> tuple[list[int], int]:
    """The English words of content that are no echo, and how many words of content there are."""
    explained = {word for links in alignment.links for word, gain in links.items() if gain >= ECHO}
    content = [at for at, word in enumerate(alignment.words) if word.stem not in _IDLE]
    return [at for at in content if at not in explained], len(content)


def _place(alignment: Alignment, passage: Passage) -> tuple[int, int]:
    """The first and the last word between which the passage would be."""
    before = alignment.places(passage.start - _AROUND, passage.start, _SURE)
    after = alignment.places(passage.end, passage.end + _AROUND, _SURE)
    return min(before + after, default=0), max(before + after, default=len(alignment.words))


def _echoes(alignment: Alignment, passage: Passage) -> set[int]:
    inside = set(alignment.places(passage.start, passage.end))
    outside = alignment.places(0, passage.start)
    return inside - set(outside + alignment.places(passage.end, len(alignment.syllables)))
