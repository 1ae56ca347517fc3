"""What every command is handed: the settings and a maker of the studio that does the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.settings import Settings, load_settings

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio


def make_studio(settings: Settings) -> Studio:
    """Import the pipeline, which `songngu --help` does without, and make its studio."""
    from service.briefs.pipeline import Studio

    return Studio(settings)


@dataclass(frozen=True)
class Tools:
    """Replaced in tests, so that commands can be tried without models."""

    settings: Callable[[], Settings] = load_settings
    make_studio: Callable[[Settings], Studio] = make_studio

    def studio(self) -> Studio:
        """The studio for the settings in force."""
        return self.make_studio(self.settings())
