"""The words that titles are made of, with their English."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.once import once
from service.glossary.syllables import tokens

Table = Mapping[tuple[str, ...], str]  # keys of syllables to English


@cache
def table(name: str) -> Table:
    """One table of `roles.tsv`.

    head: positions. qualifier: what a title may begin with. local: bodies that every level has;
    their level and place go before the English. party: Party committees that carry their level in
    their name. part: parts of a body. level: tỉnh, huyện, …, as adjectives. unit: units told apart
    by a number.
    """
    return _tables()[name]


@once
def _tables() -> Mapping[str, Table]:
    text = files("service.glossary").joinpath("data/roles.tsv").read_text(encoding="utf-8")
    tables: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for line in text.splitlines()[1:]:
        name, spellings, en = line.split("\t")
        for vi in spellings.split("|"):
            tables[name][tuple(token.key for token in tokens(vi))] = en
    return tables
