"""Clients that are slow, silent, endless or too many hold up nobody else."""

import json
import re
import select
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from served import Served, received, served, wait

pytestmark = pytest.mark.integration

POST = b"POST /v1/translations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
BODY = b'{"text": "Xin ch\\u00e0o."}'
MOST = 100_000  # bytes of a body

# What a client sends at once and then, again and again; and the statuses it is answered with.
SLOW = {
    "silent": (b"", b"", []),
    "a head byte by byte": (b"GET / HTTP/1.1\r\nX-A: ", b"a", [408]),
    "a line byte by byte": (b"GET /", b"a", [408]),
    "a body byte by byte": (POST + b"Content-Length: 5000\r\n\r\n{", b" ", [408]),
    "a body that never comes": (POST + b"Content-Length: 5000\r\n\r\n", b"", [408]),
    "a body it was told to send": (
        POST + b"Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n", b"", [100, 408],
    ),
    "chunks byte by byte": (CHUNKED + b"1\r\n{\r\n", b"1\r\n \r\n", [408]),
    "trailers without end": (CHUNKED + b"0\r\n", b"X-A: a\r\n", [408]),
}  # fmt: skip

# What is refused at once.
REFUSED = {
    "a long line": (b"GET /" + b"a" * 70_000, 414),
    "a huge field": (b"GET / HTTP/1.1\r\nX-A: " + b"a" * 140_000, 431),
    "many fields": (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: a\r\n" * 200 + b"\r\n", 431),
    "endless chunks": (CHUNKED + (b"1000\r\n" + b" " * 4096 + b"\r\n") * 40, 413),
    "a huge chunk": (CHUNKED + b"FFFFFFFF\r\n ", 413),
    "a huge body": (POST + b"Content-Length: 999999999999\r\n\r\n{", 413),
    "no size of a chunk": (CHUNKED + b"xyz\r\n", 400),
    "a size without end": (CHUNKED + b"1" * 2000, 400),
    "a chunk that is longer": (CHUNKED + b"1\r\n{}}}\r\n0\r\n\r\n", 400),
    "a length that is none": (POST + b"Content-Length: -5\r\n\r\n", 400),
    "two framings": (
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "another coding": (POST + b"Transfer-Encoding: magic\r\n\r\n", 501),
    "no HTTP": (b"EHLO example.org\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    environ = {
        "SONGNGU_HEAD_TIMEOUT": "1.5",
        "SONGNGU_BODY_TIMEOUT": "1.5",
        "SONGNGU_SEND_TIMEOUT": "0.5",
        "SONGNGU_THREAD_TIMEOUT": "1",
        "SONGNGU_MAX_UPLOAD": str(MOST),
        "SONGNGU_WORKER_INLINE": "0",
    }
    with served(tmp_path_factory.mktemp("slow"), "--threads", "2", **environ) as found:
        yield found


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def test_slow_clients_are_told_and_nobody_waits_for_them(server: Served) -> None:
    slow = {name: server.connect(first) for name, (first, _, _) in SLOW.items()}
    more = [server.connect(first) for first, _, _ in SLOW.values() for _ in range(5)]
    more += [server.connect(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(5)]
    for _ in range(5):
        assert server.translate("Xin chào.").status_code == 200
    waiting = [slow[name] for name, (_, _, told) in SLOW.items() if told in ([], [408])]
    assert not select.select(waiting, [], [], 0)[0], "they were cut off before the others came"
    answers = {name: _dripped(slow[name], drop) for name, (_, drop, _) in SLOW.items()}
    assert {name: statuses(answer) for name, answer in answers.items()} == {
        name: told for name, (_, _, told) in SLOW.items()
    }
    for connection in more:
        connection.close()


def _dripped(connection: socket.socket, drop: bytes) -> bytes:
    """Send on, slowly, until the server ends it."""
    while not select.select([connection], [], [], 0.2)[0]:
        connection.sendall(drop)
    with connection:
        return received(connection)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_much_is_refused_with_a_problem(server: Served, name: str) -> None:
    data, status = REFUSED[name]
    with server.connect(data) as connection:
        answer = received(connection)
    assert statuses(answer) == [status]
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == status


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY),
        b"Transfer-Encoding: chunked\r\n\r\n%x;a=b\r\n%s\r\n0\r\nX-A: b\r\n\r\n"
        % (len(BODY), BODY),
        b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n%s" % (len(BODY), BODY),
    ],
    ids=["length", "chunked", "expected"],
)
def test_requests_in_pieces_and_in_a_row_are_answered(server: Served, framing: bytes) -> None:
    whole = POST + framing
    with server.connect(whole[:50]) as connection:
        time.sleep(0.05)
        connection.sendall(whole[50:-3])
        time.sleep(0.05)
        connection.sendall(whole[-3:] + whole + POST + b"Connection: close\r\n" + framing)
        answer = received(connection)
    assert [status for status in statuses(answer) if status != 100] == [200, 200, 200]
    assert answer.count(b"[en] Xin ch") == 3


def test_a_client_that_never_reads_is_cut_off(server: Served) -> None:
    request = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"
    deaf = []
    for _ in range(2):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(request * 100)
        deaf.append(connection)
    # Both threads write to them, until they are cut off.
    ports = {connection.getsockname()[1] for connection in deaf}
    wait(lambda: not ports & server.clients())
    assert server.translate("Xin chào.").status_code == 200
    for connection in deaf:
        connection.close()


def test_past_the_threads_clients_are_told_and_probes_answered(server: Served) -> None:
    answers: dict[str, httpx.Response] = {}

    def ask(name: str, text: str, **headers: str) -> threading.Thread:
        def run() -> None:
            answers[name] = server.translate(text, **headers)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    busy = [ask(f"busy {n}", f"chờ 2 lần {n}") for n in range(2)]
    time.sleep(0.3)
    late = [
        ask("late", "Xin chào.", **{"X-Request-Timeout": "60"}),
        ask("hasty", "Xin chào.", **{"X-Request-Timeout": "0.2"}),
    ]
    assert httpx.get(f"{server.address}/healthz").status_code == 200
    for thread in late:
        thread.join()
    assert not [name for name in answers if name.startswith("busy")]
    for thread in busy:
        thread.join()
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "busy 0": 200, "busy 1": 200, "late": 429, "hasty": 504,
    }  # fmt: skip
    assert answers["late"].headers["Retry-After"] == "5"
    assert [answers[name].json()["code"] for name in ("late", "hasty")] == [
        "busy", "deadline-exceeded",
    ]  # fmt: skip


def test_more_connections_than_files_leave_room(tmp_path: Path) -> None:
    script = "few_files_serve.py"
    with served(tmp_path, "--threads", "2", script=script, SONGNGU_HEAD_TIMEOUT="60") as server:
        silent = [server.connect() for _ in range(300)]
        for _ in range(3):
            assert server.translate("Xin chào.").status_code == 200
        assert server.process.poll() is None
        assert b"" in [received(one) for one in select.select(silent, [], [], 0)[0]]
        for connection in silent:
            connection.close()
    assert "Exception" not in server.log.read_text("utf-8")
