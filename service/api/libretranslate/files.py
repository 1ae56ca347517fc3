"""`POST /translate_file` and `GET /download_file/…`: whole files, worked on in the background."""

from flask import Response, jsonify, request, url_for

from service.api.context import context
from service.api.libretranslate.errors import Refused, invalid
from service.api.libretranslate.parameters import SOURCES, TARGETS, Parameters
from service.api.markups import file_desk
from service.api.problems import NotFound
from service.api.quotas import charge
from service.documents.files import ERROR, UnknownFile
from service.documents.kinds import EXTENSIONS, characters_of, extension_of

_PATIENCE = 25.0  # seconds that one request waits; clients and proxies give up after 30


def create() -> Response:
    """Take a file; answer when it is done, or after a while, with the address of the result."""
    asked = Parameters()
    asked.language("source", SOURCES)
    asked.language("target", TARGETS)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise invalid("missing file parameter")
    if extension_of(upload.filename) not in EXTENSIONS:
        raise Refused(f"Invalid request: file format is not one of {', '.join(EXTENSIONS)}")
    desk, data = file_desk(context()), upload.read()
    size = characters_of(upload.filename, data)
    charge(size)
    handle = desk.accept(upload.filename, data, characters=size)
    state = desk.wait(handle, _PATIENCE)
    if state.status == ERROR:
        raise Refused(state.error)
    name = f"{handle.id}.{handle.key}.en.{extension_of(upload.filename)}"
    address = url_for("libretranslate.download/download_file/<name>", name=name, _external=True)
    return jsonify(translatedFileUrl=address)


def download(name: str) -> Response:
    """The translated file; waits a while for one that is still worked on."""
    id, _, rest = name.partition(".")
    desk = file_desk(context())
    try:
        handle = desk.handle(id, rest.partition(".")[0])
        state = desk.wait(handle, _PATIENCE)
    except UnknownFile:
        raise NotFound("The file is unknown or no longer kept.") from None
    if state.status == ERROR:
        raise Refused(state.error)
    found = desk.result(handle, once=False)
    shown = {"Content-Disposition": f"attachment; filename=translated.{extension_of(found.name)}"}
    return Response(found.data, content_type=found.media_type, headers=shown)
