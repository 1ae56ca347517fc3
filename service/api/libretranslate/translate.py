"""`POST /translate`: one text or an array of them, in one batch."""

from typing import Any

from flask import Response, jsonify

from service.api.guesses import Guess, split
from service.api.libretranslate.parameters import SOURCES, TARGETS, Parameters
from service.api.markups import Wanted, translated
from service.briefs.values import Translation


def create() -> Response:
    """Translate `q`, with a guess of the language and alternatives where they are asked for."""
    asked = Parameters()
    texts, many = asked.texts()
    source = asked.language("source", SOURCES)
    asked.language("target", TARGETS)
    kind, alternatives = asked.format(), asked.count("alternatives")
    if source == "auto":
        guesses, made = split(texts, lambda some: translated(Wanted(some, kind)))
    else:
        guesses, made = [], translated(Wanted(texts, kind))
    return jsonify(_answer(made, guesses, alternatives, many))


def _answer(
    made: list[Translation], guesses: list[Guess], alternatives: int, many: bool
) -> dict[str, Any]:
    answer: dict[str, list[Any]] = {"translatedText": [one.text for one in made]}
    if guesses:
        answer["detectedLanguage"] = [_told(one) for one in guesses]
    if alternatives:
        answer["alternatives"] = [list(one.alternatives[:alternatives]) for one in made]
    return answer if many else {name: values[0] for name, values in answer.items()}


def _told(guess: Guess) -> dict[str, object]:
    return {"confidence": guess.confidence, "language": guess.language}
