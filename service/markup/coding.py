"""Text as it is written in a source, and as it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape


@dataclass(frozen=True)
class Coding:
    """From the source to text and back; `encode(text)` never is markup."""

    decode: Callable[[str], str]
    encode: Callable[[str], str]


def _escaped(text: str) -> str:
    return escape(text, quote=False)


MARKUP = Coding(unescape, _escaped)

_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPE = re.compile(r"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# What is a list, a heading, a quotation or a rule at the beginning of a line.
_START = re.compile(r"\A(\d{1,9})([.)])(?=\s|\Z)|\A([-+>#=])")


def _markdown_encode(text: str) -> str:
    text = _ESCAPE.sub(lambda m: f"\\{m.group()}", text)
    return _START.sub(lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", text)


MARKDOWN = Coding(lambda raw: _UNESCAPE.sub(r"\1", unescape(raw)), _markdown_encode)


def _cdata(text: str) -> str:
    return text.replace("]]>", "]]]]><![CDATA[>")


# Characters that stand for themselves: nothing ends a CDATA section but its own end.
CDATA = Coding(str, _cdata)
