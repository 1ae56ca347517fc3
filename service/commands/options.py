"""Options that several commands share."""

from typing import Any

import click

summariser = click.option("--summariser", metavar="ID", help="Model that chooses the points.")
translator = click.option("--translator", metavar="ID", help="Model that translates.")
points = click.option("--points", type=click.IntRange(1), metavar="N", help="Points to write.")
words = click.option(
    "--words", type=click.IntRange(1), metavar="N", help="Most Vietnamese words in all."
)
glossary = click.option(
    "--glossary",
    metavar="FILE|ID",
    help="Terms that come before those that ship: a file, or the id of a stored glossary.",
)
output = click.option(
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write; otherwise stdout.",
)
server = click.option("--server", metavar="URL", help="Let the server at this address do the work.")


def given(**options: Any) -> dict[str, Any]:
    """The options that the user named; the others keep the default of whoever is called."""
    return {name: value for name, value in options.items() if value is not None}
