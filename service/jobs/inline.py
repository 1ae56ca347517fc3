"""Working on jobs within the web server, so that one machine needs no second process."""

import atexit
import logging
import threading
from typing import TYPE_CHECKING

from service.api.context import Context, context
from service.errors import SongnguError

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("songngu.jobs")

_AGAIN_SECONDS = 30.0  # until the next try, where the database or the queue is away
THREADS = 1  # requests of people have the others


def begin(app: "Flask") -> None:
    """Start to work beside an application, where the settings want it.

    Call it once in each process, after it was forked; models are loaded by the first job.
    """
    with app.app_context():
        scope = context()
    if scope.settings.bool("worker_inline"):
        threading.Thread(target=_work, args=(scope,), name="songngu-inline", daemon=True).start()


def _work(scope: Context) -> None:
    pause = threading.Event()
    while not _started(scope):
        pause.wait(_AGAIN_SECONDS)


def _started(scope: Context) -> bool:
    from service.jobs.consumer import Crew
    from service.jobs.queue import Queue
    from service.jobs.worker import Tools

    try:
        tools = Tools(scope.settings, scope.database, Queue(scope.settings), scope.studio)
        crew = Crew(tools, THREADS, inline=True)
    except (SongnguError, OSError) as error:
        log.warning("no jobs are worked on: %s", error)
        return False
    crew.start()
    atexit.register(crew.abandon)
    return True
