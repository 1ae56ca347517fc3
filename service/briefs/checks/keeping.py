"""Signs that a small word of the source, a denial or a "must", is not kept in the English.

Each such word wants a keeper of its own: an English word that says the same, beside the English
of what the word is about. The signs of a sentence are those of the word that fares worst.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from service.briefs.brief import Span
from service.briefs.checks.alignment import ECHO, Alignment
from service.briefs.checks.lexicon import gains, unusual
from service.briefs.checks.pair import Pair

_BESIDE = 5  # syllables after the word that say what it is about
_BEFORE = 3  # syllables before it
_FAR = 8  # English words from a keeper at which nothing belongs to it
_BACK = 2.0  # how much farther a word before the keeper is than one behind it
_MOST = 6  # words of the source that are compared
_STOP = re.compile(r"[.;:!?]")
_LED = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|yêu cầu|kêu gọi|cảnh báo|khuyến cáo|khuyên|ra lệnh|gợi ý"
    r"|khuyến nghị|thúc giục|chỉ thị|lệnh|kiến nghị|cho rằng|đòi)(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ask|urg|request|call|recommend|suggest|advis|propos|demand|requir|insist|order|instruct"
    r"|warn|told|tell|direct|encourag|push|mandat)\w*",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?:un|in|im|il|ir|non|asympt|dis)\w{3,}|\w{3,}less|downplay")
_SHARED = re.compile(r"\b(?:or|nor|neither)\b", re.IGNORECASE)
_JOIN = re.compile(r"(?:và|hoặc|hay|cũng|lẫn|mà|,)\s*(?:\w+\s)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Signs:
    """What speaks for a word that is not kept; links in bits, places in words."""

    own: float  # how well the keeper given to it fits
    best: float  # how well any keeper fits, whoever has it
    known: float  # how well the English of what it is about is known at all
    share: float  # own of known
    rest: float  # best of known
    direct: float  # how often the word becomes that keeper
    foreign: float  # how well another syllable explains that keeper
    strong: float  # whether that keeper says nothing else
    near: float  # words from where it should be to the nearest keeper
    near_strong: float
    marks: int  # such words of the source
    keepers: int
    sure: int  # keepers that say nothing else
    free: int  # keepers that no other syllable explains
    spare: int  # keepers left when every word has its own
    joined: int  # whether it goes on with a list
    kind: int
    syllables: int
    length: float  # logarithm of the ratio of characters
    next_share: float  # the share of the word that fares second worst
    place: float  # where it stands, 0 to 1
    silent: int  # syllables after it without an echo
    merged: float  # how much better an English word fits both than what follows alone: "unclear"
    after: int  # how seldom it is kept before that syllable, in tenths of a nat
    before: int  # how seldom behind that syllable
    verb: float  # how well what the word is about explains that keeper without the word
    prefixed: int  # whether that keeper denies by its form: "illiterate", "asymptomatic"
    led: int  # whether another word of asking comes before
    asked: int  # whether the English asks at all
    shared: int  # whether one word of the English may keep two: "not A or B"

    def row(self) -> tuple[float, ...]:
        """The signs as a model reads them."""
        return tuple(round(float(value), 3) for value in astuple(self))


@dataclass(frozen=True)
class Mark:
    """A word of the source at [start, end) of its characters, and of which kind it is."""

    start: int
    end: int
    kind: int = 0


@dataclass(frozen=True)
class Said:
    """The marks of one kind, and the spans of English words that say the same.

    `strong` ones say nothing else; `weak` ones may be the English of another word: "lack".
    """

    marks: Sequence[Mark]
    strong: Sequence[Span]
    weak: Sequence[Span]


@dataclass(frozen=True)
class _Placed:
    """A mark or a keeper as it stands among syllables or words, up to an end."""

    first: int
    last: int


class Keeping:
    """How marks and keepers of one pair belong together."""

    def __init__(self, pair: Pair, said: Said) -> None:
        self.alignment: Alignment = pair.alignment
        self.text = pair.source.text
        self.marks = said.marks[:_MOST]
        starts = [syllable.start for syllable in self.alignment.syllables]
        self.at = [
            _Placed(bisect_left(starts, m.start), bisect_left(starts, m.end)) for m in self.marks
        ]
        words = [word.start for word in self.alignment.words]
        placed = {max(0, bisect_right(words, start) - 1): False for start, _ in said.weak}
        placed |= {max(0, bisect_right(words, start) - 1): True for start, _ in said.strong}
        self.keepers = sorted(placed)
        self.strong = placed
        self.about = [self._about(placed) for placed in self.at]

    def _about(self, placed: _Placed) -> list[tuple[int, float]]:
        """The syllables that say what a mark is about, each with its weight."""
        found = []
        for n, at in enumerate(range(placed.last, placed.last + _BESIDE)):
            if at >= len(self.alignment.syllables) or self._stops(placed.last, at):
                break
            found.append((at, 1 - n / (_BESIDE + 2)))
        before = range(max(0, placed.first - _BEFORE), placed.first)
        return found + [(at, 0.3) for at in before]

    def _stops(self, first: int, at: int) -> bool:
        begin = self.alignment.syllables[first - 1].end if first else 0
        return bool(_STOP.search(self.text[begin : self.alignment.syllables[at].start]))

    def known(self, mark: int) -> float:
        links = self.alignment.links
        return sum(w * max(links[at].values(), default=0) / 100 for at, w in self.about[mark])

    def fit(self, mark: int, word: int) -> float:
        """How well what a mark is about stands behind a keeper."""
        total = 0.0
        for at, weight in self.about[mark]:
            near = (
                gain / 100 * (1 - _away(word, other) / _FAR)
                for other, gain in self.alignment.links[at].items()
                if gain >= ECHO and other != word
            )
            total += weight * max(0.0, max(near, default=0.0))
        return total + 0.5 * self.direct(mark, word)

    def direct(self, mark: int, word: int) -> float:
        at = self.at[mark]
        links = self.alignment.links[at.first : at.last]
        return max((one.get(word, 0) for one in links), default=0) / 100

    def foreign(self, word: int) -> float:
        """How well a syllable that is no mark explains a keeper."""
        return self._foreign.get(word, 0) / 100

    @cached_property
    def _foreign(self) -> Mapping[int, int]:
        own = {at for placed in self.at for at in range(placed.first, placed.last + 2)}
        found: dict[int, int] = {}
        for at, links in enumerate(self.alignment.links):
            for word, gain in links.items() if at not in own else ():
                found[word] = max(gain, found.get(word, 0))
        return found

    def given(self) -> dict[int, int]:
        """For each mark the keeper that is given to it, the best fit first, each keeper once."""
        pairs = sorted(
            ((self.fit(mark, word) - 0.4 * self.foreign(word) * (not self.strong[word]), mark, word)
             for mark in range(len(self.marks)) for word in self.keepers),
            reverse=True,
        )  # fmt: skip
        found: dict[int, int] = {}
        for fit, mark, word in pairs:
            if fit > 0 and mark not in found and word not in found.values():
                found[mark] = word
        return found

    def spot(self, mark: int) -> list[int]:
        """The words where a keeper should stand."""
        placed = self.at[mark]
        return self.alignment.places(placed.last, placed.last + 2, 50)

    def merged(self, mark: int) -> float:
        """How much better a word fits the mark with the next syllable than that one alone."""
        at, syllables = self.at[mark], self.alignment.syllables
        if at.last >= len(syllables):
            return 0.0
        key = syllables[at.last].key
        both = gains().get(f"{syllables[at.last - 1].key} {key}", {})
        alone = gains().get(key, {})
        stems = {word.stem for word in self.alignment.words}
        found = (gain - max(0, alone.get(stem, 0)) for stem, gain in both.items() if stem in stems)
        return max(found, default=0) / 100

    def verb(self, mark: int, word: int) -> float:
        """How well the syllables after a mark explain a keeper by themselves: "bỏ lỡ", "miss"."""
        stem, first = self.alignment.words[word].stem, self.at[mark].last
        keys = [syllable.key for syllable in self.alignment.syllables[first : first + _BESIDE]]
        units = [*keys, *(f"{a} {b}" for a, b in pairwise(keys))]
        return max((gains().get(unit, {}).get(stem, 0) for unit in units), default=0) / 100

    def beside(self, mark: int) -> tuple[str, str, str]:
        """The last syllable of a mark, that with the next one, and that with the one before."""
        at, syllables = self.at[mark], self.alignment.syllables
        word = syllables[at.last - 1].key
        after = syllables[at.last].key if at.last < len(syllables) else ""
        before = syllables[at.first - 1].key if at.first else ""
        return word, f"{word} {after}", f"{before} {word}"

    def nearest(self, mark: int, strong: bool) -> float:
        spots = self.spot(mark)
        found = [
            _away(word, spot)
            for word in self.keepers
            for spot in spots
            if self.strong[word] or not strong
        ]
        return min(found, default=20.0 if spots else -1.0)


def _away(keeper: int, word: int) -> float:
    return float(word - keeper) if word >= keeper else _BACK * (keeper - word)


def worst(pair: Pair, said: Sequence[Said]) -> tuple[Signs, Mark] | None:
    """The signs of the mark that is the likeliest not to be kept, None where there is no mark."""
    found = [_signs(pair, Keeping(pair, one)) for one in said]
    return min(found, key=lambda one: one[0].share, default=None)


def _signs(pair: Pair, found: Keeping) -> tuple[Signs, Mark]:
    given = found.given()
    fits = {mark: found.fit(mark, word) for mark, word in given.items()}
    shares = {n: fits.get(n, 0.0) / (found.known(n) + 0.3) for n in range(len(found.marks))}
    worst, *others = sorted(shares, key=lambda n: (n in given, shares[n]))
    known, word = found.known(worst) + 0.3, given.get(worst)
    best = max((found.fit(worst, keeper) for keeper in found.keepers), default=0.0)
    mark, at = found.marks[worst], found.at[worst]
    syllables = len(found.alignment.syllables)
    after = found.alignment.echoed[at.last : at.last + _BESIDE]
    return Signs(
        own=fits.get(worst, 0.0),
        best=best,
        known=known,
        share=shares[worst],
        rest=best / known,
        direct=found.direct(worst, word) if word is not None else -1.0,
        foreign=found.foreign(word) if word is not None else -1.0,
        strong=float(found.strong[word]) if word is not None else -1.0,
        near=found.nearest(worst, False),
        near_strong=found.nearest(worst, True),
        marks=len(found.marks),
        keepers=len(found.keepers),
        sure=sum(found.strong.values()),
        free=sum(found.strong[w] or found.foreign(w) < 0.7 for w in found.keepers),
        spare=len(found.keepers) - len(given),
        joined=int(bool(_JOIN.search(found.text[: mark.start]))),
        kind=mark.kind,
        syllables=syllables,
        length=log(max(1, len(pair.target.text)) / max(1, len(found.text))),
        next_share=shares[others[0]] if others else 1.5,
        place=at.first / max(1, syllables),
        silent=sum(gain < ECHO for gain in after),
        merged=found.merged(worst),
        after=unusual().get(found.beside(worst)[1], 0),
        before=unusual().get(found.beside(worst)[2], 0),
        verb=found.verb(worst, word) if word is not None else -1.0,
        prefixed=int(word is not None and bool(_PREFIXED.match(found.alignment.words[word].stem))),
        led=int(bool(_LED.search(found.text[: mark.start]))),
        asked=int(bool(_ASKS.search(pair.target.text))),
        shared=int(bool(_SHARED.search(pair.target.text))),
    ), mark
