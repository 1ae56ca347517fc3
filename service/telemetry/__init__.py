"""What the service tells of itself: logs, metrics and traces, none of which holds article text."""

from service.settings import Settings


def begin(settings: Settings) -> None:
    """Count and trace in this process, as the settings want. Call it after a server has forked.

    Raises `BadSetting` where what is needed for that is missing.
    """
    if settings.bool("metrics"):
        from service.telemetry.meter import use
        from service.telemetry.prometheus import prometheus_meter

        use(prometheus_meter())
    if settings.str("otlp_url"):
        from service.telemetry import spans, tracing

        if not spans.tracing():
            tracing.begin(settings.str("otlp_url"))
