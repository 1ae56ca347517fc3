"""The files that can be translated, by the ending of their names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from service.documents.docx import docx_size, translate_docx
from service.errors import SongnguError, UnsupportedType
from service.markup import Kind, Translate, translate_markup
from service.reading.encodings import decode
from service.reading.html import declared_charset

TranslateFile = Callable[[bytes, Translate], bytes]


@dataclass(frozen=True)
class FileKind:
    """How a file is translated, and the media type of the result."""

    translate: TranslateFile
    media_type: str
    size: Callable[[bytes], int]  # characters of its text


def _marked(kind: Kind) -> TranslateFile:
    """Translate a file of text; it comes back in UTF-8, whatever it was in."""

    def translate(data: bytes, ask: Translate) -> bytes:
        text, _ = decode(data, declared_charset(data) if kind == "html" else None)
        return translate_markup([text], kind, ask)[0].text.encode()

    return translate


def _size(data: bytes) -> int:
    return len(decode(data)[0])


KINDS: Mapping[str, FileKind] = {
    "txt": FileKind(_marked("text"), "text/plain; charset=utf-8", _size),
    "html": FileKind(_marked("html"), "text/html; charset=utf-8", _size),
    "htm": FileKind(_marked("html"), "text/html; charset=utf-8", _size),
    "md": FileKind(_marked("markdown"), "text/markdown; charset=utf-8", _size),
    "xml": FileKind(_marked("xml"), "application/xml; charset=utf-8", _size),
    "docx": FileKind(
        translate_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx_size,
    ),
}
EXTENSIONS = tuple(KINDS)


def extension_of(filename: str) -> str:
    """The ending of a name, in lower case and without its dot."""
    return PurePath(filename).suffix.lower().removeprefix(".")


def kind_of(filename: str) -> FileKind:
    """The kind of a file. Raises `UnsupportedType`."""
    extension = extension_of(filename)
    if extension not in KINDS:
        raise UnsupportedType(
            f"Files that end in “.{extension}” are not translated; send {', '.join(KINDS)}.",
            supported=list(KINDS),
        )
    return KINDS[extension]


def characters_of(filename: str, data: bytes) -> int:
    """The characters of a file's text; 0 for one that cannot be read, which is told of later."""
    try:
        return kind_of(filename).size(data)
    except SongnguError:
        return 0
