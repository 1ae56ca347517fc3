import threading
import time

import pytest

from service.api import events
from service.api.events import Failed, Finished, Progress, Reported, event, watch


def test_signals_come_in_order() -> None:
    def work(progress: Progress) -> str:
        progress("a", 0.25)
        progress("b", 7.0)
        return "done"

    assert list(watch(work)) == [Reported("a", 0.25), Reported("b", 1.0), Finished("done")]


def test_an_exception_is_the_last_signal() -> None:
    error = ValueError()

    def work(progress: Progress) -> None:
        raise error

    assert list(watch(work)) == [Failed(error)]


def test_silence_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.01)
    signals = list(watch(lambda progress: time.sleep(0.1)))
    assert None in signals
    assert signals[-1] == Finished(None)


def test_work_stops_when_nobody_reads_on() -> None:
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        try:
            for _ in range(1000):
                progress("a", 0.0)
                time.sleep(0.01)
        except events.Abandoned:
            stopped.set()
            raise

    signals = watch(work)
    next(signals)
    signals.close()
    assert stopped.wait(5)


def test_data_stay_on_one_line() -> None:
    assert event("a", {"b": "c\nd", "é": "ữ"}) == 'event: a\ndata: {"b": "c\\nd", "é": "ữ"}\n\n'
