"""Rates of one minute, counted here and in Redis."""

import pytest
from queues import empty_queue

from service.auth.errors import RateLimited
from service.auth.rates import MOST_FAILURES, Rates
from service.settings import load_settings


@pytest.fixture(params=["memory", "redis"])
def settings(request, tmp_path):
    if request.param == "memory":
        yield load_settings({})
        return
    with empty_queue("redis", tmp_path) as url:
        yield load_settings({"SONGNGU_QUEUE_URL": url})


def test_past_the_rate_comes_an_error_that_says_when(settings):
    rates = Rates(settings)
    for _ in range(3):
        rates.take("key:a", 3)
    with pytest.raises(RateLimited) as caught:
        rates.take("key:a", 3)
    assert 1 <= caught.value.extra["retry_after"] <= 60
    rates.take("key:b", 3)


def test_wrong_keys_are_counted_by_address(settings):
    rates = Rates(settings)
    for _ in range(MOST_FAILURES):
        rates.check_failures("192.0.2.1")
        rates.failed("192.0.2.1")
    with pytest.raises(RateLimited):
        rates.check_failures("192.0.2.1")
    rates.check_failures("192.0.2.2")


def test_servers_with_one_redis_count_together(tmp_path):
    with empty_queue("redis", tmp_path) as url:
        one, other = (Rates(load_settings({"SONGNGU_QUEUE_URL": url})) for _ in range(2))
        one.take("key:a", 2)
        other.take("key:a", 2)
        with pytest.raises(RateLimited):
            one.take("key:a", 2)


def test_without_its_redis_a_process_counts_for_itself(caplog):
    rates = Rates(load_settings({"SONGNGU_QUEUE_URL": "redis://127.0.0.1:1/0"}))
    rates.take("key:a", 1)
    with pytest.raises(RateLimited):
        rates.take("key:a", 1)
    assert "Redis is away" in caplog.text
