"""`/v2/languages` and `/v2/usage`."""

from flask import Response, jsonify

from service.api.context import context
from service.api.deepl.parameters import Parameters
from service.api.keys import principal
from service.archive.usage import Usage
from service.auth.quotas import Quotas

_SOURCES = [{"language": "VI", "name": "Vietnamese"}]
_TARGETS = [
    {"language": "EN-GB", "name": "English (British)", "supports_formality": False},
    {"language": "EN-US", "name": "English (American)", "supports_formality": False},
]
NO_LIMIT = 1_000_000_000_000  # what the original says of accounts without a limit


def languages() -> Response:
    """The languages of one side."""
    side = Parameters().choice("type", ("source", "target"), "source")
    return jsonify(_TARGETS if side == "target" else _SOURCES)


def usage() -> Response:
    """The characters of this month and how many may be: of the key, where it has a quota."""
    scope, key = context(), principal().key
    if key is not None and key.quota:
        used = Quotas(scope.database).used(key.number)
        return jsonify(character_count=used, character_limit=key.quota)
    quota = scope.settings.int("deepl_quota")
    count = Usage(scope.database).characters
    return jsonify(character_count=count, character_limit=quota or NO_LIMIT)
