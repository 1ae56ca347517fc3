"""A worker, its queue on SQLite and on Redis."""

import json
import pickle

import pytest

from models.errors import Busy, DamagedModel, EngineFailed
from models.scheduling import ARCHIVE, EDITOR, current
from service.archive.briefs import BriefStore
from service.errors import FetchFailed
from service.jobs.batches import Batches, Order
from service.jobs.queue import Queue, QueueAway
from service.settings import BadSetting, changed, load_settings

REPORT = (
    "Sáng 08/01, Quân khu 1 tổ chức Hội nghị tổng kết công tác quốc phòng địa phương. "
    "Trung tướng Nguyễn Hồng Thái, Tư lệnh Quân khu chủ trì hội nghị."
)


def articles(count):
    return [{"id": f"a{n}", "text": f"{REPORT} Lần thứ {n} của năm."} for n in range(count)]


def taken(shop, order):
    """A batch in the queue."""
    batches = Batches(shop.tools.database)
    id = batches.take(order).progress.id
    wanted = {"batch": 0, "brief": 100}
    with shop.tools.database.session() as session:
        from service.archive.tables.batches import BatchRow

        number = session.query(BatchRow).filter_by(id=id).one().number
    shop.tools.queue.put(number, wanted[order.kind])
    return id


def results(shop, id):
    return list(Batches(shop.tools.database).results(id))


@pytest.mark.parametrize(
    ("task", "member"), [("brief", "points"), ("translate", "text"), ("summarise", "summary")]
)
def test_every_task_is_done_for_every_article(shop, task, member):
    id = taken(shop, Order(task, {}, articles(3)))
    shop.work()
    rows = results(shop, id)
    assert [(row.place, row.name, row.state) for row in rows] == [
        (0, "a0", "done"), (1, "a1", "done"), (2, "a2", "done"),
    ]  # fmt: skip
    assert all(row.result["body"][member] for row in rows)
    assert Batches(shop.tools.database).find(id).state == "finished"


def test_options_reach_the_studio(shop, studio):
    taken(shop, Order("brief", {"points": 1, "diacritics": True}, articles(1)))
    shop.work()
    ((_, options),) = studio.calls
    assert (options.points, options.diacritics) == (1, True)


def test_a_bad_article_fails_alone(shop):
    bad = [{"id": "empty", "text": " "}, {"id": "broken", "problem": "x:2: no JSON."}]
    id = taken(shop, Order("brief", {}, [*bad, *articles(1)]))
    shop.work()
    assert [(row.state, row.code) for row in results(shop, id)] == [
        ("failed", "empty-text"), ("failed", "unreadable-input"), ("done", ""),
    ]  # fmt: skip
    assert "x:2: no JSON." in results(shop, id)[1].message


def test_finished_briefs_are_kept_in_the_archive(shop):
    id = taken(shop, Order("brief", {}, articles(1)))
    shop.work()
    body = results(shop, id)[0].result["body"]
    kept = BriefStore(shop.tools.database).get(body["id"])
    assert kept.headline.en == body["headline"]["en"]


def test_a_waiting_editor_goes_before_the_archive(shop, studio, monkeypatch):
    seen = []
    make = studio.brief

    def noting(document, options):
        seen.append((document.text.endswith("Tin của ban."), current().priority))
        return make(document, options)

    monkeypatch.setattr(studio, "brief", noting)
    taken(shop, Order("brief", {}, articles(3)))
    taken(shop, Order("brief", {}, [{"text": f"{REPORT} Tin của ban."}], kind="brief"))
    shop.work()
    assert seen == [(True, EDITOR), *[(False, ARCHIVE)] * 3]


def test_batches_of_one_priority_take_turns(shop, studio, monkeypatch):
    seen = []
    make = studio.translate
    monkeypatch.setattr(
        studio, "translate", lambda texts, *rest: seen.append(texts[1][-3:]) or make(texts, *rest)
    )
    for end in ("một", "hai"):
        rows = [{"text": f"{REPORT} Đây là tin số {end}"}] * 2
        taken(shop, Order("translate", {}, rows))
    shop.work()
    assert seen == ["một", "hai", "một", "hai"]


def test_a_lost_ticket_is_made_anew(shop):
    id = taken(shop, Order("summarise", {}, articles(2)))
    shop.tools.queue.huey.storage.flush_queue()
    assert shop.work() == 0
    shop.worker.beat()
    assert shop.tools.queue.batches() == set()  # it may only be away for a moment
    shop.worker.beat()
    assert shop.tools.queue.batches() == {1}
    shop.work()
    shop.worker.beat()
    shop.worker.beat()
    assert shop.tools.queue.batches() == set()
    assert Batches(shop.tools.database).find(id).state == "finished"


def test_doubled_tickets_do_nothing_twice(shop, studio):
    id = taken(shop, Order("summarise", {}, articles(2)))
    for _ in range(3):
        shop.tools.queue.put(1, 0)
    shop.work()
    assert len(studio.calls) == 2
    assert [row.attempts for row in results(shop, id)] == [1, 1]


def test_without_its_model_a_batch_ends_at_once(shop, studio):
    studio.error = DamagedModel("The file is damaged.")
    id = taken(shop, Order("translate", {}, articles(5)))
    shop.work()
    assert len(studio.calls) == 1
    assert {(row.code, row.message) for row in results(shop, id)} == {
        ("damaged-model", "The file is damaged.")
    }
    assert Batches(shop.tools.database).find(id).state == "failed"


@pytest.mark.parametrize("error", [Busy("Much waits."), EngineFailed("The server is away.")])
def test_what_may_pass_is_tried_again_later(shop, studio, error):
    studio.error = error
    id = taken(shop, Order("translate", {}, articles(1)))
    shop.work()
    progress = Batches(shop.tools.database).find(id)
    assert (progress.state, progress.counts["waiting"]) == ("running", 1)
    shop.worker.beat()
    shop.worker.beat()
    assert shop.tools.queue.batches() == set()  # not yet


def test_a_page_that_cannot_be_fetched_fails(shop, monkeypatch):
    def refuse(url, *, timeout, limit):
        raise FetchFailed(f"{url} is away.", reason="connection")

    monkeypatch.setattr("service.jobs.articles.fetch_url", refuse)
    id = taken(shop, Order("brief", {}, [{"fetch": "https://example.org/"}], kind="brief"))
    shop.work()
    (row,) = results(shop, id)
    assert (row.code, row.message) == ("fetch-failed", "https://example.org/ is away.")


def test_tickets_are_json_and_never_run(shop):
    shop.tools.queue.put(7, 0)
    (raw,) = shop.tools.queue.huey.storage.enqueued_items()
    assert 7 in json.loads(bytes(raw))[6]
    with pytest.raises(UnicodeDecodeError):
        shop.tools.queue.huey.deserialize_task(pickle.dumps(print))


def test_a_queue_that_cannot_be_opened_names_the_setting(tmp_path):
    with pytest.raises(BadSetting, match="SONGNGU_QUEUE_URL"):
        Queue(load_settings({"SONGNGU_QUEUE_URL": "amqp://host"}))
    settings = changed(load_settings({}), queue_url=f"sqlite:///{tmp_path}/none/queue.db")
    with pytest.raises(QueueAway, match="SONGNGU_QUEUE_URL"):
        Queue(settings)
