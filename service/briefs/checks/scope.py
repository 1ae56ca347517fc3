"""Whether a small word of the source is kept where its English should be."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from service.briefs.checks.pair import Pair

_BESIDE = 4  # syllables after the word that say where it belongs
_SURE = 50  # tenths of a bit: a syllable surely became that word
_BEHIND = 1  # syllables before the word that belong to it
_OWN = 70  # tenths of a bit: a word is the English of a syllable
_BEFORE, _AFTER = 6, 3  # words around their English in which it is looked for


def unkept(
    pair: Pair, said: Iterable[re.Match[str]], keepers: Sequence[tuple[int, int]]
) -> list[re.Match[str]]:
    """The matches in the source with no keeper near what they are about.

    `keepers` are the spans of English words that say the same. A match whose surroundings are
    not recognised in English is kept by any of them.
    """
    starts = [word.start for word in pair.alignment.words]
    kept = [bisect_left(starts, start) for start, _ in keepers]
    return [match for match in said if not _kept(pair, match, kept)]


def free(
    pair: Pair, said: Sequence[re.Match[str]], keepers: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The keepers that are not the English of something else: "lack" of "thiếu"."""
    alignment = pair.alignment
    starts = [syllable.start for syllable in alignment.syllables]
    about = [bisect_left(starts, match.start()) for match in said]
    words = [word.start for word in alignment.words]
    return [
        span
        for span in keepers
        if _is_free(alignment.sources(bisect_left(words, span[0]), _OWN), about)
    ]


def _is_free(sources: Sequence[int], about: Sequence[int]) -> bool:
    beside = any(at - _BEHIND <= source <= at + _BESIDE for at in about for source in sources)
    return not sources or beside


def _kept(pair: Pair, match: re.Match[str], kept: Sequence[int]) -> bool:
    places = _places(pair, match)
    if not places:
        return bool(kept)
    return any(_beside(at, place) for place in places for at in kept)


def _beside(at: int, place: int) -> bool:
    return place - _BEFORE <= at <= place + _AFTER


def _places(pair: Pair, match: re.Match[str]) -> list[int]:
    """The English words of what stands after the match in its clause."""
    syllables = pair.alignment.syllables
    first = bisect_left([syllable.start for syllable in syllables], match.end())
    last = first
    while last < min(len(syllables), first + _BESIDE) and not _ends(pair, match.end(), last):
        last += 1
    return pair.alignment.places(first, last, _SURE)


def _ends(pair: Pair, start: int, at: int) -> bool:
    """Whether a clause ends before the syllable."""
    end = pair.alignment.syllables[at].start
    return bool(re.search(r"[.;:!?]", pair.source.text[start:end]))
