"""DOCX: the paragraphs and tables of the body, as they stand after accepting all changes."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from service.errors import TooLarge, UnreadableInput
from service.reading.article import Article
from service.reading.encodings import repair
from service.reading.file import File
from service.reading.kinds import unsupported
from service.reading.markup import DECLARED, check_xml

_EXPANDED = 100_000_000  # bytes of all parts together
_PART = 30_000_000  # bytes of one XML part
_PARTS = 4000
_OTHERS = {
    "xl/": "an Excel file",
    "ppt/": "a PowerPoint file",
    "META-INF/manifest.xml": "an OpenDocument or EPUB file",
    "META-INF/container.xml": "an EPUB file",
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_SHOWN = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(file: File) -> Iterator[Article]:
    """One article; a paragraph is a line. Raises `UnreadableInput`, `TooLarge`."""
    document = open_docx(file.data)
    lines = [(style, repair(line)[0]) for style, line in _lines(document.element.body)]
    title, rest = _title(lines)
    yield Article(
        text="\n".join(line for _, line in rest),
        title=title or (document.core_properties.title or "").strip(),
    )


def open_docx(data: bytes) -> Any:
    """The document of python-docx, its parts looked at first.

    Raises `UnreadableInput`, `TooLarge`, and `UnsupportedType` for a ZIP file of another kind.
    """
    _check(data)
    return _opened(data)


def _opened(data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError,
            AttributeError, TypeError, IndexError, NotImplementedError,
            zlib.error) as error:  # fmt: skip
        raise damaged() from error


def _check(data: bytes) -> None:
    """Look at the parts before any is expanded."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts.infolist())
            names = set(parts.namelist())
            if not any(name.startswith("word/") for name in names):
                what = (told for mark, told in _OTHERS.items() if _has(names, mark))
                raise unsupported(next(what, "a ZIP file"))
            for name in names:
                if name.endswith((".xml", ".rels")):
                    with parts.open(name) as part:
                        check_xml(part.read(DECLARED))
    except (zipfile.BadZipFile, NotImplementedError, IndexError, OSError, EOFError, ValueError,
            KeyError,
            zlib.error) as error:  # fmt: skip
        raise damaged() from error


def _has(names: set[str], mark: str) -> bool:
    return any(name.startswith(mark) for name in names)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Sizes are those that the archive declares; `zipfile` reads no more of a part than that."""
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableInput(
            "The file is protected with a password; save it without one.", reason="encrypted"
        )
    expanded = sum(part.file_size for part in parts)
    largest = max((one.file_size for one in parts if one.filename.endswith(".xml")), default=0)
    if expanded > _EXPANDED or largest > _PART or len(parts) > _PARTS:
        raise TooLarge(
            f"The file unpacks to {expanded:,} bytes in {len(parts):,} parts, which is too much "
            "for a report; save its text alone.",
            limit=_EXPANDED,
        )


def damaged() -> UnreadableInput:
    """The error for a file that is none, or not whole."""
    return UnreadableInput(
        "The DOCX file is damaged or cut off; save or send it again.", reason="damaged"
    )


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    """(style, text) of each line of each paragraph, those in tables and text boxes among them."""
    for paragraph in body.iter(f"{_W}p"):
        if any(above.tag in _GONE for above in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        for line in "".join(_pieces(paragraph)).splitlines():
            if line.strip():
                yield name.lower(), line.strip()


def _pieces(element: Any) -> Iterator[str]:
    """The text below an element, without what was deleted and without paragraphs within."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SHOWN:
            yield _SHOWN[child.tag]
        elif child.tag not in _GONE and child.tag not in (f"{_W}p", f"{_W}pPr"):
            yield from _pieces(child)


def _title(lines: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """A line in the style of titles, or a heading at the top; it is taken out of the text."""
    for number, (style, line) in enumerate(lines):
        if style == "title" or (number == 0 and style in ("heading1", "heading 1")):
            return line, lines[:number] + lines[number + 1 :]
    return "", lines
