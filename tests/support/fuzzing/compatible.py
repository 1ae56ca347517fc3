"""What clients of LibreTranslate and DeepL send, as requests to begin with."""

from real_files import FILES, FIRST, SECOND

from fuzzing.requests import Asked

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

_LIBRE = {"q": FIRST, "source": "vi", "target": "en", "format": "text", "alternatives": 2}
_DEEPL = {"text": [FIRST, SECOND], "source_lang": "VI", "target_lang": "EN-GB"}
_TAGS = {
    "text": [f"<p>{FIRST} <x id='1'/></p>"], "target_lang": "EN", "tag_handling": "xml",
    "ignore_tags": ["x"], "splitting_tags": "p,q", "outline_detection": False,
    "split_sentences": "nonewlines", "show_billed_characters": True, "formality": "default",
}  # fmt: skip
_V2 = {"name": "x", "source_lang": "vi", "target_lang": "en", "entries": "a\tb",
       "entries_format": "tsv"}  # fmt: skip
_DICTIONARY = {name: value for name, value in _V2.items() if name != "name"}
_V3 = {"name": "x", "dictionaries": [_DICTIONARY]}
_PAIR = {"source_lang": "vi", "target_lang": "en"}


def _post(path: str, body: object, media: str = JSON, method: str = "POST") -> Asked:
    return Asked(method, path, body=body, media=media)


LIBRETRANSLATE = [
    _post("/translate", _LIBRE),
    _post("/translate", _LIBRE | {"q": [FIRST, SECOND], "source": "auto", "format": "html"}),
    _post("/translate", {"q": FIRST, "source": "vi", "target": "en"}, FORM),
    _post("/translate", {"q": FIRST, "source": "vi", "target": "en"}, MULTIPART),
    _post("/detect", {"q": FIRST}),
    _post("/suggest", {"q": FIRST, "s": "x", "source": "vi", "target": "en"}),
    _post("/translate_file", {"file": (b"x", "a.txt"), "source": "vi", "target": "en"}, MULTIPART),
    Asked("GET", "/download_file/{id}"),
    Asked("GET", "/languages"),
    Asked("GET", "/frontend/settings"),
    Asked("GET", "/translate", {"q": FIRST, "source": "vi", "target": "en"}),
]

DEEPL = [
    _post("/v2/translate", _DEEPL),
    _post("/v2/translate", _TAGS),
    _post("/v2/translate", {"text": FIRST, "target_lang": "EN"}, FORM),
    _post("/v2/usage", {}, FORM),
    Asked("GET", "/v2/languages", {"type": "target"}),
    _post("/v2/document", {"file": (FILES["tin.html"], "a.html"), "target_lang": "EN"}, MULTIPART),
    _post("/v2/document", {"file": (FILES["tin.docx"], "a.docx"), "target_lang": "EN"}, MULTIPART),
    _post("/v2/document/{id}", {"document_key": "x"}),
    _post("/v2/document/{id}/result", {"document_key": "x"}),
    Asked("GET", "/v2/glossary-language-pairs"),
    _post("/v2/glossaries", _V2),
    _post("/v2/glossaries", _V2 | {"entries": "a,b", "entries_format": "csv"}, FORM),
    Asked("GET", "/v2/glossaries"),
    Asked("GET", "/v2/glossaries/{id}"),
    Asked("GET", "/v2/glossaries/{id}/entries"),
    Asked("DELETE", "/v2/glossaries/{id}"),
    _post("/v3/glossaries", _V3),
    _post("/v3/glossaries", {"name": "x", "dictionaries[0].entries": "a\tb"}, FORM),
    Asked("GET", "/v3/glossaries/{id}"),
    _post("/v3/glossaries/{id}", _V3, method="PATCH"),
    _post("/v3/glossaries/{id}/dictionaries", _DICTIONARY, method="PUT"),
    Asked("GET", "/v3/glossaries/{id}/entries", _PAIR),
    Asked("DELETE", "/v3/glossaries/{id}/dictionaries", _PAIR),
]
