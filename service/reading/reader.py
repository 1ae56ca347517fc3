"""Read a report: decode, find its language, its dateline, its sentences and its clauses."""

import hashlib
from collections.abc import Iterator
from datetime import date

from service.errors import EmptyText, SeveralArticles, TooLarge
from service.reading.abbreviations import find_abbreviations
from service.reading.article import Article
from service.reading.articles import articles
from service.reading.clauses import cut_clauses
from service.reading.dateline import read_dateline
from service.reading.document import Document, Sentence, Span
from service.reading.encodings import refuse_surrogates, repair, without_surrogates
from service.reading.html import is_html, read_html
from service.reading.language import require_vietnamese
from service.reading.normalise import normalise
from service.reading.sentences import paragraphs, sentences
from service.telemetry.spans import span


def read(
    source: bytes | str,
    *,
    title: str = "",
    url: str = "",
    published: date | None = None,
    content_type: str | None = None,
    name: str = "",
    limit: int | None = None,
) -> Document:
    """Read a Vietnamese report from text, plain or HTML, or from the bytes of a file.

    `content_type` and `name` are what a header or a folder claims; what the bytes are decides.
    `limit` is in characters of text. Raises `EmptyText`, `NotVietnamese`, `TooLarge`,
    `SeveralArticles`, `UnreadableInput` or `UnsupportedType`.
    """
    with span("reading", size=len(source)):
        if isinstance(source, str):
            found = _pasted(source)
        else:
            found = only(articles(source, name=name, content_type=content_type or "", url=url))
        return read_article(found, title=title, url=url, published=published, limit=limit)


def read_article(
    article: Article,
    *,
    title: str = "",
    url: str = "",
    published: date | None = None,
    limit: int | None = None,
) -> Document:
    """Read one article of a file; what the caller knows wins over what the file says."""
    text = article.text
    title, url = title or article.title, url or article.url
    published = published or article.published
    if article.html:
        page = read_html(article.html, url)
        text, title = page.text, title or page.title
        url, published = url or page.url, published or page.published
    _check_text(text, limit)
    refuse_surrogates(text)
    require_vietnamese(text)
    return _document(
        text,
        title=without_surrogates(title).strip(),
        url=without_surrogates(url),
        published=published,
        encoding=article.encoding,
        notes=article.notes,
    )


def only(found: Iterator[Article]) -> Article:
    """The one article of a file. Raises `SeveralArticles`."""
    first = next(found)
    if next(found, None) is not None:
        raise SeveralArticles(
            "The file holds several articles, and a brief is of one. Send them one by one, or "
            "follow the file with `songngu watch`."
        )
    return first


def _pasted(source: str) -> Article:
    text, encoding = repair(source)
    if is_html(text):
        return Article(html=text, encoding=encoding)
    return Article(text=text, encoding=encoding)


def _check_text(text: str, limit: int | None) -> None:
    if not text.strip("\ufeff \t\r\n"):
        raise EmptyText("There is no text to brief: the input is empty.")
    if limit is not None and len(text) > limit:
        raise TooLarge(
            f"The text has {len(text):,} characters; at most {limit:,} are read.", limit=limit
        )


def _document(
    text: str,
    *,
    title: str,
    url: str,
    published: date | None,
    encoding: str,
    notes: tuple[str, ...],
) -> Document:
    dateline = read_dateline(text, published)
    blocks = paragraphs(text, dateline.span.end)
    found = _sentences(text, blocks)
    return Document(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=normalise(title),
        url=url,
        encoding=encoding,
        published=published,
        dateline=dateline,
        paragraphs=tuple(blocks),
        sentences=found,
        clauses=cut_clauses(text, found),
        abbreviations=find_abbreviations(normalise(text)),
        notes=notes,
    )


def _sentences(text: str, blocks: list[Span]) -> tuple[Sentence, ...]:
    spans = [(index, span) for index, block in enumerate(blocks) for span in sentences(text, block)]
    return tuple(
        Sentence(number, paragraph, span, normalise(text[span.start : span.end]))
        for number, (paragraph, span) in enumerate(spans)
    )
