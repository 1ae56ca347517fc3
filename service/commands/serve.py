"""`songngu serve`: the HTTP service in production, under gunicorn."""

import sys
from typing import TYPE_CHECKING, Any

import click

from service.commands.failures import Failure
from service.commands.tools import Tools
from service.telemetry import logs

if TYPE_CHECKING:
    from flask import Flask

# Bytes of the first line of a request. Clients of LibreTranslate put texts into the address: 5,000
# letters of Vietnamese are 45,000 bytes there.
LONGEST_LINE = 65_536


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
    default=8,
    show_default=True,
    help="Requests that one process answers at a time.",
)
@click.pass_obj
def serve(tools: Tools, host: str, port: int, workers: int, threads: int) -> None:
    """Answer HTTP: the page at /, the API under /v1, its description at /docs."""
    if sys.platform == "win32":
        raise Failure("gunicorn does not run on Windows: use WSL or a container.")
    logs.configure(tools.settings())
    run(options(host, port, workers, threads))


def options(host: str, port: int, workers: int, threads: int) -> dict[str, object]:
    """The gunicorn settings. Threads share one model, so they and not workers are the default."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "bind": address,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 300,  # seconds without a sign of life of a worker, first conversion included
        "graceful_timeout": 30,  # seconds for running requests when stopping
        "keepalive": 5,
        "limit_request_line": LONGEST_LINE,
        "proc_name": "songngu",
        "logger_class": "service.telemetry.gunicorn.Propagating",
        "control_socket_disable": True,  # it would lie in the home folder, which may be read-only
    }


def run(options: dict[str, object]) -> None:
    """Run until a signal stops it."""
    from service.telemetry.exposition import of_several

    server({**options, **of_several(options["workers"] != 1)}).run()


def server(options: dict[str, object]) -> Any:
    """The gunicorn application; options that an older gunicorn lacks are left out."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.http import message

    # gunicorn knows lines of 8 KiB at most or without end, and a line without end fills memory.
    message.MAX_REQUEST_LINE = LONGEST_LINE

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name in options.keys() & self.cfg.settings.keys():
                self.cfg.set(name, options[name])

        def load(self) -> "Flask":
            from service.app import create_app
            from service.jobs.inline import begin

            app = create_app()
            begin(app)  # here, since only what follows the fork keeps its threads
            return app

    return Server()
