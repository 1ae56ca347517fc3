"""The soak test itself: that each kind of request is right about its answers, and the verdict."""

import random
from collections.abc import Iterator

import httpx
import pytest
from fake_studio import FakeStudio
from live import serving

from service.app import create_app
from service.bench.mixture import GONE, KINDS, Client
from service.bench.soak import Plan, Record, report, slope, verdict
from service.settings import load_settings


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    app = create_app(load_settings({}), FakeStudio())  # type: ignore[arg-type]
    with serving(app) as url, httpx.Client(base_url=url) as http:
        yield Client(http, random.Random(1))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_answered_as_it_says(client: Client, name: str) -> None:
    for _ in range(1 if GONE in KINDS[name].right else 3):
        assert KINDS[name].work(client) in KINDS[name].right


def record(*rows: tuple[str, str, bool], memory: tuple[float, ...] = (500.0,) * 9) -> Record:
    found = Record(memory=[(float(n), size) for n, size in enumerate(memory)])
    for kind, status, right in rows:
        found.add(kind, status, 0.5, right)
    return found


@pytest.mark.parametrize(
    ("found", "ended", "log", "wrong"),
    [
        (record(("page", "200", True), ("page", "429", True)), False, "", []),
        (record(("page", "500", False), ("page", "500", False)), False, "", ["2 × page: 500"]),
        (record(), True, "", ["the server has ended"]),
        (record(), False, "a\nTraceback (most", ["the log holds a traceback: …Traceback (most"]),
        (record(memory=(300.0, *range(500, 700, 10))), False, "",
         ["memory has grown by 100 MiB in the second half"]),
        (record(memory=(100.0, 300.0, 450.0, *(500.0,) * 9)), False, "", []),
    ],
)  # fmt: skip
def test_the_verdict(found: Record, ended: bool, log: str, wrong: list[str]) -> None:
    assert verdict(found, ended, log) == wrong


def test_the_slope_is_that_of_the_second_half() -> None:
    memory = [(minute / 10, 100.0 * (minute < 10) + minute) for minute in range(20)]
    assert slope(memory) == pytest.approx(10.0)


def test_the_report_counts_statuses_and_seconds() -> None:
    found = record(("page", "200", True), ("page", "429", True), ("brief", "200", True))
    text = report(found, Plan(1, 2, 8, 0, ("page", "brief")), [])
    assert '--minutes 1 --clients 2 --pause 0 --threads 8 --kind "page" --kind "brief"' in text
    assert "| page  | 2        | 200: 1, 429: 1 | 0.50  | 0.50  | 0.50  |" in text
    assert "| all   | 3        | 200: 2, 429: 1 |" in text
    assert "Nothing was wrong." in text
