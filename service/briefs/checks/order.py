"""Names keep their places: who did what to whom is not turned round."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.briefs.brief import Check, Span
from service.briefs.checks import countries
from service.briefs.checks.alignment import Alignment
from service.briefs.checks.pair import Pair, before, finding
from service.briefs.people import UPPER, person_names
from service.glossary import load_glossary
from service.glossary.syllables import without_diacritics

NAME = "names"
_PART = r"(?:[’'-]?\w)*"
_RUN = re.compile(rf"(?<!\w)[{UPPER}]{_PART}(?:[ \u00a0][{UPPER}\d]{_PART})*")
_LETTERS = re.compile(r"[^a-z0-9]+")
_FEWEST = 3  # letters of a name
_LONGEST = 12  # words of a name; each is looked for on its own, so a line of capitals costs no more
_REACH = 6  # syllables around a name, and words around its English, that are compared
_LEAST = 50  # tenths of a bit: a word that surely belongs to a syllable
_CLOSE = 9  # syllables between names that one phrase may hold
_EVEN = 0.2  # difference of the neighbours that says nothing
_CROSSED = 1.5  # difference that says that two names in order were exchanged
# English puts the second of two Vietnamese names first in these: "Hanoi's Dong Da", "US-based X",
# where Vietnamese has a word for "of" or "in" between them; with a mark between, only as owner.
_TURNED = re.compile(
    r"(?:['’]s?|-\w+)?(?:[\s“”\"(),]+(?!(?:of|in|at|from|to|by|on|for|with|and|or|than|against"
    r"|where|who|which|that|is|was|are|were|told|said|including|has|have|had|an?|through|over)\b)"
    r"[\w’'-]+){0,5}[\s“”\"(]*"
)
_OWNED = re.compile(
    r"(?:['’]s?|-\w+)(?:[\s“”\"(),]+[\w’'-]+){0,3}[\s“”\"(]*|[\s“”\"(,]*"
    r"|.{0,20}\b(?:city|province|town|state|village|district|capital|nation"
    r"|island)(?: \w+)?(?: of)? "
)
_GENITIVE = re.compile(r"(?<!\w)(?:của|thuộc|ở|tại|do|từ|trực thuộc|bên|trong|trên)(?!\w)")
_APPOSITION = re.compile(r"\s*[-–,(:]\s*\w+ \w+")
_MARK = re.compile(r"[\s,“”\"()–-]*(?:(?:tỉnh|thành phố|nước|bang) ?)?")
_APPOSED = re.compile(r"(?:, | \()(?:[\w’'-]+,? ){1,9}(?:of|in|at|for|from) (?:the )?")
_LISTED = re.compile(r"[\s,;/&–-]*(?:và|hay|hoặc|cùng|với|and|or|as well as)?[\s,;/&–-]*")
_OF = re.compile(r"\s*(?:\w+\s+)?(?:của|thuộc|ở|tại)\s+(?:\w+\s+)?")
_OWNS = re.compile(r"['’]s? ")


_KIND = (
    r"(?:(?:nước|tỉnh|thành phố|TP|thủ đô|đảo|huyện|quận|xã|bang|vùng|thị trấn|sân bay|cảng|quốc tế"
    r"|ông|bà|anh|chị|đội|công ty|hãng) )*$"
)
_WAYS = {
    "from": (r"từ", r"from"),
    "to": (r"đến|tới|sang|về|qua", r"to|for"),
    "in": (r"ở|tại", r"in|at"),
    "with": (r"với|cùng", r"with"),
    "by": (r"bởi", r"by"),
    "against": (r"chống|chống lại|trước", r"against"),
}
_WAYS_VI, _WAYS_EN = (
    {way: re.compile(rf"(?<!\w)(?:{row[side]}) {after}", re.I) for way, row in _WAYS.items()}
    for side, after in ((0, _KIND), (1, r"(?:the |Mr |Ms |Dr )?$"))
)


@dataclass(frozen=True)
class _Named:
    """A name that stands once on each side: characters, then syllables and words up to an end."""

    vi: Span
    en: Span
    syllables: Span
    words: Span


def check(pair: Pair) -> Iterable[Check]:
    """Find neighbours whose order changed, where grammar does not ask for it."""
    named = _shared(pair)
    for first, second in combinations(named, 2):
        if _exchanged(pair, named, first, second):
            source, target = pair.source.text, pair.target.text
            names = [source[slice(*one.vi)] for one in (first, second)]
            span = first.vi[0], second.vi[1]
            there = sorted((first.en, second.en))
            at = there[0][0], there[1][1]
            message = f"“{names[0]}” and “{names[1]}” changed places."
            yield finding(
                NAME, message, source[slice(*span)], target[slice(*at)], source_at=span,
                target_at=at,
            )  # fmt: skip
            return


def _exchanged(pair: Pair, named: Sequence[_Named], first: _Named, second: _Named) -> bool:
    source = pair.source.text[first.vi[1] : second.vi[0]]
    if _ways_crossed(pair, first, second):
        return True
    straight, crossed = _neighbours(pair.alignment, named, first, second)
    if first.en[0] < second.en[0]:
        between = pair.target.text[first.en[1] : second.en[0]]
        owned = bool(_OF.fullmatch(source) and _OWNS.fullmatch(between))
        return owned or crossed > straight + _CROSSED
    between = pair.target.text[second.en[1] : first.en[0]]
    if _LISTED.fullmatch(between) and _LISTED.fullmatch(source):
        return False
    near = second.syllables[0] - first.syllables[1] <= _CLOSE
    if near and (_turned(source, between) or _apposed(pair, second, between)):
        return False
    return crossed > straight - _EVEN


def _ways_crossed(pair: Pair, first: _Named, second: _Named) -> bool:
    """Whether "from A to B" became "from B to A": each has the preposition of the other."""
    vi = [_way(_WAYS_VI, before(pair.source.text, one.vi[0])) for one in (first, second)]
    en = [_way(_WAYS_EN, before(pair.target.text, one.en[0])) for one in (first, second)]
    return "" not in vi and vi[0] != vi[1] and vi == en[::-1]


def _way(ways: Mapping[str, re.Pattern[str]], lead: str) -> str:
    return next((way for way, pattern in ways.items() if pattern.search(lead)), "")


def _turned(source: str, between: str) -> bool:
    if _GENITIVE.search(source) or _APPOSITION.match(source):
        return bool(_TURNED.fullmatch(between))
    return bool(_MARK.fullmatch(source) and _OWNED.fullmatch(between))


def _apposed(pair: Pair, second: _Named, between: str) -> bool:
    """ "Minister of X, Mr Y" may become "Y, Minister of X"."""
    people = [(name.start, name.end) for name in person_names(pair.source.text)]
    person = any(start < second.vi[1] and second.vi[0] < end for start, end in people)
    return person and bool(_APPOSED.fullmatch(between))


def _neighbours(
    alignment: Alignment, named: Sequence[_Named], first: _Named, second: _Named
) -> tuple[float, float]:
    """How well the words around each name fit its English, and that of the other."""
    one, two = first.words, second.words
    straight = _near(alignment, named, first, one) + _near(alignment, named, second, two)
    crossed = _near(alignment, named, first, two) + _near(alignment, named, second, one)
    return straight, crossed


def _near(alignment: Alignment, named: Sequence[_Named], one: _Named, words: Span) -> float:
    """How many syllables around a name have their English around these words, near ones more."""
    taken = {at for other in named for at in range(*other.syllables)}
    taken_words = {at for other in named for at in range(*other.words)}
    start, end = one.syllables
    around = [*range(max(0, start - _REACH), start), *range(end, end + _REACH)]
    total = 0.0
    for at in around:
        if at in taken or at >= len(alignment.syllables):
            continue
        far = min(abs(at - start), abs(at - end + 1))
        fits = (
            gain / 100 * (1 - _distance(word, words) / (_REACH + 1))
            for word, gain in alignment.links[at].items()
            if gain >= _LEAST and word not in taken_words
        )
        total += max(0.0, *fits, 0.0) * (1 - far / (_REACH + 2))
    return total


def _distance(word: int, words: Span) -> int:
    return max(0, words[0] - word, word - words[1] + 1)


def _shared(pair: Pair) -> list[_Named]:
    """The names that stand once on each side, in the order of the source."""
    found: list[_Named] = []
    plain = _plain(pair.target.text)
    if plain is None:
        return []
    for start, end, forms in _candidates(pair.source.text):
        if any(_meet(one.vi, (start, end)) for one in found):
            continue
        places = [place for form in forms if (place := _once(form, plain))]
        one = _named(pair.alignment, (start, end), places[0]) if places else None
        found += [one] if one else []
    for vi, en in countries.named_once(pair):
        new = not any(_meet(one.vi, vi) or _meet(one.en, en) for one in found)
        one = _named(pair.alignment, vi, en) if new else None
        found += [one] if one else []
    return sorted(found, key=lambda one: one.vi)


def _meet(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _candidates(vi: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Places of the glossary with their English, then the runs of capitals as they are."""
    letters = f" {_letters(vi)} "
    for match in load_glossary().match(vi):
        if match.term.kind == "place" and _single(vi[match.start : match.end], letters):
            term = match.term
            yield match.start, match.end, (term.en, *term.alternatives, *term.spellings)
    for m in _RUN.finditer(vi):
        for start in _starts(m):
            name = vi[start : m.end()]
            if (
                _single(name, letters)
                and not name.isdigit()
                and not _letters(name).startswith("covid")
            ):
                yield start, m.end(), (name,)


def _starts(run: re.Match[str]) -> list[int]:
    """A run of capitals may begin with a country or a title: "Nga Anna Politkovskaya"."""
    starts = [run.start(), *(run.start() + m.end() for m in re.finditer(r"\s", run.group()))]
    return starts[-_LONGEST:]


def _single(name: str, letters: str) -> bool:
    plain = _letters(name)
    return len(plain.replace(" ", "")) >= _FEWEST and letters.count(f" {plain} ") == 1


def _once(form: str, plain: str) -> Span | None:
    """Where a name stands in English, None where it stands there twice or not at all."""
    words = _letters(form).split()
    pattern = rf"(?<!\w){'[^a-z0-9]+'.join(map(re.escape, words))}(?!\w)"
    found = list(re.finditer(pattern, plain)) if words else []
    return found[0].span() if len(found) == 1 else None


def _named(alignment: Alignment, vi: Span, en: Span) -> _Named | None:
    syllables = [n for n, t in enumerate(alignment.syllables) if t.start < vi[1] and t.end > vi[0]]
    ahead = sum(t.end <= vi[0] for t in alignment.syllables)
    words = [n for n, w in enumerate(alignment.words) if w.start < en[1] and w.end > en[0]]
    if not words:
        return None
    # The code of a flight is no syllable: it stands between two.
    placed = (syllables[0], syllables[-1] + 1) if syllables else (ahead, ahead)
    return _Named(vi, en, placed, (words[0], words[-1] + 1))


def _plain(text: str) -> str | None:
    """The text without diacritics and case, None where that would move its letters."""
    plain = without_diacritics(text).lower()
    return plain if len(plain) == len(text) else None


def _letters(text: str) -> str:
    return _LETTERS.sub(" ", without_diacritics(text).lower()).strip()
