"""`/v3/glossaries`: glossaries of dictionaries, of which the pair that is served gives one."""

from typing import Any

from flask import Response, jsonify, request

from service.api.deepl.entries import read, written
from service.api.deepl.errors import Refused
from service.api.deepl.glossaries import check_pair, library, name_of
from service.api.deepl.parameters import Parameters, indexed
from service.glossary.library import GlossaryNotFound, StoredGlossary
from service.glossary.terms import Term


def create() -> Response:
    """Store a glossary with its dictionary."""
    asked = Parameters()
    stored = library().create(name_of(asked), _terms(_dictionaries(asked)))
    response = jsonify(_told(stored))
    response.status_code = 201
    return response


def listed() -> Response:
    """All glossaries."""
    return jsonify(glossaries=[_told(one) for one in library().list()])


def one(id: str) -> Response:
    """One glossary without its entries."""
    return jsonify(_told(library().get(id)))


def change(id: str) -> Response:
    """Give another name, or put entries beside those there are; the new ones win."""
    asked, stored = Parameters(), library().get(id)
    dictionaries = _dictionaries(asked)
    if dictionaries:
        known = {term.vi: term for term in library().terms(id)}
        known |= {term.vi: term for term in _terms(dictionaries)}
        stored = library().replace(id, known.values())
    if asked.raw("name"):
        stored = library().rename(id, name_of(asked))
    return jsonify(_told(stored))


def delete(id: str) -> Response:
    """Remove a glossary."""
    library().delete(id)
    return Response(status=204)


def replace(id: str) -> Response:
    """Put a dictionary in place of the one there is."""
    asked = Parameters()
    names = ("source_lang", "target_lang", "entries", "entries_format")
    terms = _terms([{name: asked.text(name) for name in names}])
    return jsonify(_dictionary(library().replace(id, terms)))


def delete_dictionary(id: str) -> Response:
    """Empty the dictionary of a pair."""
    check_pair(*_asked_pair())
    if not library().get(id).entry_count:
        raise GlossaryNotFound("The glossary has no dictionary of this pair.")
    library().replace(id, ())
    return Response(status=204)


def entries(id: str) -> Response:
    """The entries of a dictionary."""
    source, target = _asked_pair()
    check_pair(source, target)
    terms = library().terms(id)
    if not terms:
        raise GlossaryNotFound("The glossary has no dictionary of this pair.")
    row = {
        "source_lang": "vi",
        "target_lang": "en",
        "entries": written(terms),
        "entries_format": "tsv",
    }
    return jsonify(dictionaries=[row])


def _asked_pair() -> tuple[str, str]:
    found = request.args.get("source_lang"), request.args.get("target_lang")
    if not all(found):
        raise Refused("Parameter 'source_lang' or 'target_lang' not specified.")
    return str(found[0]), str(found[1])


def _dictionaries(asked: Parameters) -> list[dict[str, Any]]:
    if asked.json is None:
        return list(indexed("dictionaries"))
    found = asked.json.get("dictionaries") or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refused("Value for 'dictionaries' not supported.")
    return found


def _terms(dictionaries: list[dict[str, Any]]) -> list[Term]:
    """The terms of the one dictionary there may be."""
    if len(dictionaries) != 1:
        raise Refused("Give one dictionary: only the pair vi, en is served.")
    one = dictionaries[0]
    for name in ("source_lang", "target_lang", "entries", "entries_format"):
        if not isinstance(one.get(name), str):
            raise Refused(f"Parameter 'dictionaries[0].{name}' not specified.")
    check_pair(one["source_lang"], one["target_lang"])
    return read(one["entries"], one["entries_format"])


def _told(stored: StoredGlossary) -> dict[str, Any]:
    return {
        "glossary_id": stored.id,
        "name": stored.name,
        "creation_time": stored.created.isoformat(timespec="microseconds"),
        "dictionaries": [_dictionary(stored)] if stored.entry_count else [],
    }


def _dictionary(stored: StoredGlossary) -> dict[str, Any]:
    return {
        "source_lang": stored.source_lang,
        "target_lang": stored.target_lang,
        "entry_count": stored.entry_count,
    }
