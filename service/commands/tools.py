"""What every command is handed: the settings and a maker of the studio that does the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import click

from service.settings import Settings, load_settings

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio
    from service.client import Client


def make_studio(settings: Settings) -> Studio:
    """Import the pipeline, which `songngu --help` does without, and make its studio."""
    from service.briefs.pipeline import Studio

    return Studio(settings)


@dataclass(frozen=True)
class Tools:
    """Replaced in tests, so that commands can be tried without models."""

    settings: Callable[[], Settings] = load_settings
    make_studio: Callable[[Settings], Studio] = make_studio

    def studio(self, server: str | None = None) -> Studio:
        """The studio for the settings in force, or one that has a server do the work."""
        if server:
            from service.commands.remote import RemoteStudio

            return cast("Studio", RemoteStudio(self.client(server)))
        return self.make_studio(self.settings())

    def client(self, server: str) -> Client:
        """The client of a server."""
        from service.client import Client

        if not server.lower().startswith(("http://", "https://")):
            raise click.UsageError(f"{server} is not the http or https address of a server.")
        return Client(server, self.settings().str("server_key"))
