"""The meter that Prometheus reads. Names and labels: docs/OBSERVABILITY.md."""

import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from models.scheduling.observer import Ran, Silent
from service.telemetry.meter import Answered, Meter, Result

_REQUEST = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_WAIT = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_BATCH = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_INPUTS = (1, 2, 4, 8, 16, 32, 64)
_JOB = (0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320)
_SUM: Final = "livesum"  # over the processes that live
_MOST: Final = "livemax"


class PrometheusMeter(Meter):
    """Families of metrics in a registry of their own, and those of the models."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._requests = Counter(
            "songngu_http_requests", "Requests answered.", ("method", "route", "status"),
            registry=registry,
        )  # fmt: skip
        self._latency = Histogram(
            "songngu_http_request_duration_seconds", "From the request to the end of its answer.",
            ("method", "route"), buckets=_REQUEST, registry=registry,
        )  # fmt: skip
        self._characters = Counter(
            "songngu_http_received_characters", "Characters of text that came in.", ("route",),
            registry=registry,
        )  # fmt: skip
        self._refused = Counter(
            "songngu_http_refused", "Requests refused before the application saw them.",
            ("code",), registry=registry,
        )  # fmt: skip
        self._briefs = Counter(
            "songngu_briefs", "Briefs made, by status, and those that failed.", ("status",),
            registry=registry,
        )  # fmt: skip
        self._checks = Counter(
            "songngu_checks", "Checks of what was made, by result.", ("check", "result"),
            registry=registry,
        )  # fmt: skip
        self._jobs = Counter(
            "songngu_jobs", "Articles that left a worker.", ("task", "state"), registry=registry
        )
        self._job = Histogram(
            "songngu_job_duration_seconds", "Work on one article.", ("task",), buckets=_JOB,
            registry=registry,
        )  # fmt: skip
        self._webhooks = Counter(
            "songngu_webhook_attempts", "Deliveries tried.", ("result",), registry=registry
        )
        self._models = ModelFamilies(registry)
        about = Gauge(
            "songngu_build_info", "The version that runs.", ("version", "python"),
            registry=registry, multiprocess_mode=_MOST,
        )  # fmt: skip
        about.labels(version("songngu"), platform.python_version()).set(1)

    def request(self, answered: Answered) -> None:
        method, route = answered.method, answered.route
        self._requests.labels(method, route, str(answered.status)).inc()
        self._latency.labels(method, route).observe(answered.seconds)
        if answered.characters:
            self._characters.labels(route).inc(answered.characters)

    def refused(self, code: str) -> None:
        self._refused.labels(code).inc()

    def brief(self, status: str) -> None:
        self._briefs.labels(status).inc()

    def checks(self, results: Iterable[Result]) -> None:
        for one in results:
            self._checks.labels(one.name, "passed" if one.passed else "failed").inc()

    def job(self, task: str, state: str, seconds: float) -> None:
        self._jobs.labels(task, state).inc()
        self._job.labels(task).observe(seconds)

    def webhook(self, taken: bool) -> None:
        self._webhooks.labels("taken" if taken else "failed").inc()

    def model(self, id: str) -> "ModelMeter":
        return ModelMeter(self._models, id)


class ModelFamilies:
    """What is counted of models, each with the label `model`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        one = ("model",)
        self.loaded = Gauge(
            "songngu_model_loaded", "Processes that have the model in memory.", one,
            registry=registry, multiprocess_mode=_SUM,
        )  # fmt: skip
        self.load = Gauge(
            "songngu_model_load_seconds", "What loading the model took.", one,
            registry=registry, multiprocess_mode=_MOST,
        )  # fmt: skip
        self.problems = Counter(
            "songngu_model_load_failures", "Models that could not be loaded.",
            ("model", "code"), registry=registry,
        )  # fmt: skip
        self.queue = Gauge(
            "songngu_model_queue_length", "Inputs that wait for the model.", one,
            registry=registry, multiprocess_mode=_SUM,
        )  # fmt: skip
        self.wait = Histogram(
            "songngu_model_queue_wait_seconds", "How long inputs waited for their turn.", one,
            buckets=_WAIT, registry=registry,
        )  # fmt: skip
        self.inputs = Counter(
            "songngu_model_inputs", "Inputs: done, failed, refused, dropped.",
            ("model", "outcome"), registry=registry,
        )  # fmt: skip
        self.size = Histogram(
            "songngu_model_batch_inputs", "Inputs of a batch.", one, buckets=_INPUTS,
            registry=registry,
        )  # fmt: skip
        self.duration = Histogram(
            "songngu_model_batch_duration_seconds", "What a batch took.", one, buckets=_BATCH,
            registry=registry,
        )  # fmt: skip
        self.tokens = Counter(
            "songngu_model_tokens", "Tokens read (in) and written (out).", ("model", "direction"),
            registry=registry,
        )  # fmt: skip
        self.cache = Counter(
            "songngu_cache_lookups", "Sentences looked up in the cache: hit or miss.",
            ("model", "result"), registry=registry,
        )  # fmt: skip


class ModelMeter(Silent):
    """Counts for one model."""

    def __init__(self, families: ModelFamilies, id: str) -> None:
        self._families, self._id = families, id

    def loaded(self, seconds: float, problem: str) -> None:
        self._families.loaded.labels(self._id).set(0 if problem else 1)
        if problem:
            self._families.problems.labels(self._id, problem).inc()
        else:
            self._families.load.labels(self._id).set(seconds)

    def waiting(self, count: int) -> None:
        self._families.queue.labels(self._id).set(count)

    def ran(self, batch: Ran) -> None:
        families, id = self._families, self._id
        families.size.labels(id).observe(batch.inputs)
        families.duration.labels(id).observe(batch.seconds)
        families.tokens.labels(id, "in").inc(batch.read)
        families.tokens.labels(id, "out").inc(batch.written)
        self._count("done", batch.inputs - batch.failed)
        self._count("failed", batch.failed)
        for wait in batch.waits:
            families.wait.labels(id).observe(wait)

    def refused(self, inputs: int) -> None:
        self._count("refused", inputs)

    def dropped(self, inputs: int) -> None:
        self._count("dropped", inputs)

    def looked_up(self, hits: int, misses: int) -> None:
        self._families.cache.labels(self._id, "hit").inc(hits)
        self._families.cache.labels(self._id, "miss").inc(misses)

    def _count(self, outcome: str, inputs: int) -> None:
        if inputs:
            self._families.inputs.labels(self._id, outcome).inc(inputs)


@cache
def prometheus_meter() -> PrometheusMeter:
    """The meter of this process, made when it is first wanted."""
    return PrometheusMeter(CollectorRegistry())
