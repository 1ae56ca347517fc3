"""The API of LibreTranslate, for its clients as they are."""

from flask import Blueprint

from service.api import cors, credentials, forms
from service.api.libretranslate import detect, files, info, suggest, translate
from service.api.libretranslate.errors import respond
from service.api.libretranslate.parameters import key

blueprint = Blueprint("libretranslate", __name__)

ADDRESSES = (
    "/translate", "/detect", "/languages", "/translate_file", "/download_file/", "/suggest",
    "/frontend/settings", "/health",
)  # fmt: skip

for rule, method, view in (
    ("/translate", "POST", translate.create),
    ("/detect", "POST", detect.create),
    ("/languages", "GET", info.languages),
    ("/translate_file", "POST", files.create),
    ("/download_file/<name>", "GET", files.download),
    ("/suggest", "POST", suggest.create),
    ("/frontend/settings", "GET", info.frontend),
    ("/health", "GET", info.health),
):
    blueprint.add_url_rule(rule, view.__name__ + rule, view, methods=[method])

forms.state(ADDRESSES, respond)
credentials.state(ADDRESSES, key)
cors.OPEN.update(address.rstrip("/") for address in ADDRESSES)
