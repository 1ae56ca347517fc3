"""People with their ranks and titles, and the English of both."""

from collections import Counter
from dataclasses import dataclass, field

from service.briefs.people import Name, person_names
from service.briefs.titles import Context, Phrase, TitleParser
from service.glossary import Glossary, load_glossary
from service.glossary.syllables import Token, tokens

_HONORIFICS = ("đồng chí", "đ/c", "ông", "bà", "anh", "chị")
_DEGREES = {
    "pgs": "Associate Professor",
    "phó giáo sư": "Associate Professor",
    "gs": "Professor",
    "giáo sư": "Professor",
    "ts": "Dr",
    "tiến sĩ": "Dr",
    "bác sĩ": "Dr",
    "bác sỹ": "Dr",
    "bs": "Dr",
    "ths": "",
    "thạc sĩ": "",
}


@dataclass(frozen=True)
class PersonMention:
    """A person at [start, end) of the text, from the rank or the name to the last title."""

    start: int
    end: int
    rank: str
    name: str
    titles: tuple[str, ...]  # as in the source
    en: str  # the whole span in English
    role: str = ""  # rank and titles in English, without the name
    name_span: tuple[int, int] = field(default=(0, 0))


def context_of(text: str, place: str = "", *, diacritics: bool = False) -> Context:
    """What "Quân khu" and "tỉnh" alone mean in a report: the ones it names most, `place` first."""
    glossary = load_glossary()
    regions: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    words = tokens(text)
    for at, word in enumerate(words):
        region = word.key == "khu" and at and words[at - 1].key == "quân" and words[at + 1 : at + 2]
        if region and region[0].text.isdigit():
            regions[f"Quân khu {region[0].text}"] += 1
        term, _ = glossary.longest(words, at, ("place",))
        if term and at and words[at - 1].key == "tỉnh":
            provinces[term.vi] += 1
    first = (place if glossary.find(place) else "") or _most(provinces)
    return Context(_most(regions), first, diacritics)


def english_role(vi: str, context: Context, glossary: Glossary | None = None) -> str | None:
    """One title in English, or None where the rules do not reach its end."""
    words = tokens(vi)
    title = TitleParser(words, glossary or load_glossary(), context).title(0) if words else None
    return title.en if title and title.end == len(words) else None


def people_in(text: str, glossary: Glossary, context: Context | None = None) -> list[PersonMention]:
    """Every named person with a rank, an honorific or a title, in the order of the text."""
    parser = TitleParser(tokens(text), glossary, context or context_of(text))
    found: list[PersonMention] = []
    for name in _all_names(text, parser):
        if not found or name.start >= found[-1].end:
            mention = _mention(text, name, parser)
            found += [mention] if mention else []
    return found


def _all_names(text: str, parser: TitleParser) -> list[Name]:
    """Full names, and given names alone after a rank: "Đại tá Bửu"."""
    names = person_names(text)
    taken = {at for name in names for at in range(name.start, name.end)}
    for at, word in enumerate(parser.words):
        rank, length = parser.glossary.longest(parser.words, at, ("rank",))
        after = (
            parser.words[at + length : at + length + 2] if rank and word.text[0].isupper() else ()
        )
        alone = [w for w in after if _given(w)]
        if len(alone) == 1 and alone == [after[0]] and after[0].start not in taken:
            names.append(Name(after[0].start, after[0].end, after[0].text))
    return sorted(names, key=lambda name: name.start)


def _given(word: Token) -> bool:
    return word.text.istitle() and word.text.isalpha() and len(word.text) > 1


def _mention(text: str, name: Name, parser: TitleParser) -> PersonMention | None:
    words = parser.words
    first = next(at for at, word in enumerate(words) if word.start >= name.start)
    last = next((at for at, word in enumerate(words) if word.start >= name.end), len(words))
    rank, start, honoured = _rank_before(words, first, parser)
    before, start = _title_before(start, parser)
    after, end, spans = _titles_after(text, last, parser)
    if not (rank or before or after or honoured):
        return None
    shown = parser.name(name.text)
    lead = " ".join(part for part in (before, rank, shown) if part)
    en = ", ".join(part for part in (lead, _listed(after)) if part)
    role = ", ".join(part for part in (rank, before, *after) if part)
    vi = ((text[words[start].start : name.start].strip(" ,"),) if before else ()) + spans
    stop = words[end - 1].end if spans else name.end
    return PersonMention(
        words[start].start, stop, rank, name.text, vi, en, role, (name.start, name.end)
    )


def _rank_before(
    words: tuple[Token, ...], first: int, parser: TitleParser
) -> tuple[str, int, bool]:
    """The rank or degree right before a name, where it starts, and whether an honorific leads."""
    start, honoured = first, False
    parts: list[str] = []
    while (step := _honour(words, start, parser)) is not None:
        start, en = step
        parts.insert(0, en)
        honoured = True
    return ", ".join(part for part in parts if part), start, honoured


def _honour(words: tuple[Token, ...], end: int, parser: TitleParser) -> tuple[int, str] | None:
    """A rank, degree or honorific that ends before token `end`: its start and its English."""
    if end and words[end - 1].key == ",":
        inner = _honour(words, end - 1, parser)
        return inner if inner and inner[1] else None
    for size in (4, 3, 2, 1):
        at = end - size
        key = " ".join(word.key for word in words[max(at, 0) : end])
        if at < 0:
            continue
        if key in _HONORIFICS:
            return at, ""
        if key.removesuffix(" .") in _DEGREES:
            return at, _DEGREES[key.removesuffix(" .")]
        rank, length = parser.glossary.longest(words, at, ("rank",))
        if rank and length == size:
            return at, rank.en
    return None


def _title_before(end: int, parser: TitleParser) -> tuple[str, int]:
    """The longest title that ends where a name or its rank begins."""
    for at in range(max(0, end - 14), end):
        starts = parser.words[at].text[0].isupper()
        title = parser.title(at) if starts else None
        if title and title.end == end:
            return title.en, at
    return "", end


def _titles_after(
    text: str, last: int, parser: TitleParser
) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """The titles after a name: each in English, the token after them, each in Vietnamese."""
    english: list[str] = []
    vietnamese: list[str] = []
    end = last
    while (at := _linked(text, end, parser.words)) is not None:
        title = parser.title(at) or _bare_head(at, parser)
        region = parser.region(at) if english and not title else None
        if region:
            english[-1] += f", {region.en}"
            vietnamese[-1] += f", {text[parser.words[at].start : parser.words[region.end - 1].end]}"
            end = region.end
        if title is None:
            if region:
                continue
            break
        english.append(title.en)
        vietnamese.append(text[parser.words[at].start : parser.words[title.end - 1].end])
        end = title.end
    return tuple(english), end, tuple(vietnamese)


def _linked(text: str, at: int, words: tuple[Token, ...]) -> int | None:
    """The token where the next title of a list may begin."""
    if at >= len(words):
        return None
    if words[at].key in (",", "(", ";", "kiêm"):
        follows = at + 1 < len(words) and words[at + 1].key == "kiêm"
        return at + 1 + follows if at + 1 + follows < len(words) else None
    gap = text[words[at - 1].end : words[at].start].strip()
    return at if gap in ("-", "–", "—") else None


def _bare_head(at: int, parser: TitleParser) -> Phrase | None:
    """A position with nothing after it: "…, Tư lệnh, …"."""
    head = parser.head(at)
    ends = head and (head.end >= len(parser.words) or parser.words[head.end].key in (",", ".", ")"))
    return head if ends else None


def _most(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0] if counts else ""


def _listed(titles: tuple[str, ...]) -> str:
    if len(titles) < 2:
        return "".join(titles)
    return f"{', '.join(titles[:-1])} and {titles[-1]}"
