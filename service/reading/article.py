"""One report as a file holds it, before its language and sentences are looked at."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Article:
    """What a file says of one report; either `text` or `html` holds it."""

    id: str = ""  # as the file names it, else its place in the file, from 1
    text: str = ""  # paragraphs are lines
    html: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""  # as the file says it, e.g. "vi" or "vi-VN"
    encoding: str = "utf-8"  # what the bytes were in
    excerpt: bool = False  # only a summary; the whole report is at `url`
    notes: tuple[str, ...] = ()  # sentences on what was not read, such as attachments
