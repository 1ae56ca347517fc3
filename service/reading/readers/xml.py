"""XML of a kind that is not read: says so."""

from collections.abc import Iterator

from service.reading.article import Article
from service.reading.file import File
from service.reading.kinds import unsupported
from service.reading.markup import parse_xml


def read(file: File) -> Iterator[Article]:
    """Raise `UnsupportedType` with the name of the root, or what is wrong with the XML."""
    root = parse_xml(file.data)
    raise unsupported(f"XML of the kind <{root.tag.rpartition('}')[2][:40]}>")
    yield
