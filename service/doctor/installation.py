"""What the doctor looks at. Tests put broken parts in."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import models
from models.cores import CGROUP
from service.briefs.studio_models import cache_dir
from service.settings import SETTINGS, BadSetting, Settings, check_mode, load_settings, variable
from service.telemetry import logs


def version_of(package: str) -> str | None:
    """The version of an installed package; None where it is not there."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def requirements() -> list[str]:
    """What our package says that it needs; [] where it is not installed as a package."""
    try:
        return metadata.requires("songngu") or []
    except metadata.PackageNotFoundError:
        return []


def devices() -> int:
    """How many GPUs CTranslate2 sees."""
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


@dataclass(frozen=True)
class Installation:
    """This machine, this Python and these settings."""

    environ: Mapping[str, str]
    host: str = "127.0.0.1"
    port: int = 8000
    fetch: str = ""  # an address to be fetched, "" for none
    quick: bool = False  # whether no sentence is translated
    python: tuple[int, ...] = tuple(sys.version_info[:3])
    version_of: Callable[[str], str | None] = version_of
    requirements: list[str] = field(default_factory=requirements)
    devices: Callable[[], int] = devices
    cgroup: Path = CGROUP
    meminfo: Path = Path("/proc/meminfo")
    weights: Path = Path(models.__file__ or "models").parent / "weights"

    @property
    def settings(self) -> Settings:
        """The settings in force; those that cannot be read have their defaults."""
        bad = {name for name, _ in self.bad_settings}
        return load_settings({key: text for key, text in self.environ.items() if key not in bad})

    @property
    def bad_settings(self) -> list[tuple[str, str]]:
        """The variables whose values cannot be read, each with what is wrong."""
        found = []
        for name in map(variable, SETTINGS.values()):
            try:
                alone = load_settings({name: self.environ[name]} if name in self.environ else {})
                for check in (check_mode, logs.chosen):
                    check(alone)
            except BadSetting as error:
                found.append((name, error.message))
        return found

    @property
    def cache(self) -> Path:
        """The folder of models."""
        return cache_dir(self.settings)
