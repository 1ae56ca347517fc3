"""Small XML trees, written the same way by every format that is XML."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Maker:
    """Makes elements of one namespace; an attribute without a value is left out."""

    def __init__(self, namespace: str = "") -> None:
        self._prefix = f"{{{namespace}}}" if namespace else ""
        self._names: Any = {None: namespace} if namespace else {}

    def root(self, name: str, /, **attributes: str) -> Any:
        """The element of a whole document."""
        return _filled(etree.Element(self._prefix + name, nsmap=self._names), "", attributes)

    def add(self, parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
        """A new last child of `parent`; `lang` stands for `xml:lang`, `o_tmf` for `o-tmf`."""
        return _filled(etree.SubElement(parent, self._prefix + name), text, attributes)


def document(root: Any) -> str:
    """The document with its declaration, indented."""
    etree.indent(root, "  ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding=str) + "\n"


def _filled(element: Any, text: str, attributes: Mapping[str, str]) -> Any:
    if text:
        element.text = text
    for name, value in attributes.items():
        if value:
            element.set(LANG if name == "lang" else name.rstrip("_").replace("_", "-"), value)
    return element
