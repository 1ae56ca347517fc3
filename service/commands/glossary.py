"""`songngu glossary`: stored glossaries and files of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands.tools import Tools

if TYPE_CHECKING:
    from service.glossary.library import Library
    from service.glossary.terms import Term
    from service.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def glossary() -> None:
    """Store glossaries, show them as CSV, TSV, TBX or JSON, and check files."""


@glossary.command("list")
@click.pass_obj
def list_(tools: Tools) -> None:
    """List the stored glossaries: id, entries, name."""
    for stored in library(tools.settings()).list():
        click.echo(f"{stored.id}  {stored.entry_count:>6}  {stored.name}")


@glossary.command()
@click.argument("file", type=FILE)
@click.option("--name", default="", help="Default: the name of the file.")
@click.pass_obj
def add(tools: Tools, file: Path, name: str) -> None:
    """Store FILE (.csv, .tsv, .tbx or .json) and print its id."""
    terms = read_file(file)
    click.echo(library(tools.settings()).create(name or file.stem, terms).id)


@glossary.command()
@click.argument("id")
@click.option(
    "--format",
    "form",
    type=click.Choice(["tsv", "csv", "json", "tbx", "tbx2"]),
    default="tsv",
    show_default=True,
    help="tbx2 is TBX version 2.",
)
@click.pass_obj
def show(tools: Tools, id: str, form: str) -> None:
    """Write the stored glossary ID to stdout."""
    from service.glossary.files import write_glossary

    found = library(tools.settings())
    data = write_glossary(found.terms(id), form, found.get(id).name)
    with click.open_file("-", "wb") as file:
        file.write(data)


@glossary.command()
@click.argument("id")
@click.pass_obj
def remove(tools: Tools, id: str) -> None:
    """Delete the stored glossary ID."""
    library(tools.settings()).delete(id)


@glossary.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Read FILE and say how many entries it has, or which line is wrong and why."""
    from service.glossary import load_glossary

    terms = read_file(file)
    shipped = load_glossary()
    known = [term for term in terms if (found := shipped.find(term.vi)) and found.en != term.en]
    click.echo(f"{file}: {len(terms)} entries.")
    for term in known:
        told = shipped.find(term.vi)
        assert told is not None
        click.echo(f"  “{term.vi}” is “{term.en}” here instead of “{told.en}”.")


def read_file(file: Path) -> tuple[Term, ...]:
    """The terms of a file, whose form is told by its name or its content."""
    from service.glossary.files import form_of, read_glossary

    data = file.read_bytes()
    return read_glossary(data, form_of(file.name, data=data))


def library(settings: Settings) -> Library:
    """The glossaries of the database in the settings."""
    from service.archive.database import database_url, open_database
    from service.glossary.library import Library

    return Library(open_database(database_url(settings)))
