"""Every shape of the HTTP API: the one source of validation, of OpenAPI and of the documentation.

A request is a pydantic model that forbids unknown members. A Brief is the dataclass of
`service.briefs.brief` itself, so its schema cannot drift from the code.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)

from service.briefs.brief import Brief, Check, Status
from service.glossary.resources import Suggestion

FormatName = Literal[
    "json",
    "markdown",
    "html",
    "text",
    "docx",
    "ninjs",
    "ninjs1",
    "newsml",
    "tmx",
    "xliff",
    "atom",
    "jsonfeed",
]
LanguageName = Literal["both", "vi", "en"]


def _day(value: object) -> object:
    """Only YYYY-MM-DD: pydantic would also take seconds since 1970."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return date.fromisoformat(value)
    raise ValueError("write a day as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_day)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelChoice(_Request):
    """Which models do the work."""

    summariser: str | None = Field(None, max_length=200, description="Id of the summariser.")
    translator: str | None = Field(None, max_length=200, description="Id of the translator.")


class Glossaries(_Request):
    """Whose terms the translation keeps to, before those that ship."""

    glossary: str | None = Field(
        None, max_length=36, description="Id of a stored glossary whose terms come first."
    )


class InlineTerm(_Request):
    """A term that comes with a request."""

    vi: str = Field(min_length=1, max_length=500, pattern=r"\S")
    en: str = Field(min_length=1, max_length=500, pattern=r"\S")


class WithTerms(_Request):
    """Terms of one's own beside a text; they come before every other."""

    terms: list[InlineTerm] = Field([], max_length=1000, description="Terms for this request.")


class Options(ModelChoice):
    """How long the brief is and who makes it."""

    points: int | None = Field(None, ge=1, le=20, description="Number of points.")
    words: int | None = Field(
        None, ge=20, le=2000, description="Most Vietnamese words in all points together."
    )
    diacritics: bool | None = Field(
        None, description="Keep the diacritics of Vietnamese names in the English text."
    )


class Particulars(Options, Glossaries):
    """What the caller knows of the report beyond its text."""

    title: str = Field("", max_length=1000, description="Title, where the text does not hold it.")
    published: Day | None = Field(
        None, description="Day of publication; settles the year of a dateline without one."
    )
    source_url: str = Field(
        "",
        max_length=2048,
        pattern="^(https?://.*)?$",
        description="Where the report was published; kept in the brief, not fetched.",
    )


class TextReport(Particulars):
    """A report as plain text."""

    text: str = Field(description="The whole report. Empty text is answered with 422.")


class HtmlReport(Particulars):
    """A report as an HTML page; the article is extracted from it."""

    html: str = Field(description="The page, markup and all.")


class UrlReport(Particulars):
    """A report to be fetched."""

    url: str = Field(
        max_length=2048,
        pattern="^https?://",
        description="Public http or https address; private addresses are refused.",
    )


class FileReport(Particulars):
    """A report as an uploaded file of any kind that is read, told by its content.

    Text (UTF-8, windows-1258, TCVN3, VNI), HTML, Markdown, DOCX, PDF, RTF, e-mail, JSON, CSV,
    ninjs, NewsML-G2, RSS or Atom with one article in it.
    """

    file: Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]


class TextRequest(TextReport, WithTerms):
    """A report as plain text, with terms."""


class HtmlRequest(HtmlReport, WithTerms):
    """A report as an HTML page, with terms."""


class UrlRequest(UrlReport, WithTerms):
    """A report to be fetched, with terms."""


INPUTS = ("text", "html", "url", "file")

# Tags of union members stand in the path of a validation error; nobody outside knows them.
_TAG = "<{}>"


def is_tag(part: int | str) -> bool:
    """Whether a part of an error's path is ours, not the caller's."""
    return isinstance(part, str) and part.startswith("<")


def _input_named(value: Any) -> str | None:
    """The one input a request names; None, which is an error, when it names none or several."""
    if not isinstance(value, Mapping):
        return None
    given = [name for name in INPUTS if name in value]
    return _TAG.format(given[0]) if len(given) == 1 else None


def _one_input(names: tuple[str, ...]) -> Discriminator:
    listed = ", ".join(f"“{name}”" for name in names)
    return Discriminator(
        _input_named,
        custom_error_type="one_input",
        custom_error_message=f"Give exactly one of {listed}.",
    )


_Text = Annotated[TextReport, Tag("<text>")]
_Html = Annotated[HtmlReport, Tag("<html>")]
_Url = Annotated[UrlReport, Tag("<url>")]
_File = Annotated[FileReport, Tag("<file>")]

BRIEF_REQUEST: TypeAdapter[TextRequest | HtmlRequest | UrlRequest] = TypeAdapter(
    Annotated[
        Annotated[TextRequest, Tag("<text>")]
        | Annotated[HtmlRequest, Tag("<html>")]
        | Annotated[UrlRequest, Tag("<url>")],
        _one_input(INPUTS[:3]),
    ]
)
BRIEF_UPLOAD: TypeAdapter[TextReport | HtmlReport | UrlReport | FileReport] = TypeAdapter(
    Annotated[_Text | _Html | _Url | _File, _one_input(INPUTS)]
)
BRIEF: TypeAdapter[Brief] = TypeAdapter(Brief)


class FormatQuery(BaseModel):
    """The form of the answer, for clients that cannot set `Accept`."""

    format: FormatName | None = Field(None, description="Form of the answer; wins over `Accept`.")
    language: LanguageName = Field(
        "both", description="Leave one language out of Markdown, HTML and text."
    )


class BriefQuery(FormatQuery, Particulars):
    """Query parameters of a brief: they hold where the body has no place for them."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _count_named(value: Any) -> str:
    return "<many>" if isinstance(value, list) else "<one>"


OneOrMany = Annotated[
    Annotated[str, Tag("<one>")] | Annotated[list[str], Tag("<many>")], Discriminator(_count_named)
]


class SummaryRequest(_Request):
    """One text, or several, to be shortened in Vietnamese."""

    text: OneOrMany = Field(description="One Vietnamese text, or an array of them.")
    points: int | None = Field(None, ge=1, le=20, description="Number of points of each summary.")
    words: int | None = Field(None, ge=5, le=2000, description="Most words of each summary.")
    summariser: str | None = Field(None, max_length=200, description="Id of the summariser.")


class SummaryAnswer(BaseModel):
    """The summary of one text."""

    text: str = Field(description="All points as running text.")
    points: list[str]


class SummariesAnswer(BaseModel):
    """One summary for each text, in the order of the request."""

    summaries: list[SummaryAnswer]
    summariser: str = Field(description="Id of the model that made them.")


class TranslationRequest(Glossaries, WithTerms):
    """One text, or several, to be translated from Vietnamese to English."""

    text: OneOrMany = Field(description="One Vietnamese text, or an array of them.")
    translator: str | None = Field(None, max_length=200, description="Id of the translator.")


class TranslationAnswer(BaseModel):
    """The translation of one text, with what its checks found."""

    text: str
    status: Status = Field(description="`review`: a check failed and an editor must look.")
    checks: list[Check]
    suggestions: list[Suggestion] = Field(
        description="What editors settled for sentences like these, the best first."
    )


class TranslationsAnswer(BaseModel):
    """One translation for each text, in the order of the request."""

    translations: list[TranslationAnswer]
    translator: str = Field(description="Id of the model that made them.")


class ModelAnswer(BaseModel):
    """One row of the catalogue."""

    id: str
    tasks: list[str]
    family: str
    engine: str
    licence: str
    licence_note: str = Field(description="A sentence for whoever chooses it; empty where free.")
    languages: list[str]
    revision: str
    size: int = Field(description="Bytes to fetch, about; 0 where there is nothing to fetch.")
    source: str
    note: str
    installed: bool = Field(description="Whether it can be used on this machine now.")
    default: bool = Field(description="Whether it is used where a request names none.")


class ChatModel(BaseModel):
    """A model that `/v1/chat/completions` answers for, as OpenAI describes one."""

    id: str
    object: Literal["model"] = "model"
    created: int = Field(default=0, description="Seconds since 1970; 0 where it is not known.")
    owned_by: str = "songngu"


class ModelsAnswer(BaseModel):
    """The catalogue of models, and beside it the models to chat with."""

    models: list[ModelAnswer]
    object: Literal["list"] = "list"
    data: list[ChatModel]


class HealthAnswer(BaseModel):
    """The process runs, or the models can be used."""

    status: Literal["ok", "ready"]


class FieldError(BaseModel):
    """One thing wrong in a request; `pointer` is in the body, `parameter` in the query."""

    detail: str
    pointer: str | None = Field(None, description="JSON Pointer as a URI fragment, `#/points`.")
    parameter: str | None = None


class Problem(BaseModel):
    """What went wrong (RFC 9457); other members depend on `code`."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Where this kind of problem is explained.")
    title: str
    status: int
    detail: str = Field(description="A sentence the caller can act on.")
    instance: str
    code: str = Field(description="Stable name of the kind of problem.")
    request_id: str = Field(description="Also in `X-Request-Id` and in the log.")
