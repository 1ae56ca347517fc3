"""`POST /suggest`: a better translation, which the memory then knows."""

from flask import Response, jsonify

from service.api.context import context
from service.api.libretranslate.errors import SwitchedOff
from service.api.libretranslate.parameters import SOURCES, TARGETS, Parameters
from service.glossary.memory import StoredMemory


def create() -> Response:
    """Remember the English `s` of the Vietnamese `q`; the next translation of `q` is it."""
    asked = Parameters()
    if not context().settings.bool("suggestions"):
        raise SwitchedOff("Suggestions are disabled on this server.")
    vi, en = asked.text("q"), asked.text("s")
    asked.language("source", SOURCES)
    asked.language("target", TARGETS)
    StoredMemory(context().database).add(vi, en, origin="libretranslate")
    return jsonify(success=True)
