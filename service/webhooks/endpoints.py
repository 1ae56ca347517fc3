"""Where events are sent: stored once, changed, and their secrets rotated."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.database import Database
from service.archive.tables.webhooks import EndpointRow
from service.errors import BadRequest, SongnguError
from service.reading.addresses import is_public
from service.webhooks.secrets import chosen, in_force, rotated

EVENTS = (
    "brief.finished", "brief.failed",
    "batch.finished", "batch.failed", "batch.cancelled",
)  # fmt: skip
OF_BATCHES = EVENTS[2:]


class UnknownEndpoint(SongnguError):
    """No webhook has this id."""

    code = "unknown-webhook"
    status = 404


class BadAddress(BadRequest):
    """Nothing can be sent to this address."""

    code = "bad-address"
    status = 422


@dataclass(frozen=True)
class Endpoint:
    """One address that wants events."""

    id: str
    kind: str  # standard, superdesk
    url: str
    events: tuple[str, ...]  # none: all of them
    review: bool  # whether briefs that an editor must look at are sent too
    description: str
    enabled: bool
    secrets: tuple[str, ...]  # in force, the newest first
    created: datetime


@dataclass(frozen=True)
class Change:
    """What is to be different; None leaves it as it is."""

    url: str | None = None
    events: Sequence[str] | None = None
    review: bool | None = None
    description: str | None = None
    enabled: bool | None = None


class Endpoints:
    """All endpoints of a database; `private` lets them lie at addresses that are not public."""

    def __init__(self, database: Database, private: bool) -> None:
        self._database = database
        self._private = private

    def add(self, kind: str, url: str, secret: str, change: Change) -> Endpoint:
        """Store an endpoint. Raises `BadAddress` or `BadSecret`."""
        check_address(url, self._private)
        row = new_row(kind, url, chosen(secret, kind))
        _apply(row, change)
        with self._database.session() as session:
            session.add(row)
            session.flush()
            return endpoint_of(row)

    def all(self) -> list[Endpoint]:
        """The endpoints, the oldest first, without those of single batches."""
        rows = select(EndpointRow).where(EndpointRow.batch == "").order_by(EndpointRow.number)
        with self._database.session() as session:
            return [endpoint_of(row) for row in session.scalars(rows)]

    def find(self, id: str) -> Endpoint:
        """One endpoint. Raises `UnknownEndpoint`."""
        with self._database.session() as session:
            return endpoint_of(stored(session, id))

    def change(self, id: str, change: Change) -> Endpoint:
        """Change an endpoint. Raises `UnknownEndpoint` or `BadAddress`."""
        if change.url is not None:
            check_address(change.url, self._private)
        with self._database.session() as session:
            row = stored(session, id)
            _apply(row, change)
            session.flush()
            return endpoint_of(row)

    def rotate(self, id: str, secret: str, hours: float) -> Endpoint:
        """Give an endpoint a new secret; the old one signs along for some hours more."""
        with self._database.session() as session:
            row = stored(session, id)
            row.secrets = rotated(row.secrets, chosen(secret, row.kind), hours)
            session.flush()
            return endpoint_of(row)

    def remove(self, id: str) -> None:
        """Forget an endpoint and what was to be sent to it. Raises `UnknownEndpoint`."""
        with self._database.session() as session:
            session.delete(stored(session, id))


def add_for_batch(session: Session, batch: str, url: str) -> Endpoint:
    """An endpoint that hears of the end of one batch; its secret is told to who asked for it."""
    row = new_row("standard", url, chosen("", "standard"))
    row.events, row.batch = list(OF_BATCHES), batch
    session.add(row)
    session.flush()
    return endpoint_of(row)


def endpoint_of_batch(session: Session, batch: str) -> Endpoint | None:
    """The endpoint that a batch was asked for with."""
    row = session.scalar(select(EndpointRow).where(EndpointRow.batch == batch))
    return endpoint_of(row) if row else None


def check_address(url: str, private: bool) -> None:
    """Raise `BadAddress` for what is no address of the web, or plainly a private one.

    Names are looked up when something is sent, since what they stand for changes.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise BadAddress(f"{url} is not an http or https address.")
    if not private and _plainly_private(host):
        raise BadAddress(f"{host} is a private address. SONGNGU_WEBHOOK_PRIVATE=1 allows those.")


def stored(session: Session, id: str) -> EndpointRow:
    """The row of an endpoint. Raises `UnknownEndpoint`."""
    found = session.scalar(
        select(EndpointRow).where(EndpointRow.id == id.replace("\0", ""), EndpointRow.batch == "")
    )
    if found is None:
        raise UnknownEndpoint("There is no webhook with this id. GET /v1/webhooks lists them.")
    return found


def new_row(kind: str, url: str, secret: str) -> EndpointRow:
    """An endpoint for every event that its kind can be sent."""
    return EndpointRow(
        id=secrets.token_hex(8),
        kind=kind,
        url=url,
        events=["brief.finished"] if kind == "superdesk" else [],
        review=kind == "standard",
        description="",
        enabled=True,
        secrets=[{"secret": secret, "until": ""}],
        batch="",
    )


def endpoint_of(row: EndpointRow) -> Endpoint:
    """The endpoint in a row."""
    return Endpoint(
        row.id, row.kind, row.url, tuple(row.events), row.review, row.description, row.enabled,
        tuple(in_force(row.secrets)), row.created,
    )  # fmt: skip


def _apply(row: EndpointRow, change: Change) -> None:
    for name in ("url", "review", "description", "enabled"):
        value = getattr(change, name)
        if value is not None:
            setattr(row, name, value)
    if change.events is not None and row.kind == "standard":
        row.events = list(change.events)


def _plainly_private(host: str) -> bool:
    try:
        return not is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
