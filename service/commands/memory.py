"""`songngu memory`: the translation memory as TMX, in and out."""

from pathlib import Path

import click

from service.commands.options import output
from service.commands.tools import Tools


@click.group()
def memory() -> None:
    """Take the translation memory along as TMX, or take in one."""


@memory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_(tools: Tools, file: Path) -> None:
    """Remember every settled pair of FILE, a TMX file."""
    from service.archive.database import database_url, open_database
    from service.glossary import tmx
    from service.glossary.memory import StoredMemory

    pairs = tmx.read(file.read_bytes())
    stored = StoredMemory(open_database(database_url(tools.settings())))
    click.echo(f"{stored.add_all(pairs, file.name)} pairs are remembered.")


@memory.command()
@output
@click.pass_obj
def export(tools: Tools, output: str) -> None:
    """Write every pair as TMX 1.4b."""
    from service.archive.database import database_url, open_database
    from service.glossary import tmx
    from service.glossary.memory import StoredMemory

    stored = StoredMemory(open_database(database_url(tools.settings())))
    with click.open_file(output, "w", encoding="utf-8") as file:
        file.writelines(tmx.write(stored.all()))
