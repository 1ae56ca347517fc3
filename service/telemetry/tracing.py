"""Turning traces on: a tracer that sends what it has to a collector, over OTLP and HTTP."""

import atexit
import os
from collections.abc import Callable
from importlib.metadata import version

from service.settings import BadSetting
from service.telemetry import spans


def begin(url: str) -> Callable[[], None]:
    """Send spans to the collector at `url`, from this process; what comes back flushes and ends.

    Sampling is told by the variables of OpenTelemetry, such as OTEL_TRACES_SAMPLER. Raises
    `BadSetting` where its packages are missing.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise BadSetting(
            "SONGNGU_OTLP_URL is set, but OpenTelemetry is not installed: "
            "pip install 'songngu[otel]'."
        ) from error
    name = os.environ.get("OTEL_SERVICE_NAME", "songngu")
    about = Resource.create({"service.name": name, "service.version": version("songngu")})
    provider = TracerProvider(resource=about, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    spans.use(provider.get_tracer("songngu", version("songngu")))
    end: Callable[[], None] = provider.shutdown
    atexit.register(end)
    return end
