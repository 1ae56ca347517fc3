"""Deliveries to a real receiver: signed, tried again, given up, sent again."""

import socket
from datetime import timedelta

import pytest

from service.archive.columns import now
from service.archive.database import Database
from service.webhooks import outbox
from service.webhooks import postman as postmen
from service.webhooks.deliveries import Deliveries
from service.webhooks.endpoints import Change, Endpoints
from service.webhooks.outbox import Event
from service.webhooks.postman import SCHEDULE, Postman, claim

EVENT = Event("batch.finished", {"batch": "b1", "tiếng": "Việt"}, "b1")


def put(database: Database, event: Event = EVENT) -> int:
    with database.session() as session:
        return outbox.put(session, event)


class Clock:
    """The real clock, put forward by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0  # seconds

    def __call__(self):
        return now() + timedelta(seconds=self.ahead)


def only(database, **wanted):
    (delivery,) = Deliveries(database).page(10, **wanted)
    return delivery


def test_an_event_is_signed_as_the_convention_says(database, endpoints, postman, receiver):
    receiver.secret = endpoints.add("standard", receiver.url, "", Change()).secrets[0]
    assert put(database) == 1
    assert postman.send_due() == 1
    (got,) = receiver.got
    assert (got["type"], got["data"]) == ("batch.finished", EVENT.data)
    assert got["timestamp"].endswith("Z")
    delivery = only(database)
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 204)
    assert receiver.ids == [delivery.id]
    assert postman.send_due() == 0


def test_both_secrets_sign_while_one_rotates(database, endpoints, postman, receiver):
    made = endpoints.add("standard", receiver.url, "", Change())
    new = endpoints.rotate(made.id, "", 1)
    assert new.secrets[1:] == made.secrets
    for secret in new.secrets:
        receiver.secret = secret
        put(database)
        postman.send_due()
    assert len(receiver.got) == 2
    endpoints.rotate(made.id, "", 0)
    put(database)
    postman.send_due()
    assert only(database, state="waiting").problem == "The receiver answered 401 Unauthorized."


def test_what_is_refused_is_tried_again_with_the_same_id(
    database, endpoints, receiver, monkeypatch
):
    # Of seconds, since a receiver refuses what was signed minutes from now.
    monkeypatch.setattr(postmen, "SCHEDULE", (5, 20))
    clock = Clock()
    postman = Postman(database, private=True, timeout=5, clock=clock)
    receiver.secret = endpoints.add("standard", receiver.url, "", Change()).secrets[0]
    receiver.answers = [(500, {}), (302, {"Location": "http://127.0.0.1:1/"})]
    put(database)
    for seconds, problem in ((0, "500"), (7, "302")):
        clock.ahead += seconds
        assert postman.send_due() == 1
        delivery = only(database, state="waiting")
        assert problem in delivery.problem
        assert postman.send_due() == 0
    clock.ahead += 30
    assert postman.send_due() == 1
    delivery = only(database, state="delivered")
    assert (delivery.attempts, receiver.ids) == (3, [delivery.id])


def test_pauses_grow_and_differ(database):
    for attempt, seconds in enumerate(SCHEDULE, 1):
        pauses = {postmen.pause(attempt).total_seconds() for _ in range(20)}
        assert len(pauses) > 1
        assert all(0.8 * seconds <= pause <= 1.2 * seconds for pause in pauses)
    assert postmen.pause(1, asked=3600).total_seconds() == 3600
    assert postmen.pause(1, asked=1e9).total_seconds() == 86_400


def test_a_receiver_that_asks_for_time_is_given_it(database, endpoints, postman, receiver):
    endpoints.add("standard", receiver.url, "", Change())
    receiver.answers = [(429, {"Retry-After": "1000"})]
    put(database)
    postman.send_due()
    assert only(database).due > now() + timedelta(seconds=900)


def test_what_is_never_taken_is_given_up_and_can_be_sent_again(database, endpoints, receiver):
    clock = Clock()
    postman = Postman(database, private=True, timeout=5, clock=clock)
    receiver.secret = endpoints.add("standard", receiver.url, "", Change()).secrets[0]
    receiver.answers = [(503, {})] * (len(SCHEDULE) + 1)
    put(database)
    attempts = 0
    while only(database).state == "waiting":
        attempts += postman.send_due()
        clock.ahead += 110_000
    assert attempts == len(SCHEDULE) + 1 == 10
    dead = only(database, state="dead")
    assert dead.problem == "The receiver answered 503 Service Unavailable."
    deliveries = Deliveries(database)
    assert deliveries.replay(dead.id).state == "waiting"
    # A receiver refuses what was signed long ago or is still to come.
    clock.ahead = 0
    postman.send_due()
    assert only(database, state="delivered").id == dead.id
    assert receiver.ids == [dead.id]
    assert deliveries.replay_dead() == 0


def test_a_receiver_that_is_gone_is_left_alone(database, endpoints, postman, receiver):
    made = endpoints.add("standard", receiver.url, "", Change())
    receiver.answers = [(410, {})]
    put(database)
    postman.send_due()
    assert only(database).state == "dead"
    assert not endpoints.find(made.id).enabled
    assert put(database) == 0


def test_a_postman_that_died_leaves_its_letter_to_another(any_database):
    Endpoints(any_database, private=True).add("standard", "http://127.0.0.1:9/", "", Change())
    put(any_database)
    with any_database.session() as session:
        assert claim(session, now())
        assert claim(session, now()) is None
        letter = claim(session, now() + timedelta(hours=1))
    assert letter.attempt == 2


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:9/", "private"),
        ("http://localhost:9/", "private"),
        ("http://[::1]/", "private"),
        ("http://no.such.host.invalid/", "not found"),
    ],
)
def test_private_addresses_are_never_sent_to(database, url, problem):
    Endpoints(database, private=True).add("standard", url, "", Change())
    put(database)
    Postman(database, private=False, timeout=5).send_due()
    assert problem in only(database).problem
    assert only(database).status is None


def test_a_receiver_that_says_nothing_is_not_waited_for(database, endpoints):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        endpoints.add("standard", url, "", Change())
        put(database)
        Postman(database, private=True, timeout=0.2).send_due()
    assert only(database).problem == "The receiver did not answer within 0.2 seconds."


def test_only_events_that_are_wanted_are_sent(database, endpoints, receiver):
    endpoints.add("standard", receiver.url, "", Change(events=["batch.failed"]))
    off = endpoints.add("standard", receiver.url, "", Change())
    assert put(database) == 1
    endpoints.change(off.id, Change(enabled=False))
    assert put(database) == 0
    assert put(database, Event("batch.failed", {})) == 1


def test_what_was_to_be_sent_goes_with_its_endpoint(database, endpoints, postman, receiver):
    made = endpoints.add("standard", receiver.url, "", Change())
    put(database)
    endpoints.remove(made.id)
    assert postman.send_due() == 0
    assert Deliveries(database).page(10) == []
