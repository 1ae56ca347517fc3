"""What is served: `/languages`, `/frontend/settings`, `/health`; none of them needs a key."""

from flask import Response, jsonify

from service.api import keys
from service.api.context import context
from service.documents.kinds import EXTENSIONS

_VIETNAMESE = {"code": "vi", "name": "Vietnamese"}
_ENGLISH = {"code": "en", "name": "English"}


def languages() -> Response:
    """Both languages, and that only Vietnamese is translated."""
    return jsonify([_VIETNAMESE | {"targets": ["en"]}, _ENGLISH | {"targets": []}])


def frontend() -> Response:
    """What a form needs to know."""
    settings = context().settings
    return jsonify(
        charLimit=settings.int("max_chars"),
        frontendTimeout=500,  # milliseconds that a form waits for the next key
        apiKeys=keys.required(),
        keyRequired=keys.required(),
        suggestions=settings.bool("suggestions"),
        filesTranslation=True,
        supportedFilesFormat=[f".{name}" for name in EXTENSIONS],
        language={"source": _VIETNAMESE, "target": _ENGLISH},
    )


def health() -> Response:
    """The process answers."""
    return jsonify(status="ok")
