"""Looks an installation over and says what is wrong with it and how to mend it."""

from collections.abc import Iterator

from service.doctor import machine, models, python, storage, surroundings
from service.doctor.finding import Check, Finding, fail
from service.doctor.installation import Installation

__all__ = ["CHECKS", "Finding", "Installation", "examine"]

CHECKS: dict[str, Check] = {
    "python": python.version,
    "packages": python.packages,
    "cores": machine.cores,
    "memory": machine.memory,
    "gpu": machine.gpu,
    "settings": surroundings.settings,
    "weights": models.weights,
    "base": models.base,
    "translator": models.translator,
    "sentence": models.sentence,
    "data": storage.data,
    "database": storage.database,
    "queue": storage.queue,
    "port": surroundings.port,
    "keys": surroundings.keys,
    "fetcher": surroundings.fetcher,
    "browser": surroundings.browser,
    "traces": surroundings.traces,
}


def examine(place: Installation) -> Iterator[Finding]:
    """The findings of every check, one check after the other; none of them changes anything."""
    for name, check in CHECKS.items():
        yield from _run(name, check, place)


def _run(name: str, check: Check, place: Installation) -> list[Finding]:
    try:
        return [found.of(name) for found in check(place)]
    except Exception as error:  # noqa: BLE001 - what breaks a check is what is to be told
        told = f"{type(error).__name__}: {error}".rstrip(".")
        return [fail(f"This could not be looked at ({told}).", "Mend that first.").of(name)]
