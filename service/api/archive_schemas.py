"""The shapes of the archive: what is asked of it, and what it answers."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.api.schemas import Day, FormatName, FormatQuery, LanguageName
from service.archive.corrections import Correction
from service.archive.queries import Query
from service.briefs.brief import Bilingual, Status

_Name = Annotated[str, Field(max_length=200)]


class Filters(BaseModel):
    """Which briefs are meant."""

    q: str = Field(
        "",
        max_length=1000,
        description=(
            "Words that must be found, with or without diacritics, or their English; also "
            '"a phrase", a beginning* and -what must not be found.'
        ),
    )
    since: Day | None = Field(None, description="The first day, YYYY-MM-DD.")
    until: Day | None = Field(None, description="The last day, YYYY-MM-DD.")
    agency: _Name = Field("", description="Words of the agency's name.")
    place: _Name = Field("", description="Words of the place's name.")
    person: _Name = Field("", description="Words of a person's name.")
    status: Status | None = Field(None, description="`review`: an editor must look.")

    def query(self, limit: int = 50, cursor: str = "") -> Query:
        """The same for the archive."""
        told = {name: getattr(self, name) for name in Filters.model_fields if name != "q"}
        return Query(text=self.q, limit=limit, cursor=cursor, **told)


class SearchQuery(Filters):
    """A page of a search."""

    limit: int = Field(50, ge=1, le=200, description="Most briefs of a page.")
    cursor: str = Field("", max_length=300, description="`next` of the page before.")


class ExportQuery(Filters):
    """What is exported, and in what form."""

    format: FormatName | None = Field(
        None, description="A zip file with one file a brief in this form; without it, JSON lines."
    )
    language: LanguageName = Field("both", description="Leave one language out of the files.")


class ShowQuery(FormatQuery):
    """Which version of a brief is meant, and in what form."""

    original: bool = Field(False, description="As the machine made it, without corrections.")


class RowAnswer(BaseModel):
    """One brief of a list."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    headline: Bilingual
    title: str
    url: str
    agency: str
    place: str
    day: date = Field(description="Published, else of the event, else made.")
    status: Status
    corrected: bool = Field(description="Whether an editor corrected it.")
    kept: datetime


class PageAnswer(BaseModel):
    """A page of a list, the best match and the newest first."""

    briefs: list[RowAnswer]
    next: str | None = Field(description="`cursor` of the next page; null where this is the last.")


class CorrectionRequest(BaseModel):
    """Other words at one place of a brief."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    where: str = Field(
        max_length=64, description="`headline`, `points/0`, `facts/when`, `facts/people/0`, …"
    )
    vi: str | None = Field(None, max_length=5000, description="The Vietnamese; null leaves it.")
    en: str | None = Field(None, max_length=5000, description="The English; null leaves it.")
    author: str = Field("", max_length=200, description="Who corrects it.")


class CorrectionsAnswer(BaseModel):
    """What was corrected in a brief, the oldest first."""

    corrections: list[Correction]
