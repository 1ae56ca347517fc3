"""Counts of what the studio makes."""

from collections.abc import Callable, Iterable

from models.errors import SongnguError
from service.briefs.brief import Brief, Check
from service.telemetry.meter import count


def counted(make: Callable[[], Brief]) -> Brief:
    """What `make` makes, counted by its status, or as failed."""
    try:
        made = make()
    except SongnguError:
        count(lambda meter: meter.brief("failed"))
        raise
    count(lambda meter: meter.brief(made.status))
    return made


def count_checks(checks: Iterable[Check]) -> None:
    """Count checks by name and result."""
    count(lambda meter: meter.checks(checks))
