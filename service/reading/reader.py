"""Read a report: decode, find its language, its dateline, its sentences and its clauses."""

import hashlib
from datetime import date

from service.errors import EmptyText, TooLarge, UnsupportedType
from service.reading.abbreviations import find_abbreviations
from service.reading.clauses import cut_clauses
from service.reading.dateline import read_dateline
from service.reading.document import Document, Sentence, Span
from service.reading.encodings import decode, repair
from service.reading.html import declared_charset, is_html, read_html
from service.reading.language import require_vietnamese
from service.reading.normalise import normalise
from service.reading.sentences import paragraphs, sentences

SUPPORTED = ("text/plain", "text/html", "application/xhtml+xml", "text/markdown")
_GENERIC = ("", "application/octet-stream", "binary/octet-stream")
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a DOCX or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
}


def read(
    source: bytes | str,
    *,
    title: str = "",
    url: str = "",
    published: date | None = None,
    content_type: str | None = None,
    limit: int | None = None,
) -> Document:
    """Read a Vietnamese report from bytes or text, plain or HTML.

    `content_type` is what a header or file name claims; what the bytes are decides. `limit` is
    in characters of text. Raises `EmptyText`, `NotVietnamese`, `TooLarge`, `UnreadableInput` or
    `UnsupportedType`.
    """
    text, encoding = _decoded(source, content_type)
    if is_html(text):
        page = read_html(text, url)
        text, title = page.text, title or page.title
        url, published = url or page.url, published or page.published
    _check_size(text, limit)
    require_vietnamese(text)
    return _document(text, title=title.strip(), url=url, published=published, encoding=encoding)


def _decoded(source: bytes | str, content_type: str | None) -> tuple[str, str]:
    kind, _, parameters = (content_type or "").partition(";")
    if isinstance(source, str):
        text, encoding = repair(source)
    else:
        _check_kind(source, kind.strip().lower())
        text, encoding = decode(source, declared_charset(source) or _charset(parameters))
    if not text.strip("\ufeff \t\r\n"):
        raise EmptyText("There is no text to brief: the input is empty.")
    return text, encoding


def _charset(parameters: str) -> str | None:
    name, _, value = parameters.strip().partition("=")
    return value.strip("\"' ") if name.strip().lower() == "charset" and value else None


def _check_kind(data: bytes, kind: str) -> None:
    what = next((name for mark, name in _SIGNATURES.items() if data.startswith(mark)), None)
    if what is None and (kind in _GENERIC or kind in SUPPORTED or kind.startswith("text/")):
        return
    raise UnsupportedType(
        f"The input is {what or kind}; send plain text or HTML.", supported=list(SUPPORTED)
    )


def _check_size(text: str, limit: int | None) -> None:
    if limit is not None and len(text) > limit:
        raise TooLarge(
            f"The text has {len(text):,} characters; at most {limit:,} are read.", limit=limit
        )


def _document(
    text: str, *, title: str, url: str, published: date | None, encoding: str
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
    )


def _sentences(text: str, blocks: list[Span]) -> tuple[Sentence, ...]:
    spans = [(index, span) for index, block in enumerate(blocks) for span in sentences(text, block)]
    return tuple(
        Sentence(number, paragraph, span, normalise(text[span.start : span.end]))
        for number, (paragraph, span) in enumerate(spans)
    )
