"""What a file is, told by its content; its name and type only settle what leaves doubt."""

import re

from service.errors import UnsupportedType
from service.reading.fields import BODIES, field_name
from service.reading.file import File
from service.reading.html import is_html
from service.reading.readers.csv import columns_of
from service.reading.readers.markdown import looks_like_markdown

# Media type → kind, for what is read.
MEDIA_TYPES = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/ld+json": "json",
    "application/feed+json": "json",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "application/vnd.iptc.g2.newsmessage+xml": "newsml",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "message/rfc822": "eml",
}
# How names of such files end, for a choice of files.
SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".docx", ".pdf",
            ".rtf", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".eml", ".xml",
            ".rss", ".atom")  # fmt: skip
_GENERIC = ("", "application/octet-stream", "binary/octet-stream")
_HEAD = 16_384  # bytes that say what a file is
_BINARY = {
    b"PK\x03\x04": "docx",
    b"\xd0\xcf\x11\xe0": "ole",
    b"{\\rtf": "rtf",
}
_REFUSED = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"PAR1": "a Parquet file",
}
_ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "newsitem": "newsml",
    "newsmessage": "newsml",
    "packageitem": "newsml",
    "html": "html",
}
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype[^\[>]*(?:\[.*?\])?\s*>)", re.I | re.S)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_HEADER = re.compile(r"(?:From .*\r?\n)?((?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+)")
_MAIL = re.compile(
    r"^(?:from|to|subject|date|received|mime-version|message-id|return-path|content-type):",
    re.I | re.M,
)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|\Z)|\[\s*(?:[\"{\[\]]|\Z))")


def kind_of(file: File) -> str:
    """The kind of a file, a key of the readers. Raises `UnsupportedType`."""
    for mark, what in _REFUSED.items():
        if file.data.startswith(mark):
            raise unsupported(what)
    if b"%PDF-" in file.data[:1024]:
        return "pdf"
    for mark, kind in _BINARY.items():
        if file.data.lstrip(b"\r\n\t ")[:8].startswith(mark):
            return kind
    return _of_text(file, _head(file.data))


def unsupported(what: str) -> UnsupportedType:
    """The error for a file that is none of those read."""
    return UnsupportedType(
        f"The input is {what}; send text, HTML, Markdown, DOCX, PDF, RTF, e-mail, JSON, CSV, "
        "ninjs, NewsML-G2 or a feed.",
        supported=list(MEDIA_TYPES),
    )


def _of_text(file: File, head: str) -> str:
    root = _root(head)
    if root:
        return root
    if _JSON.match(head):
        return "json"
    if _is_mail(head):
        return "eml"
    if is_html(head):
        return "html"
    if _is_table(file, head):
        return "csv"
    if MEDIA_TYPES.get(file.media) == "markdown" or looks_like_markdown(head):
        return "markdown"
    if file.media in _GENERIC or file.media in MEDIA_TYPES or file.media.startswith("text/"):
        return "text"
    raise unsupported(file.media)


def _head(data: bytes) -> str:
    """The beginning as text, good enough to look for marks in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_HEAD].decode("utf-16", "ignore")
    codec = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    return data[:_HEAD].decode(codec, "replace")


def _root(head: str) -> str:
    """The kind of an XML document by its root element; "" for what is no XML."""
    position, declared = 0, head.lstrip().startswith("<?xml")
    while match := _PROLOG.match(head, position):
        position = match.end()
    found = _ROOT.match(head, position)
    known = _ROOTS.get(found.group(1).lower(), "") if found else ""
    return known or ("xml" if declared else "")


def _is_mail(head: str) -> bool:
    match = _HEADER.match(head)
    return match is not None and len(_MAIL.findall(match.group(1))) > 1


def _is_table(file: File, head: str) -> bool:
    claimed = MEDIA_TYPES.get(file.media) == "csv"
    claimed = claimed or file.name.lower().endswith((".csv", ".tsv"))
    first, _, rest = head.lstrip("\r\n").partition("\n")
    if first.lower().startswith("sep="):
        return True
    columns = columns_of(first)
    named = any(field_name(column) in BODIES for column in columns)
    return claimed or (len(columns) > 1 and named and bool(rest.strip()))
