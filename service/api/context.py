"""What every view needs: the settings in force and the studio that does the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Flask, current_app

from service.api.readiness import Readiness
from service.archive.database import Database
from service.auth.rates import Rates
from service.briefs.sharing import Sharing
from service.briefs.values import Translation, weight
from service.settings import Settings

if TYPE_CHECKING:
    from service.briefs.pipeline import Studio

_KEY = "songngu"


def _sharing() -> Sharing[list[Translation]]:
    return Sharing(weight)


@dataclass(frozen=True)
class Context:
    """One for each application."""

    settings: Settings
    studio: Studio
    readiness: Readiness
    database: Database
    rates: Rates
    sharing: Sharing[list[Translation]] = field(default_factory=_sharing)


def bind(app: Flask, context: Context) -> None:
    """Give an application its context."""
    app.extensions[_KEY] = context


def context() -> Context:
    """The context of the application that answers now."""
    found: Context = current_app.extensions[_KEY]
    return found
