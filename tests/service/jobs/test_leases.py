"""Every article has one result, whatever becomes of the workers that had it."""

from datetime import timedelta

import pytest

from service.archive.columns import now
from service.archive.database import Database
from service.archive.work import Outcome
from service.jobs import leases
from service.jobs.batches import Batches, Order
from service.jobs.leases import MOST_ATTEMPTS, Held

LATER = timedelta(hours=1)


@pytest.fixture
def batches(any_database: Database) -> Batches:
    return Batches(any_database)


def order(count: int) -> Order:
    return Order("summarise", {}, [{"id": f"a{n}", "text": str(n)} for n in range(count)])


def claimed(database: Database, worker: str) -> Held | None:
    with database.session() as session:
        return leases.claim(session, 1, worker, 60)


def done(held: Held, text: str = "") -> Outcome:
    name = held.article["id"]
    return Outcome(name, name, "", "done", body={"summary": text or name})


def test_articles_are_claimed_once_and_in_order(any_database, batches):
    batches.take(order(2))
    first, second, none = (claimed(any_database, "w") for _ in range(3))
    assert [first.article["id"], second.article["id"], none] == ["a0", "a1", None]


def test_a_batch_begins_with_its_first_article_and_ends_with_its_last(any_database, batches):
    id = batches.take(order(2)).progress.id
    assert batches.find(id).state == "waiting"
    for state in ("running", "finished"):
        held = claimed(any_database, "w")
        assert batches.find(id).state == "running"
        with any_database.session() as session:
            assert leases.finish(session, held, "w", done(held))
        assert batches.find(id).state == state
    assert batches.find(id).ended


def test_a_worker_that_was_given_up_comes_too_late(any_database, batches):
    id = batches.take(order(1)).progress.id
    lost = claimed(any_database, "lost")
    with any_database.session() as session:
        assert leases.release_expired(session, now() + LATER) == 1
    heir = claimed(any_database, "heir")
    for held, worker, kept in ((lost, "lost", False), (heir, "heir", True)):
        with any_database.session() as session:
            assert leases.finish(session, held, worker, done(held, worker)) is kept
    (row,) = batches.results(id)
    assert row.result["body"] == {"summary": "heir"}
    assert row.attempts == 2


def test_a_worker_that_lives_keeps_what_it_has(any_database, batches):
    batches.take(order(2))
    held = claimed(any_database, "w")
    with any_database.session() as session:
        leases.extend(session, [held.number], "w", 7200)
        assert leases.release_expired(session, now() + LATER) == 0


def test_an_article_that_kills_its_workers_is_given_up(any_database, batches):
    id = batches.take(order(1)).progress.id
    for _ in range(MOST_ATTEMPTS):
        assert claimed(any_database, "w")
        with any_database.session() as session:
            leases.release_expired(session, now() + LATER)
    assert claimed(any_database, "w") is None
    (row,) = batches.results(id)
    assert (row.state, row.code) == ("failed", "worker-lost")
    assert batches.find(id).state == "failed"


def test_what_is_given_back_counts_as_never_tried(any_database, batches):
    batches.take(order(1))
    held = claimed(any_database, "w")
    with any_database.session() as session:
        leases.give_back(session, held, "w")
    assert claimed(any_database, "other").attempt == 1


def test_cancelling_keeps_what_is_being_worked_on(any_database, batches):
    id = batches.take(order(3)).progress.id
    held = claimed(any_database, "w")
    assert batches.cancel(id).counts["cancelled"] == 2
    assert not batches.find(id).ended
    with any_database.session() as session:
        assert leases.finish(session, held, "w", done(held))
    assert [row.state for row in batches.results(id)] == ["done", "cancelled", "cancelled"]
    assert batches.find(id).state == "cancelled"
    assert batches.find(id).ended


def test_an_article_of_a_cancelled_batch_is_not_done_again(any_database, batches):
    id = batches.take(order(1)).progress.id
    claimed(any_database, "lost")
    batches.cancel(id)
    with any_database.session() as session:
        leases.release_expired(session, now() + LATER)
    assert batches.find(id).counts["cancelled"] == 1


def test_urgent_batches_are_told_from_others(any_database, batches):
    batches.take(order(1))
    batches.take(Order("brief", {}, [{"text": "x"}], kind="brief"))
    with any_database.session() as session:
        assert leases.open_batches(session) == {1: 0, 2: 100}
    claimed(any_database, "w")
    with any_database.session() as session:
        assert list(leases.open_batches(session)) == [2]
