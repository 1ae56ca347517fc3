"""Secrets that deliveries are signed with, and their rotation."""

import base64
import binascii
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from service.archive.columns import now
from service.errors import BadRequest

PREFIX = "whsec_"
_BYTES = 32  # of a new secret; Standard Webhooks asks for 24 to 64
Secrets = list[dict[str, Any]]


class BadSecret(BadRequest):
    """The secret is not one that deliveries of this kind can be signed with."""

    code = "bad-secret"
    status = 422


def new_secret() -> str:
    """A secret that nobody knows yet."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode("ascii")


def chosen(given: str, kind: str) -> str:
    """The secret to use: the one given, checked, or a new one. Raises `BadSecret`."""
    if kind == "superdesk":
        if not given:
            raise BadSecret("A Superdesk Newsroom needs its PUSH_KEY as “secret”.")
        return given
    if given and not _is_standard(given):
        raise BadSecret(
            "A secret is “whsec_” and 24 to 64 bytes in base64; leave it out for a new one."
        )
    return given or new_secret()


def rotated(kept: Secrets, secret: str, hours: float) -> Secrets:
    """The secrets with a new one first; the others sign along for some hours more."""
    until = (now() + timedelta(hours=hours)).isoformat()
    old = [{**one, "until": min(one["until"] or until, until)} for one in valid(kept)]
    return [{"secret": secret, "until": ""}, *old]


def valid(kept: Secrets, moment: datetime | None = None) -> Secrets:
    """The secrets that still sign, the newest first."""
    instant = (moment or now()).isoformat()
    return [one for one in kept if not one["until"] or one["until"] > instant]


def in_force(kept: Secrets) -> Sequence[str]:
    """What deliveries are signed with now, the newest first."""
    return [one["secret"] for one in valid(kept)]


def _is_standard(secret: str) -> bool:
    try:
        raw = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return secret.startswith(PREFIX) and 24 <= len(raw) <= 64
