"""A request as it comes in, piece by piece, without a thread that waits for it.

This only finds where a request ends. What it says is read by gunicorn's parser, once it is whole;
a request that this and the parser understand differently is refused there.
"""

import re
import time

from service.api.problems import BodyTooLarge, HeadTooLarge, LineTooLong
from service.errors import BadRequest
from service.serving.bounds import Bounds

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r$")
_CHUNKED = re.compile(rb"(?im)^transfer-encoding:[^\r\n]*\bchunked\b")
_EXPECTS = re.compile(rb"(?im)^expect:[ \t]*100-continue[ \t]*\r$")
_PATIENCE = re.compile(rb"(?im)^x-request-timeout:[ \t]*([\d.]{1,12})[ \t]*\r$")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;.*)?", re.DOTALL)
_SIZE_LINE = 1024  # bytes of the line before a chunk
_FRAMING = 8  # a body in chunks may be larger by an eighth


class Gathering:
    """The bytes of one request and what is known of it so far."""

    def __init__(self, bounds: Bounds) -> None:
        self.data = bytearray()
        self.began = time.monotonic()  # the moment of its first byte, once that is there
        self.until = self.began + bounds.head_time  # when the client must be done
        self.whole = False
        self.expects = False  # whether the client waits to be told to go on
        self.told = False  # whether it was
        self.chunked = False
        self.cut = False  # whether its body is left unread, as it is too long
        self._bounds = bounds
        self._head = 0  # bytes of the head, 0 before its end was found
        self._length = 0  # of the body, where it is not chunked
        self._chunks: Chunks | None = None

    @property
    def path(self) -> bytes:
        """The address without its query, empty before the head is there."""
        words = bytes(self.data[: self._head]).split(b"\r\n", 1)[0].split(b" ")
        return words[1].partition(b"?")[0] if len(words) > 1 else b""

    @property
    def patience(self) -> float | None:
        """How many seconds the client allows in `X-Request-Timeout`."""
        found = _PATIENCE.search(self.data, 0, self._head)
        try:
            return float(found[1]) if found else None
        except ValueError:
            return None  # the application says what is wrong with it

    def feed(self, piece: bytes) -> bool:
        """Take what came; True when the request is whole.

        Raises `LineTooLong`, `HeadTooLarge`, `BodyTooLarge` or `BadRequest`.
        """
        seen = max(0, len(self.data) - len(_END_OF_HEAD) + 1)
        if not self.data:
            self.began = time.monotonic()
        self.data += piece
        if not self._head:
            self._find_head(seen)
        if self._head:
            self.whole = self.whole or self._has_body()
            self.until += len(piece) / self._bounds.rate
        return self.whole

    def _find_head(self, seen: int) -> None:
        end = self.data.find(_END_OF_HEAD, seen)
        size = len(self.data) if end < 0 else end
        first = self.data.find(b"\r\n", 0, self._bounds.line + 2)
        if first < 0 and size > self._bounds.line:
            raise LineTooLong(f"The address is over {self._bounds.line:,} bytes.")
        if size > self._bounds.head:
            raise HeadTooLarge(f"The header fields are over {self._bounds.head:,} bytes.")
        if end >= 0:
            self._head = end + len(_END_OF_HEAD)
            self._begin_body()

    def _begin_body(self) -> None:
        head = self.data[: self._head]
        self.until = time.monotonic() + self._bounds.body_time
        if _CHUNKED.search(head):
            self.chunked = True
            self._chunks = Chunks(self._head, self._bounds.body)
        elif len(found := _LENGTH.findall(head)) == 1:
            self._length = int(found[0])
        # A body that is too long is refused by the application, in the form of its API.
        self.cut = self._length > self._bounds.body
        self.expects = not self.cut and _EXPECTS.search(head) is not None

    def _has_body(self) -> bool:
        if self._chunks is not None:
            return self._chunks.look(self.data)
        return self.cut or len(self.data) >= self._head + self._length


class Chunks:
    """Looks for the end of a body in chunks (RFC 9112, section 7.1)."""

    def __init__(self, start: int, most: int) -> None:
        self._at = start  # where the next line begins, perhaps past what is there
        self._most, self._end = most, start + most + most // _FRAMING + _SIZE_LINE
        self._trailers = False

    def look(self, data: bytearray) -> bool:
        """Whether the body is whole. Raises `BodyTooLarge` or `BadRequest`."""
        while (end := data.find(b"\r\n", self._at)) >= 0:
            line, start = bytes(data[self._at : end]), end + 2
            if self._trailers and not line:
                return True
            self._at = start if self._trailers else self._after(line, start)
            self._check(self._at)
        if len(data) - self._at > _SIZE_LINE:
            raise BadRequest("The size of a chunk of the body cannot be read.")
        return False

    def _after(self, line: bytes, start: int) -> int:
        found = _SIZE.fullmatch(line)
        if found is None:
            raise BadRequest("The size of a chunk of the body cannot be read.")
        size = int(found[1], 16)
        self._trailers = not size
        return start + size + 2 if size else start

    def _check(self, reached: int) -> None:
        if reached > self._end:
            raise BodyTooLarge(f"The request body is over {self._most:,} bytes.", limit=self._most)
