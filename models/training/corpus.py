"""Reads, cleans and mixes the parallel files that the translator is trained on."""

import lzma
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

Pair = tuple[str, str]

# Share of each file in the mixture. XNLI and TED forbid commercial use and the Bible is another
# language altogether: they have no row, so they are never read.
MIXTURE: Mapping[str, float] = {
    "vlsp2020_news": 0.31,
    "official": 0.2,
    "bilingual_baosongngu": 0.09,
    "bilingual_vietanhsongngu": 0.07,
    "alt_wikinews": 0.08,
    "evbnews": 0.07,
    "spoken": 0.1,
    "political_system_vn": 0.03,
    "xquad": 0.02,
    "basic_sentences": 0.01,
    "tatoeba_manythings": 0.01,
    "everyday": 0.01,
}
# Shares of a small student's real pairs. It learns the languages from them, where the teacher knew
# both, so that every kind of text has a row and the small files are not repeated fifty times.
STUDENT: Mapping[str, float] = {
    "vlsp2020_news": 0.22,
    "evbnews": 0.17,
    "spoken": 0.1,
    "alt_wikinews": 0.12,
    "official": 0.1,
    "bilingual_baosongngu": 0.07,
    "bilingual_vietanhsongngu": 0.06,
    "basic_sentences": 0.05,
    "tatoeba_manythings": 0.05,
    "everyday": 0.02,
    "political_system_vn": 0.02,
    "xquad": 0.02,
}
# Talks are spoken: in two sentences of three somebody says I, you or we, and in one of twenty of
# the news. The row "spoken" is those sentences of these files again.
SPOKEN_IN = ("evbnews", "vlsp2020_news", "alt_wikinews", "basic_sentences", "tatoeba_manythings")
_SPOKEN = re.compile(r"(?<!\w)(?:I|you|we|me|us|my|your|our)(?!\w)")
OWN = Path(__file__).parent / "data"  # written for this project, same licence as the code

_NUMBER = re.compile(r"\d+")
_WORDS = (3, 70)  # fewest and most Vietnamese syllables of a pair
_RATIO = (0.45, 1.5)  # English words for each Vietnamese syllable


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of a TSV file, `vi<TAB>en`, which may be compressed with xz."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def read_terms(path: Path) -> list[Pair]:
    """The first two columns, vi and en, of a TSV glossary; `|` parts other English forms."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    usable = (row for row in rows if len(row) > 1 and row[0] and row[1])
    return [(row[0], form) for row in usable for form in row[1].split("|")]


def load(name: str, folder: Path) -> list[Pair]:
    """The usable pairs of one row of the mixture, none where it has no file."""
    if name == "spoken":
        return [pair for file in SPOKEN_IN for pair in load(file, folder) if spoken(pair[1])]
    if own := sorted(OWN.glob(f"{name}*.tsv")):
        return [pair for file in own for pair in read_pairs(file)]
    path = folder / f"{name}.tsv.xz"
    return [pair for pair in read_pairs(path) if usable(*pair)] if path.exists() else []


def spoken(en: str) -> bool:
    """Whether somebody speaks of themselves, or to somebody, in an English sentence."""
    return bool(_SPOKEN.search(en))


def usable(vi: str, en: str) -> bool:
    """Whether a pair looks like a translation: its length, its numbers, its letters."""
    syllables, words = len(vi.split()), len(en.split())
    if not _WORDS[0] <= syllables <= _WORDS[1] or vi[:40] == en[:40]:
        return False
    low, high = _RATIO
    if syllables > 8 and not low <= words / syllables <= high:
        return False
    return _long_numbers(vi) == _long_numbers(en)


def _long_numbers(text: str) -> set[str]:
    """Runs of three and more digits: the numbers that keep their shape in both languages."""
    return {run for run in _NUMBER.findall(text.replace(".", "").replace(",", "")) if len(run) > 2}


def mixed(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Pairs for ever, each file in its share and in a new order at each pass.

    A file is read again at the start of each of its passes, so that one still being written
    takes part as far as it has come.
    """
    shares = {name: share for name, share in MIXTURE.items() if load(name, folder)}
    names, weights = list(shares), list(shares.values())
    streams = {name: _passes(name, folder, rng) for name in names}
    while True:
        yield next(streams[rng.choices(names, weights)[0]])


def _passes(name: str, folder: Path, rng: random.Random) -> Iterator[Pair]:
    while True:
        pairs = load(name, folder)
        rng.shuffle(pairs)
        yield from pairs
