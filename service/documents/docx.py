"""DOCX, translated in place: its paragraphs by their runs, everything else as it is."""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from service.markup import Translate, translate_markup
from service.markup.lexer import lex
from service.reading.readers.docx import damaged, open_docx

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STORY = re.compile(r"/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml$")
# Inside these, text is in runs as it is in a paragraph.
_HOLDERS = tuple(f"{_W}{name}" for name in ("p", "ins", "smartTag", "sdtContent", "fldSimple"))
_SKIPPED = (f"{_W}proofErr", f"{_W}lastRenderedPageBreak")


def translate_docx(data: bytes, translate: Translate) -> bytes:
    """Translate all text of a document; errors as of `open_docx`."""
    document = open_docx(data)
    stories = list(_stories(document))
    paragraphs = [Paragraph(one) for _, root in stories for one in _holders(root)]
    sources = [paragraph.source() for paragraph in paragraphs]
    made = translate_markup(sources, "html", translate)
    for paragraph, translation in zip(paragraphs, made, strict=True):
        paragraph.write(translation.text)
    for part, root in stories:
        _store(part, root)
    return _saved(document)


def _saved(document: Any) -> bytes:
    written = io.BytesIO()
    try:
        document.save(written)
    except (TypeError, ValueError, AttributeError) as error:  # relationships that lead nowhere
        raise damaged() from error
    return written.getvalue()


def docx_size(data: bytes) -> int:
    """The characters of a document; errors as of `open_docx`."""
    roots = (root for _, root in _stories(open_docx(data)))
    return sum(len(text.text or "") for root in roots for text in root.iter(f"{_W}t"))


def _stories(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each part that has text, with its root."""
    for part in document.part.package.iter_parts():
        if _STORY.search(part.partname):
            # Of some parts python-docx knows only the bytes.
            yield part, part.element if hasattr(part, "element") else _parsed(part.blob)


def _parsed(data: bytes) -> Any:
    from docx.oxml import parse_xml
    from lxml.etree import LxmlError

    try:
        return parse_xml(data)
    except (LxmlError, ValueError) as error:
        raise damaged() from error


def _store(part: Any, root: Any) -> None:
    from lxml import etree

    if not hasattr(part, "element"):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _holders(root: Any) -> Iterator[Any]:
    """The elements with runs among their children."""
    for element in root.iter(*_HOLDERS):
        if any(child.tag in (f"{_W}r", f"{_W}hyperlink") for child in element):
            yield element


@dataclass
class Paragraph:
    """One holder of runs as a line of HTML, and back."""

    element: Any
    formats: list[Any] = field(default_factory=list)  # properties of runs by number
    kept: list[Any] = field(default_factory=list)  # what has no text, by number
    links: list[Any] = field(default_factory=list)
    base: int = 0  # no format, else that of most of the text: it needs no tag

    def source(self) -> str:
        """The text, formats as `<span id>`, links as `<a id>`, all else as `<img id>`."""
        pieces = list(self._pieces(self.element))
        sizes: dict[int, int] = {}
        for number, text in pieces:
            if number is not None:
                sizes[number] = sizes.get(number, 0) + len(text)
        plain = [number for number in sizes if self.formats[number] is None]
        self.base = plain[0] if plain else max(sizes, key=lambda n: sizes[n], default=0)
        return "".join(self._tagged(pieces))

    def _pieces(self, holder: Any) -> Iterator[tuple[int | None, str]]:
        """Texts with the number of their format, or tags with None."""
        depth = 0  # inside a field, whose result Word computes
        for child in holder:
            if child.tag in _SKIPPED or child.tag.endswith("}pPr") or child.tag.endswith("}rPr"):
                continue
            before, depth = depth, depth + _field_step(child)
            if child.tag == f"{_W}r" and not before and not depth:
                yield from self._run(child)
            elif child.tag == f"{_W}hyperlink" and not before:
                self.links.append(child)
                yield None, f'<a id="{len(self.links) - 1}">'
                yield from self._pieces(child)
                yield None, "</a>"
            else:
                yield None, self._keep(child)

    def _run(self, run: Any) -> Iterator[tuple[int | None, str]]:
        properties = run.find(f"{_W}rPr")
        number = self._format(properties)
        for child in list(run):
            if child.tag == f"{_W}t":
                yield number, child.text or ""
            elif child.tag == f"{_W}noBreakHyphen":
                yield number, "-"
            elif child.tag not in (f"{_W}rPr", *_SKIPPED):
                alone = run.makeelement(run.tag, run.attrib)
                if properties is not None:
                    alone.append(deepcopy(properties))
                alone.append(child)  # the very one: it may hold paragraphs of its own
                breaks = child.tag in (f"{_W}br", f"{_W}cr", f"{_W}tab")
                yield None, self._keep(alone, "br" if breaks else "img")

    def _keep(self, element: Any, tag: str = "img") -> str:
        self.kept.append(element)
        return f'<{tag} id="{len(self.kept) - 1}">'

    def _format(self, properties: Any) -> int:
        shape = _written(properties)
        for number, known in enumerate(self.formats):
            if _written(known) == shape:
                return number
        self.formats.append(properties)
        return len(self.formats) - 1

    def _tagged(self, pieces: list[tuple[int | None, str]]) -> Iterator[str]:
        current: int | None = None
        for number, text in pieces:
            wanted = None if number in (None, self.base) else number
            if wanted != current:
                yield "</span>" if current is not None else ""
                yield f'<span id="{wanted}">' if wanted is not None else ""
                current = wanted
            yield text if number is None else escape(text, quote=False)
        yield "</span>" if current is not None else ""

    def write(self, translated: str) -> None:
        """Put the translated line in place of the runs."""
        for child in list(self.element):
            if not child.tag.endswith(("}pPr", "}rPr")):
                self.element.remove(child)
        into, number = self.element, self.base
        for piece in lex(translated, html=True):
            place = int(piece.attribute("id") or 0)
            if piece.kind == "text":
                self._append(into, number, unescape(piece.raw))
            elif piece.name in ("img", "br"):
                into.append(self.kept[place])
            elif piece.name == "span":
                number = place if piece.kind == "open" else self.base
            elif piece.name == "a" and piece.kind == "open":
                into = self._link(self.links[place])
            elif piece.name == "a":
                into = self.element

    def _link(self, link: Any) -> Any:
        for child in list(link):
            link.remove(child)
        self.element.append(link)
        return link

    def _append(self, into: Any, number: int, text: str) -> None:
        run = into.makeelement(f"{_W}r", {})
        if self.formats and self.formats[number] is not None:
            run.append(deepcopy(self.formats[number]))
        node = run.makeelement(f"{_W}t", {_SPACE: "preserve"})
        node.text = text
        run.append(node)
        into.append(run)


def _field_step(child: Any) -> int:
    """How much deeper in fields a child leads."""
    kinds = [mark.get(f"{_W}fldCharType") for mark in child.iter(f"{_W}fldChar")]
    return kinds.count("begin") - kinds.count("end")


def _written(properties: Any) -> str:
    """Run properties as they compare, without the language of spelling."""
    from lxml import etree

    if properties is None:
        return ""
    kept = [etree.tostring(one, encoding="unicode") for one in properties if one.tag != f"{_W}lang"]
    return "".join(sorted(kept))
