"""PDF with a text layer: paragraphs rebuilt of its lines, without running heads and feet."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.errors import TooLarge, UnreadableInput
from service.reading.article import Article
from service.reading.encodings import repair
from service.reading.file import File
from service.reading.pages import Page, page_of, paragraphs, text_title

_SECONDS = 30.0  # for the whole file
_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_UNREADABLE = "(cid:"  # what stands for a letter that the font does not name
_SHARE = 0.2
_ADVICE = "run text recognition (OCR) over it, or send the text itself"
_GENERIC = ("untitled", "microsoft word - ", "microsoft powerpoint - ")
_FILES = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf", ".odt")


def read(file: File) -> Iterator[Article]:
    """One article. Raises `UnreadableInput` for what has no text, `TooLarge`."""
    answer = _parsed(file.data)
    pages = [page_of(page) for page in answer["pages"]]
    _check_text(pages)
    title, pages = text_title(pages)
    text = repair("\n".join(paragraphs(pages)))[0]
    yield Article(text=text, title=repair(title)[0] or _named(answer["title"]), notes=_notes(pages))


def _parsed(data: bytes) -> dict[str, Any]:
    # -P: the folder of the program has modules named as those of the standard library.
    command = [sys.executable, "-P", str(_PROGRAM)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS)
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            f"The PDF takes more than {_SECONDS:.0f} seconds to read; send its text itself.",
            limit=int(_SECONDS),
        ) from error
    except ValueError as error:  # it ended without an answer
        raise _failure("damaged") from error
    if "error" in answer:
        raise _failure(answer["error"], answer.get("detail", ""))
    return answer


def _failure(kind: str, detail: str = "") -> UnreadableInput | TooLarge:
    if kind == "encrypted":
        return UnreadableInput(
            "The PDF is protected with a password; save it without one.", reason="encrypted"
        )
    if kind in ("memory", "long"):
        return TooLarge(
            "The PDF is too large to be read; send the pages of one report.", limit=detail
        )
    told = f" ({detail})" if detail else ""
    return UnreadableInput(
        f"The PDF is damaged or cut off{told}; save or send it again.", reason="damaged"
    )


def _check_text(pages: list[Page]) -> None:
    text = "".join(line.text for page in pages for box in page.boxes for line in box)
    if not pages:
        raise _failure("damaged", "it has no pages")
    if not any(char.isalnum() for char in text):
        raise UnreadableInput(
            f"The PDF has no text layer: its {len(pages)} pages are pictures of text; {_ADVICE}.",
            reason="no-text-layer",
        )
    if text.count(_UNREADABLE) > _SHARE * len(text.replace(_UNREADABLE, "\x00")) / 5:
        raise UnreadableInput(
            f"The fonts of the PDF do not say which letters they show; {_ADVICE}.",
            reason="no-letters",
        )


def _notes(pages: list[Page]) -> tuple[str, ...]:
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.boxes]
    told = f"Page {', '.join(empty)} of the PDF holds no text and was not read."
    return (told,) if empty else ()


def _named(title: str) -> str:
    """The title of the properties, where it is none that a program made up."""
    low = title.lower()
    return "" if low.startswith(_GENERIC) or low.endswith(_FILES) else title
