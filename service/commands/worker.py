"""`songngu worker`: works on jobs until it is stopped."""

import click

from service.commands.tools import Tools
from service.telemetry import logs


@click.command()
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Articles at a time; all threads share one copy of the models.",
)
@click.pass_obj
def worker(tools: Tools, threads: int) -> None:
    """Work on batches and send webhooks, until a signal stops it.

    SIGTERM finishes what is being worked on; whatever a worker leaves, another does.
    """
    from service.archive.database import database_url, open_database
    from service.jobs.consumer import Crew
    from service.jobs.queue import Queue
    from service.jobs.worker import Tools as Equipment

    settings = tools.settings()
    logs.configure(settings)
    database = open_database(database_url(settings))
    equipment = Equipment(settings, database, Queue(settings), tools.studio())
    click.echo(f"Working with {threads} threads. Stop with Ctrl-C.", err=True)
    Crew(equipment, threads).run()
