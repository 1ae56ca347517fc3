"""The API of DeepL, versions 2 and 3, for its clients as they are."""

from flask import Blueprint

from service.api import credentials, forms
from service.api.deepl import documents, glossaries, info, multilingual, translate
from service.api.deepl.access import check, key
from service.api.deepl.errors import respond

blueprint = Blueprint("deepl", __name__)
blueprint.before_request(check)

BOTH = ("GET", "POST")
for rule, methods, view in (
    ("/v2/translate", ("POST",), translate.create),
    ("/v2/languages", BOTH, info.languages),
    ("/v2/usage", BOTH, info.usage),
    ("/v2/document", ("POST",), documents.upload),
    ("/v2/document/<id>", ("POST",), documents.status),
    ("/v2/document/<id>/result", ("POST",), documents.result),
    ("/v2/glossary-language-pairs", ("GET",), glossaries.pairs),
    ("/v2/glossaries", ("POST",), glossaries.create),
    ("/v2/glossaries", ("GET",), glossaries.listed),
    ("/v2/glossaries/<id>", ("GET",), glossaries.one),
    ("/v2/glossaries/<id>", ("DELETE",), glossaries.delete),
    ("/v2/glossaries/<id>/entries", ("GET",), glossaries.entries),
    ("/v3/glossaries", ("POST",), multilingual.create),
    ("/v3/glossaries", ("GET",), multilingual.listed),
    ("/v3/glossaries/<id>", ("GET",), multilingual.one),
    ("/v3/glossaries/<id>", ("PATCH",), multilingual.change),
    ("/v3/glossaries/<id>", ("DELETE",), multilingual.delete),
    ("/v3/glossaries/<id>/dictionaries", ("PUT",), multilingual.replace),
    ("/v3/glossaries/<id>/dictionaries", ("DELETE",), multilingual.delete_dictionary),
    ("/v3/glossaries/<id>/entries", ("GET",), multilingual.entries),
):
    blueprint.add_url_rule(
        rule, "_".join(f"{view.__module__}.{view.__name__}".split(".")), view, methods=list(methods)
    )

forms.state(("/v2/", "/v3/"), respond)
credentials.state(("/v2/", "/v3/"), key)
