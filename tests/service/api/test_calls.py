"""Deadlines of requests, clients that go away, and being told when to come again."""

import socket

import pytest

from models.errors import Busy
from models.scheduling import EDITOR, Call, current
from service.api.calls import closed


@pytest.fixture
def call(client, studio, monkeypatch):
    """What the models are told of a request with these headers."""
    seen = []
    real = studio.translate

    def translate(*arguments, **options):
        seen.append((current(), current().left))
        return real(*arguments, **options)

    monkeypatch.setattr(studio, "translate", translate)

    def send(**headers):
        answer = client.post("/v1/translations", json={"text": "Xin chào."}, headers=headers)
        return answer, seen[-1] if seen else None

    return send


@pytest.mark.parametrize(
    ("headers", "low", "high"),
    [
        ({}, 590, 600),
        ({"X-Request-Timeout": "5"}, 4, 5),
        ({"X-Request-Timeout": "0.5"}, 0.1, 0.5),
        ({"X-Request-Timeout": "1e9"}, 590, 600),
    ],
)
def test_the_deadline_is_the_smaller_of_header_and_setting(call, headers, low, high):
    answer, (seen, left) = call(**headers)
    assert answer.status_code == 200
    assert low < left <= high
    assert (seen.priority, seen.caller) == (EDITOR, "127.0.0.1")
    assert current() == Call()  # over, for whatever this thread does next


@pytest.mark.parametrize("given", ["soon", "-1", "0", "nan", "inf", ""])
def test_a_deadline_that_is_no_number_is_refused(call, given):
    answer, seen = call(**{"X-Request-Timeout": given})
    if given:
        assert answer.status_code == 400
        assert "X-Request-Timeout" in answer.json["detail"]
    else:
        assert seen[1] > 500


def test_a_busy_model_says_when_to_come_again(client, studio):
    studio.error = Busy("Too much work is waiting. Try again later.", retry_after=7)
    answer = client.post("/v1/translations", json={"text": "Xin chào."})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "7"
    assert answer.json["code"] == "busy"
    assert answer.json["retry_after"] == 7


def test_the_thread_of_a_stream_keeps_the_deadline(client, studio, report, monkeypatch):
    seen = []
    real = studio.brief

    def brief(*arguments, **options):
        seen.append(current().left)
        return real(*arguments, **options)

    monkeypatch.setattr(studio, "brief", brief)
    headers = {"Accept": "text/event-stream", "X-Request-Timeout": "9"}
    answer = client.post("/v1/briefs", json={"text": report}, headers=headers)
    assert "event: brief" in answer.get_data(as_text=True)
    assert 5 < seen[0] <= 9


def test_a_closed_connection_is_seen():
    ours, theirs = socket.socketpair()
    assert not closed(ours)
    theirs.send(b"GET")
    assert not closed(ours)
    assert ours.recv(3) == b"GET"
    theirs.close()
    assert closed(ours)
    ours.close()
    assert closed(ours)
