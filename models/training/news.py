"""Vietnamese sentences of news articles, for a teacher to translate."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from models.extractive.unit import CAPITALS
from models.training.ranker_data import read_articles
from models.training.units import sentences

WORDS = (5, 70)  # fewest and most syllables of a sentence
_STARTS = re.compile(rf"[\"“‘(]?[{CAPITALS}\d]")
_ENDS = re.compile(r"[.!?…][\"”’)]*$")
_JUNK = re.compile(r"https?:|www\.|@|\||Ảnh\s*:|Nguồn\s*:|>>|\.\.\.\.|\t", re.IGNORECASE)
_KEY = re.compile(r"[\W_]+")
# Everyday speech, of which news has little: quoted people who say I and you.
_SPOKEN = re.compile(r"(?<!\w)(?:tôi|mình|bạn|em|anh ấy|cô ấy|chúng ta|chúng tôi)(?!\w)", re.I)
SPOKEN_SHARE = 0.15  # of all sentences, at least


def key(text: str) -> str:
    """What two sentences share that differ in case, spaces and punctuation alone."""
    return _KEY.sub("", text.lower())


def fit(text: str) -> bool:
    """Whether a sentence is whole, of a useful length, and mostly letters."""
    syllables = text.split()
    letters = sum(letter.isalpha() or letter == " " for letter in text)
    return (
        WORDS[0] <= len(syllables) <= WORDS[1]
        and bool(_STARTS.match(text) and _ENDS.search(text))
        and not _JUNK.search(text)
        and letters > 0.75 * len(text)
        and text.count('"') % 2 == 0
        and not text.isupper()
    )


def spoken(text: str) -> bool:
    """Whether somebody speaks of themselves or to somebody in it."""
    return bool(_SPOKEN.search(text))


def gather(files: Mapping[Path, int], seen: Iterable[str]) -> list[str]:
    """Return about so many sentences of each file, none twice and none whose key is in `seen`.

    Each file gives the first that are fit; spoken ones are sought on until they have their share.
    """
    known = set(seen)
    return list(chain.from_iterable(_first(path, most, known) for path, most in files.items()))


def _first(path: Path, most: int, known: set[str]) -> Iterator[str]:
    left = {False: most - round(SPOKEN_SHARE * most), True: round(SPOKEN_SHARE * most)}
    for text in _sentences(path):
        kind = spoken(text) and left[True] > 0
        if not left[kind]:
            continue
        mark = key(text)
        if mark not in known:
            known.add(mark)
            left[kind] -= 1
            yield text
        if not any(left.values()):
            return


def _sentences(path: Path) -> Iterator[str]:
    for article in read_articles(path):
        for line in article["text"].splitlines():
            for text in sentences(" ".join(line.split())):
                if fit(text):
                    yield text
