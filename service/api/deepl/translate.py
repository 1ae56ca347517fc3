"""`POST /v2/translate`: texts, as they are or with tags."""

from dataclasses import replace

from flask import Response, jsonify

from service.api.context import context
from service.api.deepl.access import charge
from service.api.deepl.errors import Refused, TooMuch
from service.api.deepl.parameters import Parameters
from service.api.guesses import split
from service.api.markups import Wanted, translated
from service.briefs.values import Translation
from service.markup import Kind, MarkupOptions

_KINDS: dict[str, Kind] = {"": "text", "xml": "xml", "html": "html"}
_MODELS = ("quality_optimized", "latency_optimized", "prefer_quality_optimized")


def create() -> Response:
    """Translate each `text`; all of them are one batch."""
    asked = Parameters()
    texts = asked.texts("text")
    source = asked.source()
    asked.target()  # one English is written, whichever of its codes is asked for
    asked.refuse_unserved()
    asked.choice("model_type", _MODELS)
    asked.flag("preserve_formatting", False)
    wanted = _wanted(asked, texts)
    _within_limits(texts)
    if source:
        languages, made = ["vi"] * len(texts), _counted(wanted)
    else:
        guesses, made = split(wanted.texts, lambda some: _counted(replace(wanted, texts=some)))
        languages = [one.language for one in guesses]
    rows = [
        {"detected_source_language": language.upper(), "text": one.text}
        | ({"billed_characters": len(text)} if asked.flag("show_billed_characters", False) else {})
        for text, language, one in zip(texts, languages, made, strict=True)
    ]
    return jsonify(translations=rows)


def _counted(wanted: Wanted) -> list[Translation]:
    """Translate and count; a request sent again because of a time limit is counted once."""
    size = sum(map(len, wanted.texts))
    return translated(wanted, lambda scope: charge(scope, size))


def _wanted(asked: Parameters, texts: list[str]) -> Wanted:
    kind = _KINDS[asked.choice("tag_handling", ("xml", "html"))]
    newlines = asked.choice("split_sentences", ("0", "1", "nonewlines"), "1" if not kind else "")
    if kind == "text" and newlines in ("0", "nonewlines"):
        texts = [" ".join(text.splitlines()) for text in texts]
    options = MarkupOptions(
        ignore=frozenset(asked.names("ignore_tags")),
        splitting=frozenset(asked.names("splitting_tags")),
        non_splitting=frozenset(asked.names("non_splitting_tags")),
        outline=asked.flag("outline_detection", True),
    )
    return Wanted(texts, kind, options, asked.glossaries())


def _within_limits(texts: list[str]) -> None:
    settings = context().settings
    if len(texts) > settings.int("max_texts"):
        raise Refused(f"Too many texts: at most {settings.int('max_texts')} in one request.")
    if sum(map(len, texts)) > settings.int("max_chars"):
        raise TooMuch(f"A request may have {settings.int('max_chars'):,} characters.")
