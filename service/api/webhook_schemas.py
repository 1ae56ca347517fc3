"""The shapes of `/v1/webhooks`."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from service.api.batch_schemas import ListQuery
from service.webhooks.deliveries import Delivery
from service.webhooks.endpoints import Change, Endpoint

EventName = Literal[
    "brief.finished", "brief.failed", "batch.finished", "batch.failed", "batch.cancelled"
]
KindName = Literal["standard", "superdesk"]
StateName = Literal["waiting", "delivered", "dead"]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WebhookChange(_Request):
    """What is to be different; a member that is missing or null stays as it is."""

    url: str | None = Field(None, max_length=2048, pattern="^https?://")
    events: list[EventName] | None = Field(
        None, description="Which events are sent; none: all. A Newsroom gets finished briefs only."
    )
    review: bool | None = Field(
        None, description="Also send briefs that an editor must look at; a Newsroom gets none else."
    )
    description: str | None = Field(None, max_length=1000)
    enabled: bool | None = None


class WebhookRequest(WebhookChange):
    """An address that is to be told of what is finished."""

    url: str = Field(max_length=2048, pattern="^https?://", description="A public address.")
    kind: KindName = Field(
        "standard", description="Standard Webhooks, or push to a Superdesk Newsroom."
    )
    secret: str = Field(
        "", max_length=200, description="`whsec_…`, or a Newsroom's PUSH_KEY; empty: a new one."
    )


class RotateRequest(_Request):
    """A new secret."""

    secret: str = Field("", max_length=200, description="Empty: a new one is made.")
    hours: float = Field(24.0, ge=0, le=8760, description="How long the old one signs along.")


class WebhookAnswer(BaseModel):
    """An address that is told of what is finished."""

    id: str
    kind: KindName
    url: str
    events: list[EventName]
    review: bool
    description: str
    enabled: bool
    created: datetime
    secrets: int = Field(description="How many sign now: more than one while a secret rotates.")
    secret: str | None = Field(None, description="Told once: when it is made or given.")


class WebhooksAnswer(BaseModel):
    """All webhooks, the oldest first."""

    webhooks: list[WebhookAnswer]


class DeliveriesQuery(ListQuery):
    """Which deliveries."""

    state: StateName | None = Field(None, description="`dead`: what was given up.")
    webhook: str = Field("", max_length=64, description="Of this webhook only.")


class DeliveryAnswer(BaseModel):
    """One event for one webhook."""

    id: str = Field(description="Also the `webhook-id`, the same for every attempt.")
    webhook: str = Field(description="Empty for the webhook of a single batch.")
    url: str
    event: str
    state: StateName
    attempts: int
    status: int | None = Field(description="Of the last answer; null where there was none.")
    problem: str = Field(description="What was wrong with the last attempt.")
    created: datetime
    due: datetime | None = Field(description="When it is tried next.")
    delivered: datetime | None


class DeliveriesAnswer(BaseModel):
    """Deliveries, the newest first."""

    deliveries: list[DeliveryAnswer]
    next: str | None = Field(description="`after` of the next page; null on the last one.")


REQUEST = TypeAdapter(WebhookRequest)
CHANGE = TypeAdapter(WebhookChange)
ROTATE = TypeAdapter(RotateRequest)


def change_of(asked: WebhookChange) -> Change:
    """What a request changes."""
    return Change(asked.url, asked.events, asked.review, asked.description, asked.enabled)


def answer_of(endpoint: Endpoint, *, secret: bool = False) -> WebhookAnswer:
    """The answer that tells of a webhook, with its newest secret only where that is new."""
    names = ("id", "kind", "url", "events", "review", "description", "enabled", "created")
    told = {name: getattr(endpoint, name) for name in names}
    shown = endpoint.secrets[0] if secret else None
    return WebhookAnswer(**told, secrets=len(endpoint.secrets), secret=shown)


def delivery_answer(delivery: Delivery) -> DeliveryAnswer:
    """The answer that tells of a delivery."""
    return DeliveryAnswer(**{n: getattr(delivery, n) for n in DeliveryAnswer.model_fields})
