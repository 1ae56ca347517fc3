"""Cores, memory and GPU that this process may really use."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from models.cores import available_cores
from service.doctor.finding import Finding, fail, ok, warn
from service.doctor.installation import Installation

# MiB, as docs/BENCHMARKS.md has them with some room: to brief at all, and without a squeeze.
LEAST, ENOUGH = 500, 900
_MIB = 1 << 20


def cores(place: Installation) -> Iterator[Finding]:
    """How many cores the scheduler and the container leave us."""
    count = available_cores(place.cgroup)
    if count > 1:
        yield ok(f"{count} cores are there to use.")
    else:
        yield warn("Only one core is there to use.", "Give it two or more.")


def memory(place: Installation) -> Iterator[Finding]:
    """How much memory is left, by the system and by the container."""
    free = available_memory(place.cgroup, place.meminfo)
    if free is None:
        yield warn("How much memory is free cannot be told here.", "Look that 1 GB is.")
        return
    told = f"{free} MiB of memory are free"
    mend = f"Free some, or raise the limit of the container to {ENOUGH} MiB or more."
    if free < LEAST:
        yield fail(f"{told}; at least {LEAST} are needed.", mend)
    elif free < ENOUGH:
        yield warn(f"{told}, which is tight.", mend)
    else:
        yield ok(f"{told}.")


def available_memory(cgroup: Path, meminfo: Path) -> int | None:
    """MiB that can be had before the system or the container ends us; None where unknown."""
    known = [one for one in (_of_system(meminfo), _of_container(cgroup)) if one is not None]
    return min(known) // _MIB if known else None


def _of_system(meminfo: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        for line in meminfo.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def _of_container(cgroup: Path) -> int | None:
    """The limit less what is used, where the cache of files does not count as used."""
    places = ((cgroup, "memory.max", "memory.current", "inactive_file"),
              (cgroup / "memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
               "total_inactive_file"))  # fmt: skip
    for folder, limit, used, cached in places:
        with suppress(OSError, ValueError):
            most = int((folder / limit).read_text())
            taken = int((folder / used).read_text()) - _stat(folder / "memory.stat", cached)
            return most - taken
    return None  # "max", or no cgroup here


def _stat(path: Path, name: str) -> int:
    with suppress(OSError, ValueError):
        rows = (line.split() for line in path.read_text().splitlines())
        return next((int(value) for key, value in rows if key == name), 0)
    return 0


def gpu(place: Installation) -> Iterator[Finding]:
    """Whether the device in the settings is there."""
    wanted, seen = place.settings.str("device"), place.devices()
    if wanted == "cuda" and not seen:
        yield fail(
            "SONGNGU_DEVICE is cuda, but no GPU is seen.",
            "Install its driver and the CUDA libraries, or set SONGNGU_DEVICE=auto.",
        )
    elif seen:
        used = "not used, as SONGNGU_DEVICE is cpu" if wanted == "cpu" else "used"
        yield ok(f"{seen} GPU{'s are' if seen > 1 else ' is'} seen and {used}.")
    else:
        yield ok("No GPU is seen; models run on the CPU.")
