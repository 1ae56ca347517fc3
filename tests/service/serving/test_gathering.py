"""Where a request ends, however it comes in."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import SongnguError
from service.api.problems import BodyTooLarge
from service.errors import BadRequest
from service.serving.bounds import Bounds
from service.serving.gathering import Gathering

BOUNDS = Bounds(line=100, head=300, body=1000)
GET = b"GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n"
LENGTH = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKS = b"5\r\n12345\r\nA;x=y\r\n1234567\r\n0\r\n0\r\nX-A: b\r\n\r\n"


def fed(*pieces: bytes, bounds: Bounds = BOUNDS) -> Gathering:
    found = Gathering(bounds)
    for piece in pieces:
        found.feed(piece)
    return found


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"", False),
        (GET[:-1], False),
        (GET, True),
        (GET + b"more", True),
        (LENGTH[:-1], False),
        (LENGTH, True),
        (CHUNKED, False),
        (CHUNKED + CHUNKS, True),
        (CHUNKED + CHUNKS[:-2], False),
        (CHUNKED + b"5\r\n12345", False),
        (CHUNKED + b"0\r\n\r\n", True),
        # What gunicorn refuses is whole as it is.
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", True),
    ],
)
def test_the_end_of_a_request(data: bytes, whole: bool) -> None:
    assert fed(data).whole is whole


@given(st.sampled_from([GET, LENGTH, CHUNKED + CHUNKS]), st.lists(st.integers(1, 90), max_size=9))
def test_pieces_make_no_difference(data: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(cut % len(data) for cut in cuts), len(data)]
    found = Gathering(BOUNDS)
    ends = [found.feed(data[a:b]) for a, b in pairwise(places) if a < b]
    assert ends == [False] * (len(ends) - 1) + [True]
    assert bytes(found.data) == data


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_whatever_comes_is_gathered_or_refused(pieces: list[bytes]) -> None:
    found = Gathering(BOUNDS)
    with suppress(BadRequest, BodyTooLarge):
        for piece in (CHUNKED, *pieces):
            found.feed(piece)
        assert bytes(found.data) == CHUNKED + b"".join(pieces)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GET /" + b"a" * 100, "address-too-long"),
        (b"GET / HTTP/1.1\r\n" + b"a" * 300, "head-too-large"),
        (b"GET / HTTP/1.1\r\nX-A: " + b"a" * 300 + b"\r\n\r\n", "head-too-large"),
        (CHUNKED + b"900\r\n", "body-too-large"),
        (CHUNKED + b"FFFFFFFFFFFF\r\n", "body-too-large"),
        (CHUNKED + (b"64\r\n" + b"a" * 100 + b"\r\n") * 25, "body-too-large"),
        (CHUNKED + b"\r\n", "bad-request"),
        (CHUNKED + b"-5\r\n", "bad-request"),
        (CHUNKED + b"0x5\r\n", "bad-request"),
        (CHUNKED + b"5" * 2000, "bad-request"),
    ],
)
def test_what_is_refused_at_once(data: bytes, code: str) -> None:
    with pytest.raises(SongnguError) as caught:
        fed(data)
    assert caught.value.code == code


def test_a_body_that_is_too_long_is_left_to_the_application() -> None:
    found = fed(b"POST / HTTP/1.1\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
    assert (found.whole, found.cut, found.expects) == (True, True, False)


@pytest.mark.parametrize(
    ("field", "patience"),
    [(b"X-Request-Timeout: 2.5", 2.5), (b"x-request-timeout:3", 3.0), (b"X-A: 2", None),
     (b"X-Request-Timeout: soon", None), (b"X-Request-Timeout: 1.2.3", None)],
)  # fmt: skip
def test_how_long_a_client_waits(field: bytes, patience: float | None) -> None:
    found = fed(b"GET /healthz?a HTTP/1.1\r\n" + field + b"\r\n\r\n")
    assert (found.path, found.patience) == (b"/healthz", patience)


def test_a_body_has_more_time_the_more_of_it_there_is() -> None:
    bounds = Bounds(body_time=30.0, rate=1000)
    found = fed(b"POST / HTTP/1.1\r\nContent-Length: 90000\r\n\r\n", bounds=bounds)
    before = found.until
    found.feed(b"a" * 10_000)
    assert found.until == pytest.approx(before + 10.0)
