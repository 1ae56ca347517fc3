"""`songngu worker`: works on jobs until it is stopped."""

import logging

import click

from service import telemetry
from service.commands.tools import Tools
from service.telemetry import logs

log = logging.getLogger("songngu.jobs")


@click.command()
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Articles at a time; all threads share one copy of the models.",
)
@click.option(
    "--metrics-port", type=click.IntRange(0, 65535), default=0, help="Port for scrapes; 0: none."
)
@click.option("--metrics-host", default="127.0.0.1", show_default=True, help="Address for them.")
@click.pass_obj
def worker(tools: Tools, threads: int, metrics_port: int, metrics_host: str) -> None:
    """Work on batches and send webhooks, until a signal stops it.

    SIGTERM finishes what is being worked on; whatever a worker leaves, another does.
    """
    from service.archive.database import database_url, open_database
    from service.jobs.consumer import Crew
    from service.jobs.queue import Queue
    from service.jobs.worker import Tools as Equipment
    from service.telemetry import exposition

    settings = tools.settings()
    logs.configure(settings)
    telemetry.begin(settings)
    if metrics_port:
        exposition.listen(metrics_host, metrics_port)
    database = open_database(database_url(settings))
    equipment = Equipment(settings, database, Queue(settings), tools.studio())
    log.info("Working with %d threads. Stop with Ctrl-C.", threads)
    Crew(equipment, threads).run()
