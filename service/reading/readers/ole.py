"""The container of old Office files, and of new ones under a password: says which it is."""

from collections.abc import Iterator

from service.errors import UnreadableInput
from service.reading.article import Article
from service.reading.file import File
from service.reading.kinds import unsupported

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(file: File) -> Iterator[Article]:
    """Raise `UnreadableInput` for a password, else `UnsupportedType`."""
    if _ENCRYPTED in file.data:
        raise UnreadableInput(
            "The DOCX file is protected with a password; save it without one.", reason="encrypted"
        )
    raise unsupported("an old Word or Excel file (save it as DOCX)")
    yield
