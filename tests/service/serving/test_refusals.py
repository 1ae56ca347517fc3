"""What a request is told that never reaches the application, and who else hears of it."""

import json
import logging

from prometheus_client import CollectorRegistry

from service.serving.refusals import busy, told
from service.telemetry import meter
from service.telemetry.prometheus import PrometheusMeter


def test_a_refusal_is_written_down_and_counted(monkeypatch, caplog):
    counting = PrometheusMeter(CollectorRegistry())
    monkeypatch.setattr(meter, "_meter", counting)
    with caplog.at_level(logging.INFO):
        head, body = told(busy()).split(b"\r\n\r\n")
    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 429 ")
    assert caplog.records[-1].fields == {
        "request_id": problem["request_id"], "status": 429, "code": "busy",
    }  # fmt: skip
    value = counting.registry.get_sample_value("songngu_http_refused_total", {"code": "busy"})
    assert value == 1
