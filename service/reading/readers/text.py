"""Plain text: one article, its lines as they are."""

from collections.abc import Iterator

from service.reading.article import Article
from service.reading.file import File


def read(file: File) -> Iterator[Article]:
    """The text of a file."""
    text, encoding = file.text()
    yield Article(text=text, encoding=encoding)
