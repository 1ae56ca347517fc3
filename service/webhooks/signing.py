"""The headers that say who sends a delivery: Standard Webhooks, or a Superdesk Newsroom's."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from standardwebhooks import Webhook

KINDS = ("standard", "superdesk")


def signed_headers(
    kind: str, id: str, moment: datetime, body: str, secrets: Sequence[str]
) -> Mapping[str, str]:
    """The headers of one delivery; `secrets` are those in force, the newest first."""
    return _HEADERS[kind](id, moment, body, secrets)


def _standard(id: str, moment: datetime, body: str, secrets: Sequence[str]) -> Mapping[str, str]:
    """One signature a secret, so that receivers who know only the old one still believe it."""
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(one).sign(id, moment, body) for one in secrets),
    }


def _superdesk(id: str, moment: datetime, body: str, secrets: Sequence[str]) -> Mapping[str, str]:
    # Newsroom knows one key and SHA-1 only.
    digest = hmac.new(secrets[0].encode(), body.encode(), hashlib.sha1).hexdigest()
    return {"x-superdesk-signature": f"sha1={digest}"}


_HEADERS = {"standard": _standard, "superdesk": _superdesk}
