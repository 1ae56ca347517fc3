"""Every article of a file, whatever kind of file it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from service.errors import EmptyText
from service.reading.article import Article
from service.reading.file import File, file_of
from service.reading.kinds import kind_of
from service.reading.readers import (
    csv,
    docx,
    eml,
    feed,
    html,
    json,
    markdown,
    newsml,
    ole,
    pdf,
    rtf,
    text,
    xml,
)

# Kind of a file → its reader, which yields at least one article or raises.
READERS: Mapping[str, Callable[[File], Iterator[Article]]] = {
    "text": text.read,
    "html": html.read,
    "markdown": markdown.read,
    "docx": docx.read,
    "pdf": pdf.read,
    "rtf": rtf.read,
    "json": json.read,
    "csv": csv.read,
    "eml": eml.read,
    "feed": feed.read,
    "newsml": newsml.read,
    "xml": xml.read,
    "ole": ole.read,
}


def articles(
    data: bytes, *, name: str = "", content_type: str = "", url: str = ""
) -> Iterator[Article]:
    """Yield the articles of a file: one of a text, all of a feed, a table or a list.

    `name`, `content_type` and `url` are what is claimed of the file. Raises `EmptyText`,
    `UnreadableInput` or `UnsupportedType`, which say what is wrong with the file.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise EmptyText("There is no text to brief: the input is empty.")
    file = file_of(data, name=name, content_type=content_type, url=url)
    for article in READERS[kind_of(file)](file):
        yield article if article.url else replace(article, url=url)
