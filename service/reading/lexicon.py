"""The word lists of data/words.toml, by name."""

import tomllib
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    return {name: str(value) for name, value in tomllib.loads(_read("words.toml")).items()}


@lru_cache(maxsize=64)
def ordered(name: str) -> tuple[str, ...]:
    """A list in its order: a longer phrase comes before its beginning."""
    return tuple(" ".join(entry.split()) for entry in _lists()[name].split(",") if entry.strip())


@lru_cache(maxsize=1)
def joined() -> tuple[str, ...]:
    """The pairs with a comma inside, such as "phòng, chống"."""
    return tuple(" ".join(entry.split()) for entry in _lists()["joined"].split(";"))


@lru_cache(maxsize=64)
def terms(name: str) -> frozenset[str]:
    """A list as a set, for membership."""
    return frozenset(ordered(name))


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Verbs of one or two syllables.

    Mined from news (words that follow đã, đang, sẽ, phải, hãy far more often than các, những,
    của, mỗi), completed with those of official reports.
    """
    return frozenset(_read("verbs.txt").split("\n")) - {""}


def _read(name: str) -> str:
    return (_DATA / name).read_text("utf-8")
