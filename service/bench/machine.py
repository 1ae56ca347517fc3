"""What the figures were measured on."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("songngu", "ctranslate2", "torch", "transformers")


def machine() -> list[tuple[str, str]]:
    """Processor, cores, memory, system and versions, as (name, value)."""
    from models.cores import available_cores

    return [
        ("processor", _first("/proc/cpuinfo", "model name") or platform.processor()),
        ("cores", str(available_cores())),
        ("memory", _memory()),
        ("load before", f"{os.getloadavg()[0]:.1f}"),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("Python", platform.python_version()),
        *((name, _version(name)) for name in PACKAGES),
        ("measured", datetime.now(UTC).date().isoformat()),
    ]


def _memory() -> str:
    kilobytes = _first("/proc/meminfo", "MemTotal").split()
    return f"{int(kilobytes[0]) / 1024**2:.0f} GiB" if kilobytes else ""


def _first(path: str, name: str) -> str:
    """The value of the first `name: value` line of a file, "" where there is none."""
    try:
        lines = Path(path).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
