"""`/v2/glossaries`: one dictionary each, Vietnamese to English."""

from typing import Any

from flask import Response, jsonify

from service.api.context import context
from service.api.deepl.entries import read, written
from service.api.deepl.errors import Refused
from service.api.deepl.parameters import Parameters
from service.glossary.library import Library, StoredGlossary

TSV = "text/tab-separated-values; charset=utf-8"


def pairs() -> Response:
    """The one pair that is served."""
    return jsonify(supported_languages=[{"source_lang": "vi", "target_lang": "en"}])


def create() -> Response:
    """Store a glossary."""
    asked = Parameters()
    name = name_of(asked)
    check_pair(asked.text("source_lang"), asked.text("target_lang"))
    terms = read(asked.text("entries"), asked.text("entries_format"))
    response = jsonify(told(library().create(name, terms)))
    response.status_code = 201
    return response


def listed() -> Response:
    """All glossaries."""
    return jsonify(glossaries=[told(one) for one in library().list()])


def one(id: str) -> Response:
    """One glossary without its entries."""
    return jsonify(told(library().get(id)))


def entries(id: str) -> Response:
    """The entries of a glossary as TSV."""
    return Response(written(library().terms(id)), content_type=TSV)


def delete(id: str) -> Response:
    """Remove a glossary."""
    library().delete(id)
    return Response(status=204)


def library() -> Library:
    """The stored glossaries."""
    return Library(context().database)


def name_of(asked: Parameters) -> str:
    """The name of a glossary. Raises `Refused` where it is empty."""
    name = asked.text("name").strip()
    if not name:
        raise Refused("Value for 'name' is empty.")
    return name


def check_pair(source: str, target: str) -> None:
    """Raise `Refused` for any pair but Vietnamese to English."""
    if (source.lower(), target.lower().partition("-")[0]) != ("vi", "en"):
        raise Refused("Unsupported glossary source and target language pair.")


def told(stored: StoredGlossary) -> dict[str, Any]:
    """A glossary as version 2 tells of it."""
    return {
        "glossary_id": stored.id,
        "name": stored.name,
        "ready": True,
        "source_lang": stored.source_lang,
        "target_lang": stored.target_lang,
        "creation_time": stored.created.isoformat(timespec="microseconds"),
        "entry_count": stored.entry_count,
    }
