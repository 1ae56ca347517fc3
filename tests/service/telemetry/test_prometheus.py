"""What is counted, as a scrape sees it."""

import re

import httpx
import pytest
from databases import empty_database
from fake_studio import FakeStudio
from prometheus_client import CollectorRegistry
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families as families

from models.catalogue import find
from models.engines.base import Engine, Hypothesis
from models.scheduling import SharedEngine
from models.scheduling.cache import SentenceCache
from models.translator import Translator
from service.app import create_app
from service.jobs.batches import Batches, Order
from service.settings import load_settings
from service.telemetry import exposition, meter, prometheus

MARK = "Bạchtuộckhổnglồ"
REPORT = f"Sáng 08/01, Quân khu 1 tổ chức hội nghị. Trung tướng Nguyễn Văn {MARK} chủ trì hội nghị."
UNITS = ("seconds", "bytes", "inputs", "characters", "tokens")


class Parrot(Engine):
    """Says something in English, whatever it is told."""

    def generate(self, texts, decoding):
        self.read += 10 * len(texts)
        return [[Hypothesis("The conference was held in 1999.", 7, -0.1)] for _ in texts]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Counters at nought, whatever other tests counted."""
    made = prometheus.PrometheusMeter(CollectorRegistry())
    monkeypatch.setattr(prometheus, "prometheus_meter", lambda: made)
    monkeypatch.setattr(meter, "_meter", meter.Meter())


@pytest.fixture
def real(monkeypatch, tmp_path):
    """The service with its real studio, queue and cache; only the translator's weights are not."""

    def load(id, options):
        observer = options.observe(id)
        observer.loaded(1.5, "")
        cache = SentenceCache("parrot", None, 100)
        return Translator(find(id, "translate"), SharedEngine(Parrot(), None, cache, observer))

    monkeypatch.setattr("service.briefs.studio_models.load_translator", load)
    return create_app(load_settings({"SONGNGU_DATA_DIR": str(tmp_path)})).test_client()


def scrape(client, **headers):
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 200
    parse = open_families if "openmetrics" in response.content_type else families
    found = list(parse(response.text))
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in found
        for sample in family.samples
    }


def of(samples, name, **labels):
    return samples.get((name, *sorted(labels.items())))


def test_a_brief_leaves_its_counts(real):
    for _ in range(2):
        assert real.post("/v1/briefs", json={"text": REPORT}).status_code == 200
    real.post("/v1/briefs", json={"text": "This report is in English and nothing else, all of it."})
    found = scrape(real)
    route, model = {"route": "/v1/briefs", "method": "POST"}, {"model": "songngu-gemma-vi-en"}
    assert of(found, "songngu_http_requests_total", **route, status="200") == 2
    assert of(found, "songngu_http_requests_total", **route, status="422") == 1
    assert of(found, "songngu_http_request_duration_seconds_count", **route) == 3
    received = of(found, "songngu_http_received_characters_total", route="/v1/briefs")
    assert received == 2 * len(REPORT)
    assert of(found, "songngu_briefs_total", status="review") == 2
    assert of(found, "songngu_checks_total", check="numbers", result="failed") >= 2
    assert of(found, "songngu_checks_total", check="negation", result="passed") >= 2
    assert of(found, "songngu_model_loaded", **model) == 1
    assert of(found, "songngu_model_load_seconds", **model) == 1.5
    assert of(found, "songngu_model_queue_length", **model) == 0
    done = of(found, "songngu_model_inputs_total", **model, outcome="done")
    assert done >= 3
    assert of(found, "songngu_model_batch_inputs_sum", **model) == done
    assert of(found, "songngu_model_queue_wait_seconds_count", **model) == done
    assert of(found, "songngu_model_tokens_total", **model, direction="in") == 10 * done
    assert of(found, "songngu_model_tokens_total", **model, direction="out") == 7 * done
    # The second time, every sentence is known.
    assert of(found, "songngu_cache_lookups_total", **model, result="miss") == done
    assert of(found, "songngu_cache_lookups_total", **model, result="hit") >= 3
    assert of(found, "songngu_database_up") == 1
    assert [key for key in found if key[0] == "songngu_build_info"]
    assert MARK not in str(found)


def test_labels_are_bounded_whatever_clients_ask_for(real):
    for number in range(5):
        real.get(f"/{MARK}/{number}")
        real.open("/healthz", method=f"ODD{number}")
        real.get(f"/v1/briefs/{number:064}")
    labels = {
        dict(key[1:])["route"]: dict(key[1:])["method"]
        for key in scrape(real)
        if key[0] == "songngu_http_requests_total"
    }
    assert set(labels) == {"(no such address)", "/v1/briefs/{id}"}
    assert set(labels.values()) <= {"GET", "OTHER"}


@pytest.mark.parametrize("accept", ["text/plain", "application/openmetrics-text; version=1.0.0"])
def test_names_are_as_prometheus_wants_them(real, accept):
    """What `promtool check metrics` looks for: help, units, `_total`, no type in the name."""
    real.post("/v1/briefs", json={"text": REPORT})
    response = real.get("/metrics", headers={"Accept": accept})
    assert response.content_type.startswith(accept.split(";")[0])
    parse = open_families if "openmetrics" in accept else families
    ours = [one for one in parse(response.text) if one.name.startswith("songngu_")]
    assert len(ours) > 15
    for family in ours:
        assert family.documentation.endswith(".")
        assert re.fullmatch(r"[a-z][a-z0-9_]*", family.name)
        assert not re.search(r"_(counter|gauge|histogram|ms|milliseconds|minutes)", family.name)
        names = {sample.name for sample in family.samples}
        counters = [name for name in names if name.endswith("_total")]
        assert not names or bool(counters) == (family.type == "counter"), family.name
        if family.type == "histogram":
            assert family.name.endswith(UNITS)


def test_a_process_that_serves_nothing_else_answers_scrapes():
    meter.use(prometheus.prometheus_meter())
    meter.count(lambda one: one.job("brief", "done", 0.5))
    answer = httpx.get(f"http://127.0.0.1:{exposition.listen('127.0.0.1', 0)}/metrics")
    assert 'songngu_jobs_total{state="done",task="brief"} 1.0' in answer.text
    assert "process_resident_memory_bytes" in answer.text


def test_metrics_may_be_switched_off():
    settings = load_settings({"SONGNGU_METRICS": "off"})
    client = create_app(settings, FakeStudio()).test_client()
    assert client.get("/metrics").status_code == 404
    assert type(meter._meter) is meter.Meter


def test_articles_that_wait_are_counted_and_a_database_that_is_away(real, tmp_path):
    with empty_database("sqlite", tmp_path) as database:
        articles = [{"id": f"a{n}", "text": REPORT} for n in range(3)]
        Batches(database).take(Order("brief", {}, articles))
    found = scrape(real)
    assert of(found, "songngu_jobs_open", state="waiting") == 3
    assert of(found, "songngu_jobs_open", state="running") == 0
    away = load_settings({"SONGNGU_DATABASE_URL": f"sqlite:///{tmp_path}/songngu.db/no/where.db"})
    assert of(scrape(create_app(away, FakeStudio()).test_client()), "songngu_database_up") == 0


def test_a_meter_that_fails_stops_nothing(monkeypatch, caplog):
    class Broken(meter.Meter):
        def request(self, answered):
            raise OSError("no space left")

    client = create_app(load_settings({}), FakeStudio()).test_client()
    monkeypatch.setattr(meter, "_failed", False)
    meter.use(Broken())
    assert [client.get("/healthz").status_code for _ in range(2)] == [200, 200]
    assert caplog.text.count("not everything is counted") == 1
