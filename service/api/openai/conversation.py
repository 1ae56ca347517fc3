"""What a conversation asks for: the text, and options that a system message may set."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.api.openai.requests import Message
from service.errors import BadRequest, EmptyText

_OPTION = re.compile(r"^[ \t]*(points|words|language)[ \t]*[:=][ \t]*(\S+)[ \t]*$", re.I | re.M)
_RANGES = {"points": range(1, 21), "words": range(20, 2001)}
_LANGUAGES = ("vi", "en", "both")


@dataclass(frozen=True)
class Wanted:
    """Options; None stands for what the model does by itself."""

    points: int | None = None
    words: int | None = None
    language: str | None = None  # vi, en, both


def text_of(messages: Sequence[Message]) -> str:
    """The last message of the user. Raises `EmptyText` where there is none."""
    found = [message.text for message in messages if message.role == "user"]
    if not found:
        raise EmptyText("No message has the role “user”. Put the text there.", param="messages")
    if not found[-1].strip():
        raise EmptyText("The last message of the user is empty.", param="messages")
    return found[-1]


def wanted(messages: Sequence[Message]) -> Wanted:
    """The options in lines like `points: 3` of system messages; all else there is no command.

    Raises `BadRequest` where an option has a value that it cannot have.
    """
    told = [message.text for message in messages if message.role in ("system", "developer")]
    pairs = [(name.lower(), value) for text in told for name, value in _OPTION.findall(text)]
    options: dict[str, Any] = {name: _value(name, value) for name, value in pairs}
    return Wanted(**options)


def _value(name: str, value: str) -> int | str:
    if name == "language" and value.lower() in _LANGUAGES:
        return value.lower()
    if name != "language" and value.isdecimal() and int(value) in _RANGES[name]:
        return int(value)
    known = _RANGES.get(name)
    allowed = f"{known.start} to {known.stop - 1}" if known else ", ".join(_LANGUAGES)
    raise BadRequest(f"“{name}” can be {allowed}, not {value[:40]!r}.", param="messages")
