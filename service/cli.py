"""The command `songngu`: every way in that needs no server."""

import click

from service.commands.archive import archive
from service.commands.batch import batch
from service.commands.brief import brief
from service.commands.doctor import doctor
from service.commands.evaluate import evaluate
from service.commands.failures import Group
from service.commands.glossary import glossary
from service.commands.keys import keys
from service.commands.memory import memory
from service.commands.models import models
from service.commands.serve import serve
from service.commands.settings import settings
from service.commands.summarise import summarise
from service.commands.tools import Tools
from service.commands.translate import translate
from service.commands.watch import watch
from service.commands.webhooks import webhooks
from service.commands.worker import worker


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(package_name="songngu", prog_name="songngu")
@click.pass_context
def main(context: click.Context, debug: bool) -> None:
    """Short bilingual briefs (Vietnamese and English) of long Vietnamese reports.

    Settings come from the environment: `songngu settings` lists them.
    """
    context.obj = context.obj or Tools()


for command in (
    brief, batch, watch, translate, summarise, evaluate, serve, archive, worker, webhooks, keys,
    models, settings, glossary, memory, doctor,
):  # fmt: skip
    main.add_command(command)

if __name__ == "__main__":
    main()
