"""A brief that was just made goes into the archive, and its reader is told where it does not."""

import logging
from dataclasses import dataclass

from flask import url_for

from service.api.context import Context
from service.archive.keeping import keep
from service.briefs.brief import Brief
from service.errors import SongnguError

log = logging.getLogger("songngu.archive")


@dataclass(frozen=True)
class Keeping:
    """Where a brief is kept, or why it is not; both empty where nothing is to be kept."""

    location: str = ""
    problem: str = ""

    def headers(self) -> dict[str, str]:
        """The same for the head of a response."""
        if self.problem:
            return {"Warning": f'199 songngu "{self.problem}"'}
        return {"Content-Location": self.location} if self.location else {}


def kept(scope: Context, brief: Brief) -> Keeping:
    """Keep a brief where the settings want it; a database that is away spoils no answer."""
    if not scope.settings.bool("keep_briefs"):
        return Keeping()
    try:
        keep(scope.database, scope.settings, brief)
    except SongnguError as error:
        log.error("brief %s was not kept: %s", brief.id, error.message)
        return Keeping(problem="The brief was not kept: the database cannot be used")
    return Keeping(location=url_for("archive.show", id=brief.id))
