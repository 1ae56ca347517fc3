"""`POST /detect`: the language of a text."""

from flask import Response, jsonify

from service.api.guesses import guess
from service.api.libretranslate.parameters import Parameters


def create() -> Response:
    """Guess the language of `q`; of an array, that of all its texts together."""
    asked = Parameters()
    texts, _ = asked.texts()
    found = guess("\n".join(texts))
    return jsonify([{"confidence": found.confidence, "language": found.language}])
