"""An HTML page: one article, extracted from its markup when it is read."""

from collections.abc import Iterator
from dataclasses import replace

from service.reading.article import Article
from service.reading.file import File
from service.reading.html import declared_charset


def read(file: File) -> Iterator[Article]:
    """The page of a file; a charset that the page names wins over that of a header."""
    named = replace(file, charset=declared_charset(file.data) or file.charset)
    text, encoding = named.text()
    yield Article(html=text, encoding=encoding)
