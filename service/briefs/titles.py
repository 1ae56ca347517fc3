"""Put titles of office into English by rule: position, body, level, place."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.briefs.people import starts_like_a_name
from service.briefs.role_tables import Table, table
from service.glossary import Glossary, Term
from service.glossary.syllables import Token, without_diacritics

BODY_KINDS = ("body", "party", "unit")
_NOUNS = {"tỉnh": "province", "thành": "city", "tp": "city"}
_MOST_PLACE = 3  # syllables in the name of a place that no list knows


@dataclass(frozen=True)
class Context:
    """What the report means by "Quân khu" and "tỉnh" alone, and how names are written."""

    region: str = ""  # "Quân khu 1"
    province: str = ""  # "Bắc Kạn"
    diacritics: bool = False

    def touching(self, text: str) -> "Context":
        """What of the context can matter to `text`: the rest of it is left empty."""
        words = unicodedata.normalize("NFC", " ".join(text.split())).lower()
        region = self.region if "quân khu" in words else ""
        return Context(region, self.province if "tỉnh" in words else "", self.diacritics)


@dataclass(frozen=True)
class Phrase:
    """A piece of English and the number of the token after its Vietnamese."""

    en: str
    end: int


class TitleParser:
    """Reads titles from tokens. Each method returns None where there is nothing of its kind."""

    def __init__(self, words: tuple[Token, ...], glossary: Glossary, context: Context) -> None:
        self.words = words
        self.glossary = glossary
        self.context = context

    def title(self, at: int) -> Phrase | None:
        """ "Phó Chủ tịch UBND tỉnh Bắc Kạn": the longest title that begins at a token."""
        qualifier = self._row(table("qualifier"), at)
        if qualifier:
            rest = self.title(qualifier.end)
            return rest and Phrase(f"{qualifier.en} {rest.en}", rest.end)
        known = self._term(at, ("title",))
        composed = self._composed(at)
        if known and self._bare(at, known) and not self._bounded(known.end):
            known = None
        if composed and (known is None or composed.end >= known.end):
            known = composed
        return known if known and not self._goes_on(known.end) else None

    def region(self, at: int) -> Phrase | None:
        """ "huyện Tứ Kỳ" as a place of its own: "Tu Ky district"."""
        level = self._row(table("level"), at)
        place = level and self.place(level.end)
        if not level or not place:
            return None
        noun = _NOUNS.get(self.words[at].key, level.en)
        return Phrase(f"{place.en} {noun}", place.end)

    def body(self, at: int) -> Phrase | None:
        """ "Bộ CHQS tỉnh Bắc Kạn": a body with its level and place, without an article."""
        return (
            self._part(at)
            or self._party(at)
            or self._local(at)
            or self._numbered(at)
            or self._known_body(at)
        )

    def place(self, at: int) -> Phrase | None:
        """A name in capitals: the longest known one, else a few syllables."""
        known = self._place_term(at)
        if known:
            return known
        run = self._run(at)
        if len(run) > _MOST_PLACE:
            people = (n for n in (2, 3, 1) if starts_like_a_name(w.text for w in run[n:]))
            run = run[: next(people, _MOST_PLACE)]
        return Phrase(self.name(" ".join(w.text for w in run)), at + len(run)) if run else None

    def head(self, at: int) -> Phrase | None:
        """A position alone: "Tư lệnh"."""
        return self._row(table("head"), at)

    def name(self, vi: str) -> str:
        """A name as the English text has it."""
        return vi if self.context.diacritics else without_diacritics(vi)

    def _bare(self, at: int, title: Phrase) -> bool:
        """Whether a title is a position alone, which any body may follow."""
        head = self.head(at)
        return head is not None and head.end == title.end

    def _bounded(self, end: int) -> bool:
        """Whether nothing follows a title but a mark, a rank or a name."""
        return not self._in(end) or not self.words[end].text[0].isalnum() or self._person(end)

    def _goes_on(self, end: int) -> bool:
        """Whether the name of the body runs on in capitals that no rule reads."""
        return self._adjacent(end) and self.words[end].text.isalpha() and not self._person(end)

    def _person(self, at: int) -> bool:
        rank = self._term(at, ("rank",))
        degree = self.words[at].key in ("pgs", "gs", "ts", "ths")
        return rank is not None or degree or starts_like_a_name(w.text for w in self._run(at))

    def _composed(self, at: int) -> Phrase | None:
        """A position and a body; a short position where the longer one leaves no body."""
        for head in self._rows(table("head"), at):
            body = self.body(head.end)
            if body and head.en.endswith("Minister"):
                return _minister(head, body)
            if body:
                return Phrase(f"{head.en} of {_the(body.en)}", body.end)
        return None

    def _part(self, at: int) -> Phrase | None:
        part = self._row(table("part"), at)
        whole = part and (
            self._party(part.end) or self._local(part.end) or self._numbered(part.end)
        )
        return Phrase(f"{part.en} of {_the(whole.en)}", whole.end) if part and whole else None

    def _party(self, at: int) -> Phrase | None:
        level = self._row(table("party"), at)
        if level is None:
            return None
        place = self.place(level.end)
        name = place.en if place else self._default_place(level.en)
        end = place.end if place else level.end
        return Phrase(_at_level("Party Committee", level.en, name), end)

    def _local(self, at: int) -> Phrase | None:
        body = self._row(table("local"), at) or self._department(at)
        if body is None:
            return None
        unit = self._numbered(body.end)
        if unit:
            return Phrase(f"{body.en} of {unit.en}", unit.end)
        level = self._level(body.end)
        place = self.place(level.end if level else body.end)
        if level is None:
            return place and Phrase(f"{place.en} {body.en}", place.end)
        name = place.en if place else self._default_place(level.en)
        noun = _police(body.en, level.en)
        return Phrase(_at_level(noun, level.en, name), place.end if place else level.end)

    def _department(self, at: int) -> Phrase | None:
        term, length = self.glossary.longest(self.words, at, BODY_KINDS)
        known = term is not None and term.vi.startswith("Sở ")
        return Phrase(term.en, at + length) if term and known else None

    def _numbered(self, at: int) -> Phrase | None:
        """ "Quân khu 1"; "Quân khu" alone is the one the report is about."""
        unit = self._row(table("unit"), at)
        if unit is None:
            return None
        if unit.end < len(self.words) and self.words[unit.end].text.isdigit():
            return Phrase(f"{unit.en} {self.words[unit.end].text}", unit.end + 1)
        region = self.context.region.split()
        own = " ".join(w.text for w in self.words[at : unit.end]).lower() == "quân khu"
        return Phrase(f"{unit.en} {region[-1]}", unit.end) if own and region else None

    def _known_body(self, at: int) -> Phrase | None:
        term, length = (
            self.glossary.longest(self.words, at, BODY_KINDS) if self._in(at) else (None, 0)
        )
        if term is None:
            return None
        unit = self._numbered(at + length)
        whole = unit or (self._known_body(at + length) if self._adjacent(at + length) else None)
        if whole:
            return Phrase(f"{term.en} of {_the(whole.en)}", whole.end)
        return Phrase(term.en, at + length)

    def _adjacent(self, at: int) -> bool:
        """Whether a token follows the one before it after a single space, with a capital."""
        joined = self._in(at) and self.words[at].start - self.words[at - 1].end == 1
        return joined and self.words[at].text[0].isupper()

    def _term(self, at: int, kinds: Sequence[str]) -> Phrase | None:
        term, length = self.glossary.longest(self.words, at, kinds) if self._in(at) else (None, 0)
        return Phrase(term.en, at + length) if term else None

    def _place_term(self, at: int) -> Phrase | None:
        term, length = (
            self.glossary.longest(self.words, at, ("place",)) if self._in(at) else (None, 0)
        )
        return Phrase(self._place_name(term), at + length) if term else None

    def _place_name(self, term: Term) -> str:
        return term.vi if self.context.diacritics else term.en

    def _level(self, at: int) -> Phrase | None:
        """The level as it is in Vietnamese: the English depends on what follows."""
        level = self._row(table("level"), at)
        return level and Phrase(" ".join(w.key for w in self.words[at : level.end]), level.end)

    def _default_place(self, level: str) -> str:
        known = self.context.province if level == "tỉnh" else ""
        term = self.glossary.find(known) if known else None
        return self._place_name(term) if term else self.name(known)

    def _run(self, at: int) -> list[Token]:
        run: list[Token] = []
        for word in self.words[at : at + 6]:
            joined = not run or word.start - run[-1].end == 1
            if not (word.text[0].isupper() and word.text.isalpha() and joined):
                break
            run.append(word)
        return run

    def _row(self, rows: Table, at: int) -> Phrase | None:
        return next(self._rows(rows, at), None)

    def _rows(self, rows: Table, at: int) -> Iterator[Phrase]:
        """The rows that begin at a token, the longest first."""
        for size in range(min(7, len(self.words) - at), 0, -1):
            en = rows.get(tuple(word.key for word in self.words[at : at + size]))
            if en:
                yield Phrase(en, at + size)

    def _in(self, at: int) -> bool:
        return at < len(self.words)


def _at_level(body: str, level: str, place: str) -> str:
    """ "Bac Kan provincial People's Committee"; a city needs no level beside its name."""
    key = tuple(level.split())
    adjective = table("level").get(key, "municipal")
    city = place and adjective == "municipal"
    return " ".join(part for part in (place, "" if city else adjective, body) if part)


def _minister(head: Phrase, body: Phrase) -> Phrase | None:
    start, _, field = body.en.partition("Ministry of ")
    return None if start or not field else Phrase(f"{head.en} of {field}", body.end)


def _police(body: str, level: str) -> str:
    """The police of a district or commune are no department."""
    province = level in ("tỉnh", "thành phố", "tp", "tp .")
    return "Police" if body == "Department of Public Security" and not province else body


def _the(body: str) -> str:
    return body if body.startswith(tuple(table("unit").values())) else f"the {body}"
