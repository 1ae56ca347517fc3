"""Batches that ended long ago go, with all that belongs to them."""

from datetime import timedelta

from sqlalchemy import func, select

from service.archive.columns import now
from service.archive.pruning import prune_batches
from service.archive.tables.batches import ItemRow
from service.archive.tables.webhooks import EndpointRow
from service.jobs.batches import Batches, Order


def test_what_ended_goes_and_what_is_open_stays(any_database):
    batches = Batches(any_database)
    articles = [{"id": "a", "text": "x"}] * 3
    hook = "https://example.org/"
    ended, open_ = (
        batches.take(Order("brief", {}, articles, webhook=hook)).progress.id for _ in range(2)
    )
    batches.cancel(ended)
    assert prune_batches(any_database, now() - timedelta(hours=1)) == 0
    assert prune_batches(any_database, now() + timedelta(hours=1)) == 1
    assert [one.id for one in batches.page(10)] == [open_]
    with any_database.session() as session:
        assert session.scalar(select(func.count()).select_from(ItemRow)) == 3
        assert list(session.scalars(select(EndpointRow.batch))) == [open_]
