"""What holds for every call: where the key is, the size, the quota."""

from flask import request

from service.api import credentials
from service.api.context import Context
from service.api.deepl.errors import QuotaExceeded, TooMuch
from service.archive.database import DatabaseAway
from service.archive.usage import Usage

LARGEST = 128 * 1024  # bytes of a request, but for files
SCHEME = "DeepL-Auth-Key"


def key() -> str:
    """The key of the request."""
    return credentials.bearer((SCHEME, "Bearer"))


def check() -> None:
    """Raise `TooMuch` for a body over the limit."""
    if not request.path.startswith("/v2/document"):
        request.max_content_length = request.max_form_memory_size = LARGEST
        if (request.content_length or 0) > LARGEST:
            raise TooMuch(f"A request may have {LARGEST:,} bytes.")


def charge(scope: Context, characters: int) -> None:
    """Count characters before they are translated. Raises `QuotaExceeded` past the quota."""
    quota = scope.settings.int("deepl_quota")
    usage = Usage(scope.database)
    try:
        if quota and usage.characters + characters > quota:
            raise QuotaExceeded(f"{quota:,} characters may be translated in a month.")
        usage.add(characters)
    except DatabaseAway:
        if quota:
            raise
        # Without a quota the count is for information only.
