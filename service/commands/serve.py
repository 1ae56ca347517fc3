"""`songngu serve`: the HTTP service in production, under gunicorn."""

import ipaddress
import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from service.commands.failures import Failure
from service.commands.tools import Tools
from service.settings import Settings, changed, check_mode
from service.telemetry import logs

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("songngu.serve")

# As many as a batch of the model holds inputs; see docs/RELIABILITY.md.
THREADS = 16


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes; each holds its own models.",
)
@click.option(
    "--threads",
    type=click.IntRange(1),
    default=THREADS,
    show_default=True,
    help="Requests that one process answers at a time.",
)
@click.pass_obj
def serve(tools: Tools, host: str, port: int, workers: int, threads: int) -> None:
    """Answer HTTP: the page at /, the API under /v1, its description at /docs."""
    if sys.platform == "win32":
        raise Failure("gunicorn does not run on Windows: use WSL or a container.")
    settings = guarded(tools.settings(), host)
    logs.configure(settings)
    if settings.str("require_keys") == "yes":
        warn_without_keys(settings)
    run(options(host, port, workers, threads), replace(tools, settings=lambda: settings))


def guarded(settings: Settings, host: str) -> Settings:
    """Settings that ask everyone for a key where other machines can reach `host`."""
    check_mode(settings)
    if settings.str("require_keys") != "auto" or is_loopback(host):
        return settings
    return changed(settings, require_keys="yes")


def warn_without_keys(settings: Settings) -> None:
    """Tell where nobody can have a key yet; the database is let go of before workers fork."""
    from service.archive.database import Database, DatabaseAway, database_url
    from service.auth.keys import Keys

    if settings.str("api_key"):
        return
    database = Database(database_url(settings))
    try:
        if not any(key.state == "active" for key in Keys(database).all()):
            log.warning("everyone needs a key and there is none: songngu keys create NAME")
    except DatabaseAway as error:
        log.warning("%s", error.message)
    finally:
        database.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address; a name is looked at, not looked up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def options(host: str, port: int, workers: int, threads: int) -> dict[str, object]:
    """The gunicorn settings. Threads share one model, so they and not workers are the default."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "bind": address,
        "workers": workers,
        "threads": threads,
        "timeout": 300,  # seconds without a sign of life of a worker, first conversion included
        "keepalive": 5,
        "sendfile": False,  # files go the way of other answers, which slow readers cannot hold up
        "proc_name": "songngu",
        "logger_class": "service.telemetry.gunicorn.Propagating",
        "control_socket_disable": True,  # it would lie in the home folder, which may be read-only
    }


def run(options: dict[str, object], tools: Tools) -> None:
    """Run until a signal stops it."""
    from service.telemetry.exposition import of_several

    server({**options, **of_several(options["workers"] != 1)}, tools).run()


def server(options: dict[str, object], tools: Tools) -> Any:
    """The gunicorn application; options that an older gunicorn lacks are left out."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.http import message

    from service.serving.bounds import LINE, bounds_of, most_connections
    from service.serving.worker import Worker

    settings = tools.settings()
    # gunicorn knows lines of 8 KiB at most or without end, and a line without end fills memory.
    message.MAX_REQUEST_LINE = LINE
    options = options | {
        "worker_class": Worker,
        "worker_connections": most_connections(int(str(options["threads"]))),
        "limit_request_line": LINE,
        "graceful_timeout": settings.int("stop_timeout"),
    }

    class Server(BaseApplication):  # type: ignore[misc]
        bounds = bounds_of(settings)

        def load_config(self) -> None:
            for name in options.keys() & self.cfg.settings.keys():
                self.cfg.set(name, options[name])

        def load(self) -> "Flask":
            from service.app import create_app
            from service.jobs.inline import begin

            self.flask = create_app(settings, tools.studio())
            self.jobs = begin(self.flask)  # here: only what follows the fork keeps its threads
            return self.flask

        def stopping(self) -> None:
            """Take nothing new on."""
            self.flask.extensions["songngu"].readiness.stop()
            self.jobs.finish()

        def stopped(self, until: float) -> None:
            """End what has not ended, at the latest at a moment of `time.monotonic()`."""
            self.jobs.stop(until)

    return Server()
