"""Python and the packages that run in it."""

from collections.abc import Iterator

from packaging.requirements import Requirement

from service.doctor.finding import Finding, fail, ok, warn
from service.doctor.installation import Installation

LEAST = (3, 11)


def version(place: Installation) -> Iterator[Finding]:
    """Whether Python is new enough."""
    told = f"Python {'.'.join(map(str, place.python))}"
    if place.python >= LEAST:
        yield ok(f"{told}.")
    else:
        yield fail(f"{told} is too old.", "Install Python 3.11 or later.")


def packages(place: Installation) -> Iterator[Finding]:
    """Whether what we need is there, each in a version that fits."""
    wanted = [Requirement(text) for text in place.requirements]
    if not wanted:
        yield warn(
            "songngu is not installed as a package, so what it needs is not known.",
            "Install it: pip install '.[gemma]'.",
        )
        return
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    problems = [told for one in needed if (told := _problem(one, place))]
    if problems:
        names = " ".join(f"'{one.name}{one.specifier}'" for one in needed if _problem(one, place))
        yield fail(f"{'; '.join(problems)}.", f"Install what is missing: pip install {names}.")
    else:
        yield ok(f"{len(needed)} packages are there. Extras: {_extras(wanted, place)}.")


def _problem(one: Requirement, place: Installation) -> str:
    found = place.version_of(one.name)
    if found is None:
        return f"{one.name} is missing"
    fits = one.specifier.contains(found, prereleases=True)
    return "" if fits else f"{one.name} is {found}, but {one.specifier} is needed"


def _extras(wanted: list[Requirement], place: Installation) -> str:
    """The extras all of whose packages are there."""
    names = ("gemma", "hub", "evaluate", "postgres", "redis", "parquet", "cluster", "otel")
    there = [name for name in names if _complete(name, wanted, place)]
    return ", ".join(there) or "none"


def _complete(extra: str, wanted: list[Requirement], place: Installation) -> bool:
    own = [
        one
        for one in wanted
        if one.marker
        and one.marker.evaluate({"extra": extra})
        and not one.marker.evaluate({"extra": ""})
    ]
    return bool(own) and not any(_problem(one, place) for one in own)
