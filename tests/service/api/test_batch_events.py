"""How long a stream of a batch's progress holds its thread."""

import pytest

from service.api import batch_events
from service.api.batch_events import watched
from service.archive.database import Database
from service.jobs.batches import Batches, Order


@pytest.fixture
def batches(tmp_path, monkeypatch):
    monkeypatch.setattr("service.api.batch_events.answer_of", _Told)
    return Batches(Database(f"sqlite:///{tmp_path}/songngu.db"))


class _Told:
    """What is told of a batch, in short: the addresses in the whole need a request."""

    def __init__(self, progress):
        self._state = progress.state

    def model_dump(self, **_):
        return {"state": self._state}


def test_where_many_watch_one_more_is_told_and_let_go(batches):
    id = batches.take(Order("brief", {}, [{"text": "Hội nghị."}])).progress.id
    open_ones = [watched(batches, id) for _ in range(batch_events._MOST)]
    for one in open_ones:
        assert 'data: {"state": "waiting"}' in next(one)
    assert ["waiting" in event for event in watched(batches, id)] == [True]
    open_ones.pop().close()
    another = watched(batches, id)
    assert "waiting" in next(another)
    batches.cancel(id)
    assert [event.splitlines()[1] for event in another] == ["event: progress", "event: end"]
