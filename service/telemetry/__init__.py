"""What the service tells of itself: logs, metrics and traces, none of which holds article text."""

from service.settings import Settings


def begin(settings: Settings) -> None:
    """Count in this process, where the settings want it. Call it after a server has forked."""
    if settings.bool("metrics"):
        from service.telemetry.meter import use
        from service.telemetry.prometheus import prometheus_meter

        use(prometheus_meter())
