"""`songngu keys`: who may use the API, for what and how much."""

import json
from typing import TYPE_CHECKING

import click

from service.commands.tools import Tools

if TYPE_CHECKING:
    from datetime import datetime

    from service.auth.keys import Key, Keys
    from service.auth.tokens import Token


@click.group()
def keys() -> None:
    """Keys of the API: needed by everyone but this machine."""


@keys.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, show_default=True,
    default=("brief", "translate", "archive"),
    help="brief, translate, archive, edit, batch, admin or all; may be repeated.",
)  # fmt: skip
@click.option("--rate", type=click.IntRange(0), default=0, help="Most requests a minute; 0: any.")
@click.option("--quota", type=click.IntRange(0), default=0, help="Most characters a month; 0: any.")
@click.option(
    "--days", type=click.FloatRange(0, 36500), default=0.0, help="Until it ends; 0: never."
)
@click.pass_obj
def create(
    tools: Tools, name: str, scopes: tuple[str, ...], rate: int, quota: int, days: float
) -> None:
    """Make a key for NAME and print it: this is the only time it is shown."""
    from service.auth.keys import Wish

    _show(*_keys(tools).create(Wish(name, scopes, rate, quota, days)))


@keys.command("list")
@click.pass_obj
def list_(tools: Tools) -> None:
    """List the keys, without their secrets: what they may and when they were last used."""
    from service.archive.database import database_url, open_database
    from service.auth.quotas import Quotas

    quotas = Quotas(open_database(database_url(tools.settings())))
    for key in _keys(tools).all():
        click.echo(f"{key.id}  {key.state:<8}  {key.name}")
        used = f"{quotas.used(key.number):,} of {_most(key)} characters this month"
        click.echo(f"    {', '.join(key.scopes)}; {key.rate or 'any'} requests a minute; {used}")
        click.echo(f"    last used {_told(key.used)}, expires {_told(key.expires)}")


@keys.command()
@click.argument("id")
@click.option(
    "--hours", type=click.FloatRange(0, 8760), default=24.0, show_default=True,
    help="For how long the old secret is good beside the new one.",
)  # fmt: skip
@click.pass_obj
def rotate(tools: Tools, id: str, hours: float) -> None:
    """Give the key ID a new secret and print it."""
    _show(*_keys(tools).rotate(id, hours))


@keys.command()
@click.argument("id")
@click.pass_obj
def revoke(tools: Tools, id: str) -> None:
    """End the key ID for good, and with it whoever is signed in by it."""
    key = _keys(tools).revoke(id)
    click.echo(f"{key.id} ({key.name}) is revoked.")


def _show(key: "Key", token: "Token") -> None:
    told = {"id": key.id, "name": key.name, "scopes": key.scopes, "key": str(token)}
    click.echo(json.dumps(told, ensure_ascii=False))


def _most(key: "Key") -> str:
    return f"{key.quota:,}" if key.quota else "any"


def _told(moment: "datetime | None") -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else "never"


def _keys(tools: Tools) -> "Keys":
    from service.archive.database import database_url, open_database
    from service.auth.keys import Keys

    return Keys(open_database(database_url(tools.settings())))
