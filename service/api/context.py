"""What every view needs: the settings in force and the studio that does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from service.api.readiness import Readiness
from service.archive.database import Database
from service.settings import Settings

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

_KEY = "songngu"


@dataclass(frozen=True)
class Context:
    """One for each application."""

    settings: Settings
    studio: Studio
    readiness: Readiness
    database: Database


def bind(app: Flask, context: Context) -> None:
    """Give an application its context."""
    app.extensions[_KEY] = context


def context() -> Context:
    """The context of the application that answers now."""
    found: Context = current_app.extensions[_KEY]
    return found
