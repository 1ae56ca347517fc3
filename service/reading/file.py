"""The bytes of a file, with what is claimed of them."""

from dataclasses import dataclass

from service.reading.encodings import decode


@dataclass(frozen=True)
class File:
    """What a reader is given. Claims are hints: what the bytes are decides."""

    data: bytes
    name: str = ""  # e.g. "bao-cao.docx"
    media: str = ""  # media type in lower case, without parameters
    charset: str | None = None
    url: str = ""

    def text(self) -> tuple[str, str]:
        """The decoded text and the name of its encoding. Raises `UnreadableInput`."""
        text, encoding = decode(self.data, self.charset)
        return text.removeprefix("\ufeff"), encoding


def file_of(data: bytes, *, name: str = "", content_type: str = "", url: str = "") -> File:
    """A file with its content type taken apart."""
    media, _, parameters = content_type.partition(";")
    return File(data, name, media.strip().lower(), _charset(parameters), url)


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() == "charset" and value:
            return value.strip("\"' ")
    return None
