"""The shapes of glossaries and of the translation memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.api.schemas import Day
from service.glossary.resources import Suggestion
from service.glossary.terms import KINDS, Term

GlossaryForm = Literal["json", "csv", "tsv", "tbx", "tbx2"]
KindName = Literal[KINDS]  # type: ignore[valid-type]
# Something, and no zero byte, which databases refuse.
_SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=_SOMETHING)]
Sentence = Annotated[str, Field(min_length=1, max_length=10_000, pattern=_SOMETHING)]
Told = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryRequest(_Request):
    """One term, as JSON."""

    vi: Words
    en: Words
    kind: KindName = "term"
    note: Told = ""
    source: Told = ""
    spellings: list[Words] = Field([], max_length=50, description="Other Vietnamese forms.")
    alternatives: list[Words] = Field([], max_length=50, description="Other English forms.")
    valid_from: Day | None = Field(None, description="First day of the name.")
    valid_to: Day | None = Field(None, description="Last day of the name.")


class GlossaryRequest(_Request):
    """A glossary to be stored."""

    name: str = Field(min_length=1, max_length=200, pattern=_SOMETHING)
    terms: list[EntryRequest] = Field(min_length=1, max_length=50_000)


class UploadQuery(BaseModel):
    """What a file cannot say of itself."""

    name: str = Field(
        "", max_length=200, pattern=r"^[^\x00]*$", description="Name of the glossary."
    )


class GlossaryQuery(BaseModel):
    """The form of the answer, for clients that cannot set `Accept`."""

    format: GlossaryForm | None = Field(
        None, description="Form of the answer; wins over `Accept`. `tbx2` is TBX version 2."
    )


class EntryAnswer(BaseModel):
    """One term of a glossary."""

    vi: str
    en: str
    kind: KindName
    note: str
    source: str
    spellings: list[str]
    alternatives: list[str]
    valid_from: Day | None
    valid_to: Day | None

    @classmethod
    def of(cls, term: Term) -> "EntryAnswer":
        """The answer for a term."""
        return cls(
            vi=term.vi, en=term.en, kind=term.kind, note=term.note, source=term.source,
            spellings=list(term.spellings), alternatives=list(term.alternatives),
            valid_from=term.valid_from, valid_to=term.valid_to,
        )  # fmt: skip


class GlossaryAnswer(BaseModel):
    """What is known of a stored glossary."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    source_lang: str
    target_lang: str
    created: datetime
    updated: datetime
    entry_count: int
    digest: str = Field(description="Changes whenever an entry does.")


class WholeGlossaryAnswer(GlossaryAnswer):
    """A stored glossary with its terms."""

    terms: list[EntryAnswer]


class GlossariesAnswer(BaseModel):
    """Every stored glossary, the oldest first."""

    glossaries: list[GlossaryAnswer]


class MemoryRequest(_Request):
    """A pair that an editor settled."""

    vi: Sentence
    en: Sentence
    origin: Told = Field("", description="Where it comes from, for example a brief.")
    author: Told = Field("", description="Who settled it.")


class MemoryAnswer(BaseModel):
    """One pair of the memory."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    vi: str
    en: str
    origin: str
    author: str
    created: datetime
    updated: datetime


class MemoryQuery(BaseModel):
    """A page of the memory."""

    limit: int = Field(50, ge=1, le=500, description="Most pairs of a page.")
    before: int | None = Field(
        None, ge=1, le=2**31 - 1, description="`next` of the page before: its last id."
    )


class MemoryPageAnswer(BaseModel):
    """One page of the memory, the newest pair first."""

    pairs: list[MemoryAnswer]
    next: int | None = Field(description="`before` of the next page; null after the last.")


class LookUpRequest(_Request):
    """A sentence to look up."""

    vi: Sentence
    limit: int = Field(5, ge=1, le=50, description="Most suggestions.")
    least: int = Field(70, ge=1, le=100, description="Least score of a suggestion.")


class LookUpAnswer(BaseModel):
    """What the memory knows of a sentence."""

    exact: str | None = Field(description="The English of this very sentence.")
    similar: Sequence[Suggestion]
    revision: str = Field(description="Changes whenever an answer may.")


class ImportAnswer(BaseModel):
    """How many pairs came in."""

    pairs: int
