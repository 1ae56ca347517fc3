"""What holds for every call: the key, the size, the quota."""

from flask import request

from service.api import keys
from service.api.context import Context
from service.api.deepl.errors import Forbidden, QuotaExceeded, TooMuch
from service.archive.database import DatabaseAway
from service.archive.usage import Usage

LARGEST = 128 * 1024  # bytes of a request, but for files
SCHEME = "DeepL-Auth-Key"


def check() -> None:
    """Raise `Forbidden` without the right key, `TooMuch` for a body over the limit."""
    if request.method == "OPTIONS":
        return  # a browser asks whether it may ask, and sends no key with that
    header = request.headers.get("Authorization", "")
    if keys.required() and not keys.fits(keys.bearer(header, (SCHEME, "Bearer"))):
        raise Forbidden("The key is missing or wrong; send “Authorization: DeepL-Auth-Key …”.")
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
