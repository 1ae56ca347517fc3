"""A brief as the response that a request asks for: its form, its type, the name of its file."""

from flask import Response

from service.api.negotiation import negotiate
from service.api.policy import policy_of
from service.api.schemas import BRIEF, FormatQuery, LanguageName
from service.briefs.brief import Brief
from service.formats import MEDIA_TYPES, filename, write

_STRING = {"type": "string"}
_OBJECT = {"type": "object"}

# Read in place; everything else is a file to keep.
_SHOWN = frozenset({"json", "markdown", "html", "text"})

# The answers of an operation that writes a brief, for its contract.
WRITTEN = {media: _OBJECT if "+json" in media else _STRING for media in MEDIA_TYPES.values()} | {
    MEDIA_TYPES["json"]: BRIEF
}


def form_wanted(asked: FormatQuery) -> str:
    """The name of the form that `format` or `Accept` asks for. Raises `NotAcceptable`."""
    return negotiate(MEDIA_TYPES, asked.format)


def written(brief: Brief, form: str, language: LanguageName) -> Response:
    """The response with `brief` in one of the forms of `service.formats`."""
    body = write(brief, form, language)
    media = MEDIA_TYPES[form]
    response = (
        Response(body, content_type=media) if ";" in media else Response(body, mimetype=media)
    )
    response.vary.add("Accept")
    if isinstance(body, str) and form == "html":
        response.headers["Content-Security-Policy"] = policy_of(body)
    if form not in _SHOWN:
        response.headers["Content-Disposition"] = f'attachment; filename="{filename(brief, form)}"'
    return response
