"""A report as it was read: its text, and where its sentences and clauses stand in it."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A half-open range of characters [start, end) of `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True)
class Dateline:
    """The line that says who reports, from where and of what day."""

    agency: str = ""
    place: str = ""
    date: datetime.date | None = None  # the day of the event, its year resolved
    daypart: str = ""  # "sáng", "trưa", "chiều", "tối" or ""
    span: Span = Span(0, 0)  # what the dateline covers; sentences begin after it


@dataclass(frozen=True)
class Sentence:
    """One sentence. `text` is normalised (NFC, single spaces); `span` is where it stood."""

    number: int  # from 0, through the whole document
    paragraph: int  # from 0
    span: Span
    text: str


@dataclass(frozen=True)
class Clause:
    """The smallest unit that can be a point of a brief: a sentence or a complete part of one.

    `text` is normalised, and reads as a sentence of its own: a subject or a reporting verb that
    the cut took away stands in `lead` (with the words that `text` needs before it), as written
    in the source.
    """

    number: int  # from 0, through the whole document
    sentence: int
    span: Span
    text: str  # as in the source, without `lead`
    lead: str = ""  # e.g. "Quân khu 1 đề nghị các cơ quan, đơn vị, địa phương"
    name_first: bool = False  # `text` begins with a name or abbreviation, which keeps its capital

    @property
    def full(self) -> str:
        """The clause with its lead restored: a sentence that stands alone."""
        if not self.lead:
            return self.text[:1].upper() + self.text[1:]
        if self.name_first:
            return f"{self.lead} {self.text}"
        return f"{self.lead} {self.text[:1].lower() + self.text[1:]}"


@dataclass(frozen=True)
class Document:
    """A report. Every span is in characters of `text`, which is the decoded input, untouched."""

    text: str
    sha256: str  # of `text` in UTF-8
    title: str = ""
    url: str = ""
    language: str = "vi"
    encoding: str = "utf-8"  # what the bytes were in: utf-8, windows-1258, tcvn3, vni
    published: datetime.date | None = None
    dateline: Dateline = Dateline()
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    clauses: tuple[Clause, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()  # (short, expansion), those of this text
    notes: tuple[str, ...] = ()  # sentences on what of its file was not read
