"""Nobody takes the place of another: a name of the source is gone, and one that is new is there."""

import re
from collections.abc import Iterable, Sequence, Set

from service.briefs.brief import Check, Span
from service.briefs.checks.pair import Pair, finding
from service.briefs.people import UPPER, person_names
from service.glossary.syllables import without_diacritics

NAME = "names"
_RUN = re.compile(rf"(?<![\w’'-])[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)*")
# A person by one name: "ông Phúc cho biết".
_TITLED = re.compile(
    rf"(?<!\w)(?i:ông|bà|anh|chị|cô|cậu) (?P<name>[{UPPER}]\w+)(?! [{UPPER}])"
    rf"|(?:^|(?<=[.”\"] ))(?P<first>[{UPPER}]\w+)(?= (?:cho biết|nói|chia sẻ|kể|khẳng định))"
)
_LETTERS = re.compile(r"[^a-z0-9]+")
# Chinese and Korean syllables: Vietnamese gives such names in its own reading.
_ASIAN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?a[iou]?|i?an|[iu]?ang|ao|e[ir]?|en|eng|i[aeu]?|iao|in"
    r"|ing|iong|ou?|ong|u[aioe]?|uai|u?an|un|yeo|eo|eu|ae|oo|[aeiou](?:k|m|l|p))[-’']?){1,3}",
    re.IGNORECASE,
)
# What a Vietnamese syllable looks like without its marks.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_FEWEST = 4  # letters of a foreign name
_SURE = 50  # tenths of a bit: a word surely belongs to a syllable
_ALIKE = 4  # letters by which forms of one name begin: Catalonia, Catalan


def check(pair: Pair) -> Iterable[Check]:
    """Find a name with no likeness in the English, and one with none in the source."""
    lost, new = _lost(pair), _new(pair)
    if lost and new:
        here, there = pair.source.text[slice(*lost[0])], pair.target.text[slice(*new[0])]
        message = f"“{here}” became “{there}”."
        yield finding(NAME, message, here, there, source_at=lost[0], target_at=new[0])


def _lost(pair: Pair) -> list[Span]:
    """Foreign names and people of the source without a likeness in the English."""
    there = _letters(pair.target.text)
    people = [(name.start, name.end) for name in person_names(pair.source.text)]
    people += [titled.span(titled.lastgroup or 0) for titled in _TITLED.finditer(pair.source.text)]
    found = [span for span in people if _letters(pair.source.text[slice(*span)]) not in there]
    for run in _RUN.finditer(pair.source.text):
        words = [_letters(word) for word in run.group().split() if not word.isupper()]
        if _foreign(words) and not any(_alike(word, there) for word in words):
            found.append(run.span())
    return found


def _foreign(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) >= _FEWEST]
    known = all(_SYLLABLE.fullmatch(word) or word.startswith("covid") for word in long)
    return bool(long) and not known


def _alike(word: str, there: str) -> bool:
    return len(word) >= _ALIKE and word[:_ALIKE] in there


def _new(pair: Pair) -> list[Span]:
    """Names of two words or more of which no word belongs to anything in the source."""
    known = {w for links in pair.alignment.links for w, gain in links.items() if gain >= _SURE}
    starts = {word.start: at for at, word in enumerate(pair.alignment.words)}
    here = {_letters(word) for word in pair.source.text.split()}
    found = []
    for run in _RUN.finditer(pair.target.text):
        words = list(re.finditer(r"[\w’'-]+", run.group()))
        places = {starts.get(run.start() + word.start(), -1) for word in words}
        asian = all(_ASIAN.fullmatch(word.group()) for word in words)
        told = any(_told(_letters(word.group()), here) for word in words)
        if len(words) > 1 and not asian and not told and not places & known:
            found.append(run.span())
    return found


def _told(word: str, here: Set[str]) -> bool:
    """Whether the source has a word that looks like it: a Vietnamese syllable must be the same."""
    foreign = len(word) >= _ALIKE and not _SYLLABLE.fullmatch(word)
    return word in here or (foreign and any(_alike(word, other) for other in here))


def _letters(text: str) -> str:
    return _LETTERS.sub("", without_diacritics(text).lower())
