"""Ranks and offices keep their level: a minister is no deputy minister, a colonel no general."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.once import once
from service.briefs.brief import Check
from service.briefs.checks.lexicon import DATA
from service.briefs.checks.pair import Pair, finding

NAME = "ranks"


@dataclass(frozen=True)
class _Office:
    """A word for a rank, and the words of the other language that it can stand for."""

    word: str
    other: str

    @cached_property
    def here(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.word})(?!\w)", re.IGNORECASE)

    @cached_property
    def there(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.other})(?!\w)", re.IGNORECASE)


@once
def _ladders() -> tuple[tuple[tuple[_Office, ...], tuple[_Office, ...]], ...]:
    """The words of Vietnamese and of English for each ladder: the army, then the rest."""
    text = DATA.joinpath("offices.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return tuple(
        (_words(rows, ladder, "vi"), _words(rows, ladder, "en"))
        for ladder in dict.fromkeys(row[0] for row in rows)
    )


def vietnamese_words() -> list[re.Pattern[str]]:
    """The ranks and offices of Vietnamese text."""
    return [office.here for vietnamese, _ in _ladders() for office in vietnamese]


def same_ladder(first: str, second: str) -> bool:
    """Whether two Vietnamese words are ranks of the army both, or offices both."""
    return any(
        all(any(office.here.search(word) for office in vietnamese) for word in (first, second))
        for vietnamese, _ in _ladders()
    )


def _words(rows: Sequence[Sequence[str]], ladder: str, side: str) -> tuple[_Office, ...]:
    return tuple(_Office(row[2], row[3]) for row in rows if row[:2] == [ladder, side])


_DEPUTY = _Office(
    r"phó(?! mặc| thác| bản| vương)|thứ trưởng|trợ lý|hiệp lý|quyền",
    r"deput(?:y|ies)|vice(?![ -]versa)(?!,)|vp|associate|assistant|under\w*|acting|aides?|sub-?\w*"
    r"|pro-rector|co-\w+|second-in-command",
)


def check(pair: Pair) -> Iterable[Check]:
    """Find an office that is gone where another of its ladder appears, and a deputy made a head."""
    source, target = pair.source.text, pair.target.text
    for vietnamese, english in _ladders():
        lost, added = _more(vietnamese, source, target), _more(english, target, source)
        if lost and added:
            yield _changed(lost[0], added[0])
        elif strange := _strange(vietnamese, english, source, target):
            yield _changed(*strange)
    if deputy := _demoted(source, target):
        yield deputy


def _more(offices: Sequence[_Office], here: str, there: str) -> list[re.Match[str]]:
    """The first mention of each office that stands here more often than the other side allows."""
    found = []
    for office in offices:
        mentions = list(office.here.finditer(here))
        if len(mentions) > len(office.there.findall(there)):
            found.append(mentions[0])
    return found


def _strange(
    vietnamese: Sequence[_Office], english: Sequence[_Office], source: str, target: str
) -> tuple[re.Match[str], re.Match[str]] | None:
    """An office of the source, and one of its ladder in English that has no word there at all."""
    said = next((m for office in vietnamese if (m := office.here.search(source))), None)
    for office in english:
        new = office.here.search(target)
        if said and new and not office.there.search(source):
            return said, new
    return None


def _changed(lost: re.Match[str], added: re.Match[str]) -> Check:
    return finding(
        NAME,
        f"“{lost.group()}” became “{added.group()}”.",
        lost.group(),
        added.group(),
        source_at=lost.span(),
        target_at=added.span(),
    )


_HEADS = re.compile(
    r"(?<!\w)phó (?:chủ tịch|giám đốc|thủ tướng|tổng thống|bí thư|trưởng|cục trưởng|viện trưởng"
    r"|chính ủy|tư lệnh|chỉ huy|tổng)|thứ trưởng",
    re.IGNORECASE,
)
_DEPUTIES = re.compile(
    r"\b(?:deputy|vice)[ -](?:\w+ )?(?:chair\w*|director|prime minister|president|minister"
    r"|secretary|head|chief|commander|governor|mayor|general)",
    re.IGNORECASE,
)


def _demoted(source: str, target: str) -> Check | None:
    head, deputy = _HEADS.search(source), _DEPUTIES.search(target)
    if head and not _DEPUTY.there.search(target):
        message = f"“{head.group()}” is a deputy; the English does not say so."
        return finding(NAME, message, head.group(), source_at=head.span())
    deputies = len(_DEPUTIES.findall(target))
    if deputy and deputies > len(_DEPUTY.here.findall(source)):
        message = f"“{deputy.group()}” is a deputy; the source does not say so."
        return finding(NAME, message, "", deputy.group(), target_at=deputy.span())
    return None
