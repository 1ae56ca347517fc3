import pytest

from service.archive.database import Database
from service.archive.work import Outcome
from service.jobs import leases
from service.jobs.batches import Batches, KeyReused, Order, UnknownBatch

ARTICLE = {"id": "a", "text": "x"}


@pytest.fixture
def batches(any_database: Database) -> Batches:
    return Batches(any_database)


def work_on(database: Database, batch: int, state: str = "done") -> None:
    """Finish the next article of a batch."""
    with database.session() as session:
        held = leases.claim(session, batch, "w", 60)
        code = "" if state == "done" else "empty-text"
        body = {"summary": "s"} if state == "done" else {}
        leases.finish(session, held, "w", Outcome("a", "a", "", state, code=code, body=body))


def test_the_same_key_and_order_give_the_same_batch(batches):
    order = Order("translate", {"points": 2}, [ARTICLE], key="k")
    first, again = batches.take(order), batches.take(order)
    assert not first.again
    assert again.again
    assert again.progress == first.progress
    assert len(batches.page(10)) == 1


@pytest.mark.parametrize(
    "other",
    [
        Order("brief", {}, [ARTICLE], key="k"),
        Order("translate", {"points": 2}, [ARTICLE], key="k"),
        Order("translate", {}, [{"id": "b", "text": "x"}], key="k"),
        Order("translate", {}, [ARTICLE], key="k", webhook="https://example.org/"),
    ],
)
def test_the_same_key_and_another_order_are_refused(batches, other):
    first = batches.take(Order("translate", {}, [ARTICLE], key="k"))
    with pytest.raises(KeyReused) as refused:
        batches.take(other)
    assert refused.value.extra["batch"] == first.progress.id


def test_pages_follow_one_another_from_the_newest(batches):
    ids = [batches.take(Order("brief", {}, [ARTICLE])).progress.id for _ in range(5)]
    seen, after = [], ""
    while page := batches.page(2, after):
        seen += [one.id for one in page]
        after = seen[-1]
    assert seen == ids[::-1]


def test_results_end_before_the_first_article_that_is_open(any_database, batches):
    id = batches.take(Order("summarise", {}, [ARTICLE] * 4)).progress.id
    with any_database.session() as session:
        slow = leases.claim(session, 1, "slow", 60)
    work_on(any_database, 1)
    assert list(batches.results(id)) == []
    with any_database.session() as session:
        leases.finish(session, slow, "slow", Outcome("a", "a", "", "done", body={"summary": ""}))
    assert [row.place for row in batches.results(id)] == [0, 1]
    assert [row.place for row in batches.results(id, after=0)] == [1]


def test_thousands_of_results_come_in_order(batches):
    id = batches.take(Order("summarise", {}, [ARTICLE] * 1201)).progress.id
    batches.cancel(id)
    assert [row.place for row in batches.results(id)] == list(range(1201))


def test_rate_and_time_left_follow_what_was_done(any_database, batches):
    id = batches.take(Order("summarise", {}, [ARTICLE] * 4)).progress.id
    assert (batches.find(id).rate, batches.find(id).left) == (None, None)
    work_on(any_database, 1)
    found = batches.find(id)
    assert found.rate > 0
    assert found.left == pytest.approx(3 * 3600 / found.rate, abs=0.06)


def test_a_batch_of_which_nothing_came_has_failed_and_can_be_tried_again(any_database, batches):
    id = batches.take(Order("summarise", {}, [ARTICLE])).progress.id
    work_on(any_database, 1, "failed")
    assert batches.find(id).state == "failed"
    assert batches.retry(id)[1].counts["waiting"] == 1
    work_on(any_database, 1)
    assert batches.find(id).state == "finished"
    assert batches.retry(id)[1].state == "finished"


@pytest.mark.parametrize("id", ["nothing", "", "a\0b", "\ud800"])
def test_an_unknown_batch_is_told(batches, id):
    with pytest.raises(UnknownBatch):
        batches.find(id)


def test_names_that_a_database_refuses_are_mended(batches):
    id = batches.take(Order("brief", {}, [{"id": "a\0b\ud800", "text": "\0\ud800"}])).progress.id
    batches.cancel(id)
    assert [row.name for row in batches.results(id)] == ["a\ufffdb?"]
