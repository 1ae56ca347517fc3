"""`/v2/document`: files, translated in the background and fetched once."""

from flask import Response, jsonify, request

from service.api.context import context
from service.api.deepl.access import charge
from service.api.deepl.errors import Refused
from service.api.deepl.parameters import Parameters
from service.api.markups import file_desk, resources_of
from service.api.quotas import charge as of_the_key
from service.documents.files import DONE, ERROR, GONE, QUEUED, TRANSLATING, Handle
from service.documents.kinds import characters_of, extension_of, kind_of

_STATUSES = {GONE: DONE}
_SECONDS = {QUEUED: 5, TRANSLATING: 2}  # what to wait before the next question


def upload() -> Response:
    """Take a file and begin with it."""
    asked = Parameters()
    asked.target()
    asked.source()
    asked.refuse_unserved()
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("Parameter 'file' not specified.")
    name = asked.text("filename", file.filename)
    kind_of(name)
    wanted = asked.text("output_format", "").lower().removeprefix(".")
    if wanted and wanted != extension_of(name):
        raise Refused("Value for 'output_format' not supported: files keep their format.")
    glossaries = asked.glossaries()
    resources_of(context(), glossaries)
    data = file.read()
    size = characters_of(name, data)
    of_the_key(size)
    charge(context(), size)
    handle = file_desk(context()).accept(name, data, glossaries, size)
    return jsonify(document_id=handle.id, document_key=handle.key)


def status(id: str) -> Response:
    """How far a file is; one that failed is told of with 200."""
    state = file_desk(context()).state(_handle(id))
    shape: dict[str, object] = {
        "document_id": id,
        "status": _STATUSES.get(state.status, state.status),
    }
    if state.status in _SECONDS:
        shape["seconds_remaining"] = _SECONDS[state.status]
    if state.status in (DONE, GONE):
        shape["billed_characters"] = state.characters
    if state.status == ERROR:
        shape["error_message"] = state.error
    return jsonify(shape)


def result(id: str) -> Response:
    """The translated file, once."""
    found = file_desk(context()).result(_handle(id), once=True)
    shown = {"Content-Disposition": f"attachment; filename=document.{extension_of(found.name)}"}
    return Response(found.data, content_type=found.media_type, headers=shown)


def _handle(id: str) -> Handle:
    return Handle(id, Parameters().text("document_key"))
