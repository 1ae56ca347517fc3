"""A program of its own: a PDF on stdin, its lines of text with their places on stdout, as JSON.

The parser runs in a process that can be stopped, since a PDF of a few bytes may ask for hours or
for all memory. Started by `pdf`; imports nothing of the service.
"""

import io
import json
import sys
from typing import Any

PAGES = 400
CHARACTERS = 3_000_000
MEMORY = 800_000_000  # bytes of address space
STREAM = 50_000_000  # bytes that one stream may unpack to
REFERENCES = 20  # that lead from one to the next


def main() -> None:
    """Answer with {"pages": …, "title": …} or {"error": kind, "detail": text}."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data)
    except MemoryError:
        answer = {"error": "memory"}
    except Exception as error:  # noqa: BLE001 - a parser of hostile files fails in any way
        answer = {"error": _kind(error), "detail": f"{type(error).__name__}: {error}"[:200]}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_parser() -> None:
    """What the parser would do for ever, or nearly: it follows references in a circle, and reads
    a stream letter by letter that unpacks to far more than a page has.
    """
    from pdfminer.pdftypes import PDFObjRef, PDFStream

    follow, unpack = PDFObjRef.resolve, PDFStream.decode

    def resolve(reference: Any, default: object = None) -> Any:
        found = follow(reference, default)
        for _ in range(REFERENCES):
            if not isinstance(found, PDFObjRef):
                return found
            found = follow(found, default)
        return default

    def decode(stream: Any) -> None:
        unpack(stream)
        if stream.data is not None and len(stream.data) > STREAM:
            raise MemoryError

    PDFObjRef.resolve, PDFStream.decode = resolve, decode


def _read(data: bytes) -> dict[str, Any]:
    from pdfminer.high_level import extract_pages
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    _limit_parser()
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    pages: list[dict[str, Any]] = []
    characters = 0
    for page in extract_pages(io.BytesIO(data), maxpages=PAGES + 1):
        pages.append(_page(page))
        characters += sum(len(line[4]) for box in pages[-1]["boxes"] for line in box)
        if len(pages) > PAGES or characters > CHARACTERS:
            return {"error": "long", "detail": f"{PAGES} pages"}
    return {"pages": pages, "title": _title(document)}


def _page(page: Any) -> dict[str, Any]:
    from pdfminer.layout import LTTextBox

    boxes = [_lines(box) for box in page if isinstance(box, LTTextBox)]
    return {"width": page.width, "height": page.height, "boxes": [box for box in boxes if box]}


def _lines(box: Any) -> list[list[Any]]:
    """[left, bottom, right, top, text, size of the letters] of each line, in points."""
    from pdfminer.layout import LTChar, LTTextLine

    found = []
    for line in box:
        if isinstance(line, LTTextLine) and line.get_text().strip():
            sizes = sorted(char.size for char in line if isinstance(char, LTChar))
            place = [round(edge, 2) for edge in line.bbox]
            size = round(sizes[len(sizes) // 2], 2) if sizes else 0.0
            found.append([*place, line.get_text().strip("\n"), size])
    return found


def _title(document: Any) -> str:
    for info in document.info:
        title = info.get("Title")
        if isinstance(title, bytes):
            codec = "utf-16" if title.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1"
            return title.decode(codec, "replace").replace("\x00", "").strip()
    return ""


def _kind(error: Exception) -> str:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFTextExtractionNotAllowed

    protected = (PDFEncryptionError, PDFTextExtractionNotAllowed)
    return "encrypted" if isinstance(error, protected) else "damaged"


if __name__ == "__main__":
    main()
