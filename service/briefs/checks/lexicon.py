"""What Vietnamese words usually become in English, for telling what was translated by what."""

import lzma
from collections.abc import Mapping
from importlib.resources import files

from models.once import once

DATA = files("service.briefs.checks").joinpath("data")


@once
def gains() -> Mapping[str, Mapping[str, int]]:
    """One or two syllables to stems, each with how much likelier it becomes, in tenths of a bit."""
    rows = (line.split("\t") for line in _lines("lexicon.tsv.xz"))
    return {unit: _numbers(cells) for unit, cells in rows}


@once
def weights() -> Mapping[str, tuple[int, int]]:
    """What a syllable says of its passage, in tenths of a nat: without an echo, and with one.

    The first is how much likelier it has none where the passage was left out; the second, how
    much likelier it has one where it was not.
    """
    rows = (line.split("\t") for line in _lines("echoes.tsv.xz"))
    return {syllable: (int(silent), int(echoed)) for syllable, silent, echoed in rows}


@once
def unusual() -> Mapping[str, int]:
    """How seldom a denial or a "must" is kept beside a syllable, in tenths of a nat above usual.

    "không rõ" is often "unclear", "để phải" has no "must".
    """
    rows = (line.split("\t") for line in _lines("unusual.tsv.xz"))
    return {unit: int(tenths) for unit, tenths in rows}


def _lines(name: str) -> list[str]:
    return lzma.decompress(DATA.joinpath(name).read_bytes()).decode().splitlines()


def _numbers(cells: str) -> dict[str, int]:
    pairs = (cell.rsplit(":", 1) for cell in cells.split())
    return {stem: int(gain) for stem, gain in pairs}
