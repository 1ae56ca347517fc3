"""A report as it comes in: JSON, a form, an upload or the bare text."""

from dataclasses import dataclass
from typing import TypeVar

from flask import request

from service.api.bodies import JSON, form_body, json_body, query, unsupported
from service.api.csrf import FIELD
from service.api.schemas import (
    BRIEF_REQUEST,
    BRIEF_UPLOAD,
    BriefQuery,
    FileReport,
    HtmlReport,
    Particulars,
    TextReport,
    UrlReport,
)
from service.errors import EmptyText
from service.reading import read
from service.reading.document import Document
from service.reading.fetch import fetch_url
from service.reading.kinds import MEDIA_TYPES
from service.settings import Settings
from service.telemetry.scope import count_characters

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
TEXT = "text/plain"
HTML = "text/html"
# What may be sent bare; as JSON only a request is read, so that its members can be checked.
FILES = tuple(media for media in MEDIA_TYPES if media != JSON)
SUPPORTED = (JSON, FORM, MULTIPART, *FILES)
_GENERIC = "application/octet-stream"

_Some = TypeVar("_Some", bound=Particulars)


@dataclass(frozen=True)
class Submission:
    """What was handed in, not yet read. `url`, where not empty, is still to be fetched."""

    particulars: Particulars
    data: str | bytes = b""
    content_type: str = ""
    name: str = ""  # of the file
    url: str = ""


def receive() -> Submission:
    """The submission in the current request, its query parameters taken into account."""
    given = query(BriefQuery)
    if request.mimetype == JSON:
        return _of_report(_completed(json_body(BRIEF_REQUEST), given))
    if request.mimetype in (FORM, MULTIPART):
        return _of_form(given)
    if request.mimetype in FILES:
        return Submission(given, request.get_data(), request.content_type or "")
    raise unsupported(SUPPORTED)


def load(submission: Submission, settings: Settings) -> Document:
    """Read a submission, fetching it first where it is an address."""
    told = submission.particulars
    data, content_type, address = submission.data, submission.content_type, told.source_url
    if submission.url:
        data, content_type, address = fetch_url(
            submission.url,
            timeout=settings.float("fetch_timeout"),
            limit=settings.int("max_upload"),
        )
    found = read(
        data,
        title=told.title,
        url=address,
        published=told.published,
        content_type=content_type,
        name=submission.name,
        limit=settings.int("max_chars"),
    )
    count_characters(len(found.text))
    return found


def _of_form(given: BriefQuery) -> Submission:
    """A form; a field left empty is a field not filled in."""
    values: dict[str, object] = {name: text for name, text in request.form.items() if text.strip()}
    values.pop(FIELD, None)  # it proves that the form is ours, and is no part of the report
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        values["file"] = upload.read()
    if not values.keys() & {"text", "html", "url", "file"}:
        raise EmptyText("There is nothing to brief. Give a text, a file or an address.")
    report = _completed(form_body(BRIEF_UPLOAD, values), given)
    if isinstance(report, FileReport):
        # A part without a file name is a plain field to HTTP libraries, and text to us.
        kind, name = (upload.content_type or "", upload.filename or "") if upload else (TEXT, "")
        return Submission(report, report.file, kind.replace(_GENERIC, ""), name)
    return _of_report(report)


def _of_report(report: Particulars) -> Submission:
    match report:
        case UrlReport(url=url):
            return Submission(report, url=url)
        case HtmlReport(html=html):
            return Submission(report, html, HTML)
        case TextReport(text=text):
            return Submission(report, text, TEXT)
    raise TypeError(type(report).__name__)


def _completed(report: _Some, given: BriefQuery) -> _Some:
    """The report with the query parameters that its body does not set itself."""
    names = given.model_fields_set & Particulars.model_fields.keys() - report.model_fields_set
    return report.model_copy(update={name: getattr(given, name) for name in names})
