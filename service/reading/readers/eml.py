"""E-mail (RFC 5322 and MIME): the text of one message; attachments are named, not read."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message

from service.errors import UnreadableInput
from service.reading.article import Article
from service.reading.days import day_of
from service.reading.encodings import decode
from service.reading.file import File
from service.reading.wrapping import unwrap

_DEEPEST = 20  # parts within parts
_WITHOUT_WORDS = ("image", "audio", "video")  # logos and signatures, mostly
_NAMED = 10  # attachments told by name
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, RecursionError)


def read(file: File) -> Iterator[Article]:
    """One article. Raises `UnreadableInput` for a message without a text."""
    try:
        message = email.message_from_bytes(file.data, policy=email.policy.default)
        parts = list(_parts(message))
    except _BROKEN as error:
        raise _damaged(error) from error
    attached = tuple(filter(None, map(_attachment, parts)))
    plain, html = _text(parts, "plain"), _text(parts, "html")
    if not (plain[0] or html[0]):
        raise _without_text(attached)
    text, encoding = plain if plain[0] else html
    yield Article(
        id=_header(message, "Message-ID").strip("<>"),
        text=text if plain[0] else "",
        html="" if plain[0] else text,
        title=_header(message, "Subject"),
        published=day_of(_header(message, "Date")),
        encoding=encoding,
        notes=tuple(f"The attachment {name} was not read." for name in attached[:_NAMED]),
    )


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Every part that is no container, forwarded messages left whole."""
    if depth > _DEEPEST:
        raise ValueError("its parts are nested too deep")
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _text(parts: list[Message], subtype: str) -> tuple[str, str]:
    """(text, encoding) of the first part of a kind that says anything."""
    for part in parts:
        if part.get_content_type() != f"text/{subtype}" or _attachment(part):
            continue
        try:
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset()
        except _BROKEN as error:
            raise _damaged(error) from error
        data = payload if isinstance(payload, bytes) else b""
        text, encoding = decode(data, charset) if data.strip() else ("", "utf-8")
        if text.strip():
            return (_reflowed(part, text) if subtype == "plain" else text), encoding
    return "", "utf-8"


def _reflowed(part: Message, text: str) -> str:
    """Paragraphs of a plain part; "format=flowed" (RFC 3676) says itself where lines go on."""
    body, _, _ = text.replace("\r\n", "\n").partition("\n-- \n")  # the signature
    if str(part.get_param("format", "")).lower() != "flowed":
        return unwrap(body)
    spaced = str(part.get_param("delsp", "")).lower() != "yes"
    return body.replace(" \n", " " if spaced else "")


def _attachment(part: Message) -> str:
    """The name of a part that is attached; "" for one that is the message itself."""
    try:
        disposition, name = part.get_content_disposition(), part.get_filename()
    except _BROKEN:
        disposition, name = None, None
    if disposition != "attachment" and not name and part.get_content_maintype() == "text":
        return ""
    if part.get_content_maintype() in _WITHOUT_WORDS:
        return ""
    return " ".join((name or part.get_content_type()).split())[:100]


def _header(message: EmailMessage | Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (*_BROKEN, IndexError):  # headers are parsed when they are asked for
        return ""


def _without_text(attached: tuple[str, ...]) -> UnreadableInput:
    held = f"; it holds {', '.join(attached[:_NAMED])}: send that itself" if attached else ""
    return UnreadableInput(f"The message has no text{held}.", reason="no-text")


def _damaged(error: Exception) -> UnreadableInput:
    return UnreadableInput(f"The message is damaged ({error}).", reason="damaged")
