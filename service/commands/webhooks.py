"""`songngu webhooks`: who is told of what was finished, and what could not be told."""

import json
from typing import TYPE_CHECKING

import click

from service.commands.tools import Tools

if TYPE_CHECKING:
    from service.webhooks.deliveries import Deliveries, Delivery
    from service.webhooks.endpoints import Endpoint, Endpoints

_LIMIT = 100
secret = click.option(
    "--secret", default="", help="“whsec_…”, or the PUSH_KEY of a Newsroom; otherwise a new one."
)


@click.group()
def webhooks() -> None:
    """Addresses that are told of finished briefs and batches."""


@webhooks.command("list")
@click.option("--dead", is_flag=True, help="List what could not be delivered instead.")
@click.pass_obj
def list_(tools: Tools, dead: bool) -> None:
    """List the webhooks, or with --dead the newest deliveries that were given up."""
    if dead:
        for one in _deliveries(tools).page(_LIMIT, "dead"):
            click.echo(f"{one.id}  {one.event}  {one.url}\n    {one.problem}")
        return
    for endpoint in _endpoints(tools).all():
        state = "" if endpoint.enabled else "  (off)"
        click.echo(f"{endpoint.id}  {endpoint.kind}  {endpoint.url}{state}")
        click.echo(f"    {', '.join(endpoint.events) or 'every event'}")


@webhooks.command()
@click.argument("url")
@click.option(
    "--kind", type=click.Choice(["standard", "superdesk"]), default="standard", show_default=True,
    help="Standard Webhooks, or push to a Superdesk Newsroom.",
)  # fmt: skip
@click.option("--event", "events", multiple=True, help="Only this event; may be repeated.")
@click.option(
    "--review/--no-review", default=None, help="Also send briefs that an editor must look at."
)
@click.option("--description", default="", help="What it is for.")
@secret
@click.pass_obj
def add(
    tools: Tools,
    url: str,
    kind: str,
    events: tuple[str, ...],
    review: bool | None,
    description: str,
    secret: str,
) -> None:
    """Tell URL of what is finished; prints the secret that it is signed with."""
    from service.webhooks.endpoints import EVENTS, Change

    unknown = set(events) - set(EVENTS)
    if unknown:
        raise click.UsageError(f"There is no event {', '.join(unknown)}, only {', '.join(EVENTS)}.")
    change = Change(events=events, review=review, description=description)
    _show(_endpoints(tools).add(kind, url, secret, change))


@webhooks.command()
@click.argument("id")
@click.pass_obj
def remove(tools: Tools, id: str) -> None:
    """Forget the webhook ID, and what was still to be sent to it."""
    _endpoints(tools).remove(id)


@webhooks.command()
@click.argument("id")
@click.option(
    "--hours", type=click.FloatRange(0, 8760), default=24.0, show_default=True,
    help="For how long the old secret signs along.",
)  # fmt: skip
@secret
@click.pass_obj
def rotate(tools: Tools, id: str, hours: float, secret: str) -> None:
    """Give the webhook ID a new secret, and print it."""
    _show(_endpoints(tools).rotate(id, secret, hours))


@webhooks.command()
@click.argument("id")
@click.pass_obj
def test(tools: Tools, id: str) -> None:
    """Send a test event to the webhook ID; a worker delivers it."""
    _tell(_deliveries(tools).test(id))


@webhooks.command()
@click.argument("id", required=False)
@click.option("--dead", is_flag=True, help="Everything that was given up.")
@click.pass_obj
def replay(tools: Tools, id: str | None, dead: bool) -> None:
    """Send the delivery ID again, or with --dead everything that was given up."""
    if bool(id) == dead:
        raise click.UsageError("Name one delivery, or give --dead.")
    if id:
        _tell(_deliveries(tools).replay(id))
    else:
        click.echo(f"{_deliveries(tools).replay_dead()} deliveries are sent again.")


def _show(endpoint: "Endpoint") -> None:
    told = {"id": endpoint.id, "kind": endpoint.kind, "url": endpoint.url}
    click.echo(json.dumps({**told, "secret": endpoint.secrets[0]}, ensure_ascii=False))


def _tell(delivery: "Delivery") -> None:
    click.echo(f"{delivery.id} goes to {delivery.url}.")


def _endpoints(tools: Tools) -> "Endpoints":
    from service.archive.database import database_url, open_database
    from service.webhooks.endpoints import Endpoints

    settings = tools.settings()
    database = open_database(database_url(settings))
    return Endpoints(database, settings.bool("webhook_private"))


def _deliveries(tools: Tools) -> "Deliveries":
    from service.archive.database import database_url, open_database
    from service.webhooks.deliveries import Deliveries

    return Deliveries(open_database(database_url(tools.settings())))
