"""The terms and the memory that a command translates with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from service.glossary.resources import Resources
    from service.settings import Settings


def brought(settings: Settings, glossary: str | None, server: str | None) -> dict[str, Any]:
    """What a studio is given of them; a server has a memory and stored glossaries of its own."""
    if not server:
        return {"resources": resources(settings, glossary)}
    if glossary and Path(glossary).is_file():
        raise click.UsageError("A server takes no file: store the glossary there, and give its id.")
    return {"glossary": glossary} if glossary else {}


def resources(settings: Settings, glossary: str | None) -> Resources:
    """The memory of the database, and the terms of `glossary`: a file or the id of a stored one."""
    from service.archive.database import database_url, open_database
    from service.commands.glossary import read_file
    from service.glossary.recall import resources_for

    database = open_database(database_url(settings))
    if glossary and Path(glossary).is_file():
        return resources_for(settings, database, terms=read_file(Path(glossary)))
    return resources_for(settings, database, glossary=glossary or "")
